import type { AdjustmentState } from '@tallyboard/rules/points/adjustment';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** Points added or taken away by hand: asked for by one manager, decided by another. */
@Entity('point_adjustment')
export class AdjustmentRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column({ type: 'uuid' }) userId: string;
  @Column(column.bigint) amount: number;
  @Column(column.text) reason: string;
  @Column(column.text) state: AdjustmentState;
  @Column(column.text) season: string;
  @Column({ type: 'uuid' }) proposedBy: string;
  @Column(column.instant) proposedAt: string;
  @Column({ type: 'uuid', nullable: true }) decidedBy: string | null;
  @Column({ ...column.instant, nullable: true }) decidedAt: string | null;
}
