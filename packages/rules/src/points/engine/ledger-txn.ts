import type { Entitlement, PointCurrency, RuleId } from '../rule.js';

/**
 * One grant, its vesting, or its reversal. `key` says which occurrence it is of: the same occurrence has the same key in every replay, so
 * that it is posted once.
 */
export type LedgerTxn = {
  key: string;
  ruleId: RuleId;
  ruleVersion: number;
  ownerId: string;
  currency: PointCurrency;
  /** What it is about, see `subjectOf`. */
  subject: string;
  /** Which part of it, see `Entitlement`. */
  part: string;
  orderId: string | null;
  orderNo: string | null;
  season: string;
  /** The opposite of the grant's for a reversal; 0 where a cap left nothing and where something vests. */
  amount: number;
  /** What the rule asked for before a cap clipped it. */
  requested: number;
  capKey: string | null;
  inputs: Readonly<Record<string, string | number>>;
  /** Of a grant: where it goes. Of a reversal: from where it is taken. */
  bucket: Entitlement['bucket'];
  /** The key of the grant that is taken back. */
  reverses: string | null;
  /** The waiting grant that vests: its key, and how much leaves which bucket. */
  vests: { key: string; from: 'pending' | 'held'; amount: number } | null;
  source: { feed: string; seq: number };
  /** The command that led to it. */
  causedBy: string | null;
  effectiveOn: string;
  at: string;
};

/** Of a grant what its reversal, or its vesting, repeats. */
export type Granted = Pick<
  LedgerTxn,
  'key' | 'ruleId' | 'ruleVersion' | 'ownerId' | 'part' | 'currency' | 'season' | 'amount' | 'requested' | 'bucket'
>;
