import type { PointCurrency, RuleId } from '@tallyboard/rules/points/rule';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** A bucket of a person, or of the system (then without a balance). */
@Entity('ledger_account')
export class LedgerAccount {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid', nullable: true }) ownerId: string | null;
  @Column({ type: 'text', nullable: true }) system: string | null;
  @Column(column.text) currency: PointCurrency;
  @Column(column.text) season: string;
  @Column(column.text) bucket: 'pending' | 'held' | 'vested' | 'reserved' | 'owed' | 'issued' | 'debt';
  @Column({ ...column.bigint, nullable: true }) balance: number | null;
}

/** One grant, its vesting, or its reversal, with all that explains it. Never changed. */
@Entity('ledger_txn')
export class LedgerTxn {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column(column.text) idemKey: string;
  @Column(column.text) ruleId: RuleId;
  @Column({ type: 'int' }) ruleVersion: number;
  @Column({ type: 'uuid' }) ownerId: string;
  @Column(column.text) subject: string;
  /** Which part of the subject, where a rule gives somebody more than one thing for it; else empty. */
  @Column({ type: 'text', default: '' }) part: string;
  @Column({ type: 'uuid', nullable: true }) orderId: string | null;
  @Column({ type: 'text', nullable: true }) orderNo: string | null;
  @Column(column.text) currency: PointCurrency;
  @Column(column.text) season: string;
  /** The opposite of the grant's for a reversal; 0 where a cap left nothing and where something vests. */
  @Column(column.bigint) amount: number;
  @Column(column.bigint) requested: number;
  @Column({ type: 'text', nullable: true }) capKey: string | null;
  @Column({ type: 'jsonb', default: {} }) inputs: Record<string, string | number>;
  @Column(column.text) sourceFeed: string;
  @Column(column.bigint) sourceSeq: number;
  @Column({ type: 'uuid', nullable: true }) causedBy: string | null;
  @Column({ type: 'uuid', nullable: true }) reversesId: string | null;
  /** The waiting grant that vests by this. */
  @Column({ type: 'uuid', nullable: true }) vestsId: string | null;
  /** Of a grant: where it went. Of a reversal: from where it is taken. */
  @Column({ type: 'text', default: 'vested' }) bucket: 'pending' | 'held' | 'vested';
  @Column({ type: 'date' }) effectiveOn: string;
  @Column(column.instant) at: string;
}
