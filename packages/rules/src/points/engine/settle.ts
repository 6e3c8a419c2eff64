import type { Entitlement, RuleId } from '../rule.js';

/** A grant that stands: it has not been reversed. `requested` is what the rule asked for before a cap clipped it. */
export type StandingGrant = {
  key: string;
  ruleId: RuleId;
  ownerId: string;
  part: string;
  requested: number;
  bucket: Entitlement['bucket'];
};

/**
 * From what stands to what is due: grants that are no longer due, or due in another amount, are reversed; what is newly due is
 * granted; what waited and is due for good vests. What has vested does not wait again.
 */
export function settle(
  standing: readonly StandingGrant[],
  due: readonly Entitlement[],
): { reverse: StandingGrant[]; vest: StandingGrant[]; grant: Entitlement[] } {
  // Both are short, and this is done with every fact: looking through them is cheaper than an index.
  const isFor = (a: StandingGrant, b: Entitlement): boolean =>
    a.ruleId === b.ruleId && a.ownerId === b.ownerId && a.part === b.part;
  const reverse: StandingGrant[] = [];
  const vest: StandingGrant[] = [];
  const kept: StandingGrant[] = [];
  for (const grant of standing) {
    const is = due.findLast((d) => isFor(grant, d));
    if (is?.amount !== grant.requested) reverse.push(grant);
    else {
      kept.push(grant);
      if (grant.bucket !== 'vested' && is.bucket === 'vested') vest.push(grant);
    }
  }
  return { reverse, vest, grant: due.filter((d) => !kept.some((k) => isFor(k, d))) };
}

/** What a cap leaves of a grant: exactly the rest, never more (I6). */
export const clip = (amount: number, limit: number | null, used: number): number =>
  limit === null ? amount : Math.max(0, Math.min(amount, limit - used));
