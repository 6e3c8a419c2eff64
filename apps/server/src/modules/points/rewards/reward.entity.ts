import type { Milestone, RewardKind, RewardState } from '@tallyboard/rules/points/rewards/reward';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../../platform/db/columns.js';

/** A reward of somebody’s, for a milestone. `month`: of which month’s budget. `txnId`: the points that came with it, and so why. */
@Entity('reward_grant')
export class RewardGrant {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column({ type: 'uuid' }) userId: string;
  @Column(column.text) ruleId: Milestone;
  @Column(column.text) kind: RewardKind;
  @Column({ type: 'int' }) value: number;
  @Column(column.text) month: string;
  @Column({ type: 'uuid' }) txnId: string;
  @Column(column.text) state: RewardState;
  @Column(column.instant) grantedAt: string;
  @Column({ type: 'uuid', nullable: true }) decidedBy: string | null;
  @Column({ ...column.instant, nullable: true }) decidedAt: string | null;
  @Column({ type: 'uuid', nullable: true }) handedBy: string | null;
  @Column({ ...column.instant, nullable: true }) handedAt: string | null;
  /** Since when what it was for is no more, although it had been handed over. */
  @Column({ ...column.instant, nullable: true }) reversedAt: string | null;
}
