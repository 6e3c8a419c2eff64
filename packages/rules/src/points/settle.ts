import type { Entitlement, RuleId } from './rule.js';

/** A grant that stands: it has not been reversed. `requested` is what the rule asked for before a cap clipped it. */
export type StandingGrant = { txnId: string; ruleId: RuleId; ownerId: string; requested: number };

/**
 * From what stands to what is due: grants that are no longer due, or due in another amount, are reversed; what is newly due is
 * granted.
 */
export function settle(
  standing: readonly StandingGrant[],
  due: readonly Entitlement[],
): { reverse: StandingGrant[]; grant: Entitlement[] } {
  const keyOf = (x: { ruleId: RuleId; ownerId: string }): string => `${x.ruleId}|${x.ownerId}`;
  const dueBy = new Map(due.map((d) => [keyOf(d), d]));
  const reverse: StandingGrant[] = [];
  const kept = new Set<string>();
  for (const grant of standing) {
    if (dueBy.get(keyOf(grant))?.amount === grant.requested) kept.add(keyOf(grant));
    else reverse.push(grant);
  }
  return { reverse, grant: due.filter((d) => !kept.has(keyOf(d))) };
}

/** What a cap leaves of a grant: exactly the rest, never more (I6). */
export const clip = (amount: number, limit: number | null, used: number): number =>
  limit === null ? amount : Math.max(0, Math.min(amount, limit - used));
