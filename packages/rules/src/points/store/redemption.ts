import { decided, type Outcome, refused } from '../../outcome.js';
import type { Role } from '../../people/capabilities.js';
import { isHigher, type Level, levelOf } from '../level.js';

/** What credits buy: a course 课程, a book 图书, an exam 考试, an exhibition 展会, a tool 工具, a day off 调休. */
export const RESOURCE_TYPES = ['course', 'book', 'exam', 'exhibition', 'tool', 'day_off'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/**
 * `requested`: credits and stock are reserved. Then `approved` and `fulfilled`; or `declined`, `cancelled`, `expired`, which give both back.
 * `refunded` gives the credits back after all.
 */
export const REDEMPTION_STATES = [
  'requested',
  'approved',
  'fulfilled',
  'declined',
  'cancelled',
  'expired',
  'refunded',
] as const;
export type RedemptionState = (typeof REDEMPTION_STATES)[number];
export const REDEMPTION_STEPS = ['approve', 'decline', 'fulfil', 'cancel', 'refund'] as const;
export type RedemptionStep = (typeof REDEMPTION_STEPS)[number];
/** What is asked for and not decided by then gives itself back. */
export const REDEMPTION_DAYS = 14;

/** What may be redeemed, as far as the rules go. */
export type Resource = {
  price: number;
  /** Null: as many as are wanted. */
  stock: number | null;
  /** How many one person may have; null: any number. */
  perPerson: number | null;
  minLevel: Level;
  /** For whom; empty: for everybody. */
  roles: readonly Role[];
  /** What one costs, CNY. */
  costCny: number;
  active: boolean;
};
/** How much a team may spend in a month, and up to which price nobody is asked. */
export type StorePolicy = { monthlyCny: number | null; approveUpTo: number };
export const DEFAULT_STORE_POLICY: StorePolicy = { monthlyCny: null, approveUpTo: 0 };

/** Who asks, and what they have. */
export type Redeemer = {
  lifetime: number;
  roles: readonly Role[];
  spendable: number;
  /** What they owe to the ledger: first that is paid. */
  owed: number;
  /** How many of it they have or have asked for. */
  has: number;
};
export type RedemptionRefusal =
  | 'points.store_closed'
  | 'points.store_price_changed'
  | 'points.store_level'
  | 'points.store_not_for_you'
  | 'points.store_per_person'
  | 'points.store_out_of_stock'
  | 'points.store_owed'
  | 'points.store_too_few'
  | 'points.store_over_budget'
  | 'points.store_own'
  | 'points.store_not_yours'
  | 'points.store_not_now';

/** May somebody ask for it at the price they saw? `spentCny`: what this month's redemptions cost so far. Small ones need nobody's consent. */
export function decideRequest(
  resource: Resource,
  { seenPrice, spentCny }: { seenPrice: number; spentCny: number },
  who: Redeemer,
  policy: StorePolicy,
): Outcome<'requested' | 'approved', RedemptionRefusal> {
  const { price, stock, perPerson, minLevel, roles, costCny, active } = resource;
  if (!active) return refused('points.store_closed');
  if (price !== seenPrice) return refused('points.store_price_changed', { price });
  if (isHigher(minLevel, levelOf(who.lifetime).level)) return refused('points.store_level', { minLevel });
  if (roles.length > 0 && !roles.some((r) => who.roles.includes(r))) return refused('points.store_not_for_you');
  if (perPerson !== null && who.has >= perPerson) return refused('points.store_per_person', { perPerson });
  if (stock !== null && stock < 1) return refused('points.store_out_of_stock');
  if (who.owed > 0) return refused('points.store_owed', { owed: who.owed });
  if (who.spendable < price) return refused('points.store_too_few', { missing: price - who.spendable });
  if (policy.monthlyCny !== null && spentCny + costCny > policy.monthlyCny) return refused('points.store_over_budget');
  return decided(price <= policy.approveUpTo ? 'approved' : 'requested');
}

/** What the ledger does at a step. */
export type CreditEffect = 'none' | 'release' | 'spend' | 'refund';
type Moved = { state: RedemptionState; credits: CreditEffect; givesStockBack: boolean };

const STEPS: Readonly<Record<RedemptionStep, { from: readonly RedemptionState[]; then: Moved }>> = {
  approve: { from: ['requested'], then: { state: 'approved', credits: 'none', givesStockBack: false } },
  decline: { from: ['requested', 'approved'], then: { state: 'declined', credits: 'release', givesStockBack: true } },
  cancel: { from: ['requested', 'approved'], then: { state: 'cancelled', credits: 'release', givesStockBack: true } },
  fulfil: { from: ['approved'], then: { state: 'fulfilled', credits: 'spend', givesStockBack: false } },
  refund: { from: ['fulfilled'], then: { state: 'refunded', credits: 'refund', givesStockBack: false } },
};
/** What nobody decided in time. */
export const EXPIRY: Moved = { state: 'expired', credits: 'release', givesStockBack: true };

/** Whoever asked may cancel; everything else is for a manager who did not ask themselves. */
export function decideRedemption(
  { userId, state }: { userId: string; state: RedemptionState },
  step: RedemptionStep,
  by: { userId: string; manages: boolean },
): Outcome<Moved, RedemptionRefusal> {
  const isOwn = userId === by.userId;
  if (step === 'cancel' ? !isOwn : !by.manages) return refused('points.store_not_yours');
  if (step !== 'cancel' && isOwn) return refused('points.store_own');
  const { from, then } = STEPS[step];
  return from.includes(state) ? decided(then) : refused('points.store_not_now', { state });
}
