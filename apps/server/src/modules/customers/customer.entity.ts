import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** A buyer. Known to the whole company, so that two teams meet early; changed by the team that entered it. Unique by name for now. */
@Entity('customer')
export class CustomerRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) name: string;
  @Column({ type: 'char', length: 2 }) country: string;
  @Column(column.text) marketGroup: string;
  @Column({ type: 'int', default: 1 }) version: number;
  @Column(column.instant) createdAt: string;
}

/** A person at the buyer's. Never part of a team fact: fetched over HTTP only. */
@Entity('contact')
export class Contact {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) customerId: string;
  @Column(column.text) name: string;
  @Column(column.text) email: string;
  @Column(column.text) phone: string;
  @Column(column.text) title: string;
  @Column({ type: 'int' }) position: number;
}
