import type { AwardId, Placed } from '@tallyboard/rules/points/awards/award';
import type { AnyEvidence, Ranking } from '@tallyboard/rules/points/awards/catalogue';
import type { PeriodKind } from '@tallyboard/rules/time/periods';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../../platform/db/columns.js';

/** One award of one team and period, with all that it was judged by. */
@Entity('award')
export class AwardRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) award: AwardId;
  @Column(column.text) periodKind: PeriodKind;
  @Column(column.text) period: string;
  @Column(column.instant) startsAt: string;
  @Column(column.instant) endsAt: string;
  @Column(column.text) state: 'shortlist' | 'published' | 'withheld';
  @Column({ type: 'jsonb' }) evidence: AnyEvidence;
  /** Of the rule it was judged by. */
  @Column({ type: 'int', default: 1 }) ruleVersion: number;
  @Column({ type: 'jsonb' }) params: Record<string, number>;
  @Column({ type: 'jsonb' }) ranking: Ranking;
  @Column(column.instant) asOf: string;
  @Column({ type: 'uuid', array: true }) winners: string[];
  @Column({ type: 'uuid', nullable: true }) decidedBy: string | null;
  @Column({ ...column.instant, nullable: true }) decidedAt: string | null;
  @Column(column.text) note: string;
  /** Who would stand where now, where that is another winner. */
  @Column({ type: 'jsonb', nullable: true }) restated: Placed[] | null;
  @Column({ ...column.instant, nullable: true }) restatedAt: string | null;
}
