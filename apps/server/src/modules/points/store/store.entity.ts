import type { Role } from '@tallyboard/rules/people/capabilities';
import type { Level } from '@tallyboard/rules/points/level';
import type { Draw } from '@tallyboard/rules/points/store/lots';
import type { RedemptionState, Resource, ResourceType } from '@tallyboard/rules/points/store/redemption';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../../platform/db/columns.js';

/** Something that knowledge credits buy. */
@Entity('store_resource')
export class ResourceRow implements Resource {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) type: ResourceType;
  @Column(column.text) title: string;
  @Column(column.text) text: string;
  @Column({ type: 'int' }) price: number;
  @Column({ type: 'int', nullable: true }) stock: number | null;
  @Column({ type: 'int', nullable: true }) perPerson: number | null;
  @Column(column.text) minLevel: Level;
  @Column({ type: 'text', array: true }) roles: Role[];
  @Column({ type: 'int' }) costCny: number;
  @Column({ type: 'text', nullable: true }) picture: string | null;
  @Column({ type: 'boolean' }) active: boolean;
  @Column({ type: 'int' }) version: number;
  @Column({ type: 'uuid' }) createdBy: string;
  @Column(column.instant) createdAt: string;
}

/** A redemption 兑换, with the lots its price came from. What it is, and what it costs, is a snapshot: resources change. */
@Entity('redemption')
export class RedemptionRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) resourceId: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column({ type: 'uuid' }) userId: string;
  @Column(column.text) type: ResourceType;
  @Column(column.text) title: string;
  @Column({ type: 'int' }) price: number;
  @Column({ type: 'int' }) costCny: number;
  /** Of whose budget. */
  @Column(column.text) month: string;
  @Column({ type: 'jsonb' }) drawn: Draw;
  /** Of what is unlimited nothing is taken, and nothing comes back. */
  @Column({ type: 'boolean' }) tookStock: boolean;
  @Column(column.text) state: RedemptionState;
  @Column(column.instant) requestedAt: string;
  @Column({ type: 'uuid', nullable: true }) decidedBy: string | null;
  @Column(column.optionalInstant) decidedAt: string | null;
  @Column(column.text) note: string;
}
