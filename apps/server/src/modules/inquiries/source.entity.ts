import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** A form or a program that sends inquiries, known by a token of which only the hash is kept. */
@Entity('inquiry_source')
export class InquirySourceRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) name: string;
  @Column(column.text) kind: 'form' | 'webhook';
  @Column({ type: 'bytea' }) tokenHash: Buffer;
  @Column({ type: 'boolean' }) active: boolean;
  @Column({ type: 'uuid' }) createdBy: string;
  @Column(column.instant) createdAt: string;
  @Column({ type: 'int' }) version: number;
}

/** What the rule of allocation knows of a person. */
@Entity('allocation_profile')
export class AllocationProfileRow {
  @PrimaryColumn({ type: 'uuid' }) userId: string;
  @Column({ type: 'text', array: true }) markets: string[];
  @Column({ type: 'text', array: true }) products: string[];
  @Column({ type: 'text', array: true }) languages: string[];
  @Column({ type: 'int' }) holdingCap: number;
  @Column({ type: 'boolean' }) paused: boolean;
  @Column({ type: 'date', nullable: true }) joinedOn: string | null;
}
