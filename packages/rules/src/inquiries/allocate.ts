/** What of an inquiry decides who answers it. */
export type Offer = {
  country: string | null;
  language: string | null;
  product: string;
  /** The rep who has this customer already; null for a new buyer. */
  customerOwnerId: string | null;
  /** Nobody is offered the same inquiry twice. */
  offeredTo: readonly string[];
};

/** When somebody works: now, later but before the window closes, or not in it at all. */
export type DutyInWindow = 'now' | 'later' | 'none';

export type Candidate = {
  userId: string;
  duty: DutyInWindow;
  markets: readonly string[];
  products: readonly string[];
  /** Codes; the first is the native one. */
  languages: readonly string[];
  /** Open inquiries; one that waits for an answer counts twice. */
  load: number;
  holdingCap: number;
  paused: boolean;
  /** Full weeks since they joined; null for somebody who is no newcomer. */
  newcomerWeeks: number | null;
  assignedThisWeek: number;
  lastAssignedAt: string | null;
};

/** Why somebody was not asked, in the order in which it is looked at. */
export const OUT_REASONS = ['offered', 'off_duty', 'paused', 'language', 'at_cap', 'newcomer', 'cover_first'] as const;
export type OutReason = (typeof OUT_REASONS)[number];

export type Scored = {
  userId: string;
  /** Null: could have got it. */
  out: OutReason | null;
  score: number;
  parts: { market: number; product: number; native: number; load: number; debt: number };
};
export type Allocation = {
  ownerId: string | null;
  /** `customer`: it is their buyer. `score`: the best of all who could. `nobody`: it waits for the rota, and the manager is told. */
  why: 'customer' | 'score' | 'nobody';
  scored: readonly Scored[];
};

const NEWCOMER_FREE_WEEKS = 1;
const NEWCOMER_HALF_WEEKS = 13;
/** A newcomer's share of what the others get: none in the first week, half until the third month is over. */
export const newcomerShare = (weeks: number | null): number =>
  weeks === null || weeks >= NEWCOMER_HALF_WEEKS ? 1 : weeks < NEWCOMER_FREE_WEEKS ? 0 : 0.5;

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const mean = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : sum(numbers) / numbers.length);

const holds = (list: readonly string[], word: string): boolean => {
  const text = word.toLowerCase();
  return list.some((entry) => entry !== '' && text.includes(entry.toLowerCase()));
};

/**
 * Who gets an inquiry (trade.md §3.13): the rep who has the customer; else the best score among those who can answer in time. Those on
 * duty now come before those who will be. The same input always gives the same answer; what spoke for and against everybody is part of it.
 */
export function allocate(offer: Offer, candidates: readonly Candidate[]): Allocation {
  const usual = median(candidates.map((c) => c.load)) || 1;
  // Of what was given this week, each should have had their share.
  const given = sum(candidates.map((c) => c.assignedThisWeek));
  const shares = sum(candidates.map((c) => newcomerShare(c.newcomerWeeks))) || 1;
  const full = mean(candidates.filter((c) => newcomerShare(c.newcomerWeeks) === 1).map((c) => c.assignedThisWeek));
  const outOf = (c: Candidate): OutReason | null => {
    if (offer.offeredTo.includes(c.userId)) return 'offered';
    if (c.duty === 'none') return 'off_duty';
    if (c.paused) return 'paused';
    if (offer.language && c.languages.length > 0 && !c.languages.includes(offer.language)) return 'language';
    if (c.load >= c.holdingCap) return 'at_cap';
    const share = newcomerShare(c.newcomerWeeks);
    return share < 1 && c.assignedThisWeek >= share * full ? 'newcomer' : null;
  };
  const scored = candidates.map((c): Scored => {
    const parts = {
      market: offer.country !== null && c.markets.includes(offer.country) ? 3 : 0,
      product: offer.product !== '' && holds(c.products, offer.product) ? 2 : 0,
      native: offer.language !== null && c.languages[0] === offer.language ? 1 : 0,
      load: -2 * (c.load / usual),
      debt: Math.max(0, (given * newcomerShare(c.newcomerWeeks)) / shares - c.assignedThisWeek),
    };
    return { userId: c.userId, out: outOf(c), score: sum(Object.values(parts)), parts };
  });
  const able = candidates.filter((_, i) => scored[i]!.out === null);
  const isNow = able.some((c) => c.duty === 'now');
  // Their customer comes first, at any load; only when they work too late does a colleague answer for them.
  const owner = candidates.find((c) => c.userId === offer.customerOwnerId);
  if (owner && !offer.offeredTo.includes(owner.userId) && (owner.duty === 'now' || (owner.duty === 'later' && !isNow)))
    return { ownerId: owner.userId, why: 'customer', scored };
  const judged = scored.map((s, i) =>
    s.out === null && isNow && candidates[i]!.duty === 'later' ? { ...s, out: 'cover_first' as const } : s,
  );
  const last = new Map(candidates.map((c) => [c.userId, c.lastAssignedAt ?? '']));
  const best = judged
    .filter((s) => s.out === null)
    .sort(
      (a, b) =>
        b.score - a.score ||
        // A tie: who has waited longest for one; and then by id, so that it is the same on every node.
        last.get(a.userId)!.localeCompare(last.get(b.userId)!) ||
        (a.userId < b.userId ? -1 : 1),
    )[0];
  return { ownerId: best?.userId ?? null, why: best ? 'score' : 'nobody', scored: judged };
}
