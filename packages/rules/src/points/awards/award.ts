import type { PeriodKind } from '../../time/periods.js';

export const AWARD_IDS = [
  'fastest_responder',
  'satisfaction_star',
  'best_newcomer',
  'most_improved',
  'collaboration_star',
  'customer_of_the_year',
] as const;
export type AwardId = (typeof AWARD_IDS)[number];

/** Why somebody is not eligible; the figures beside it say how far they are. */
export const AWARD_OUT = [
  'too_few',
  'rate_too_low',
  'too_soon',
  'among_the_first',
  'no_history',
  'not_better',
  'opted_out',
] as const;
export type AwardOut = (typeof AWARD_OUT)[number];

export type Figures = Readonly<Record<string, number | string | null>>;
/** Somebody who may win. `keys` break ties, bigger first. `reachedAt`: when the metric last became what it is. */
export type Candidate = {
  id: string;
  n: number;
  metric: number;
  keys: readonly number[];
  reversals: number;
  reachedAt: string | null;
  figures: Figures;
};
export type Ineligible = { id: string; n: number; why: AwardOut; figures: Figures };
/** `base`: figures that hold for all, such as the team's median. */
export type Judged = { candidates: Candidate[]; out: Ineligible[]; base: Figures };
export type Placed = Candidate & { place: number };
export const winnersOf = (placed: readonly Placed[]): string[] => placed.filter((p) => p.place === 1).map((p) => p.id);

/** One award, one file. Parameters are data; the function is pure. */
export type AwardRule<Evidence, Params extends Record<string, number>> = {
  id: AwardId;
  periods: readonly PeriodKind[];
  /** Which metric wins. */
  better: 'low' | 'high';
  /** Version 1 of the parameters. */
  defaults: Params;
  /** Where more makes no sense. */
  most?: Partial<Params>;
  judge(evidence: Evidence, params: Params, period: PeriodKind): Judged;
};

/**
 * The ladder of every award (points.md §5.4): exact metric, the award's own keys, fewer reversals, reached earlier; whoever is equal in
 * all of them shares the place, and the next is skipped (1, 1, 3).
 */
export function placeAward(candidates: readonly Candidate[], better: 'low' | 'high'): Placed[] {
  const sign = better === 'low' ? 1 : -1;
  const compare = (a: Candidate, b: Candidate): number => {
    if (a.metric !== b.metric) return sign * (a.metric - b.metric);
    for (const [i, key] of a.keys.entries()) if (key !== b.keys[i]) return b.keys[i]! - key;
    if (a.reversals !== b.reversals) return a.reversals - b.reversals;
    const [at, bt] = [a.reachedAt ?? '9', b.reachedAt ?? '9'];
    return at === bt ? 0 : at < bt ? -1 : 1;
  };
  const sorted = candidates.toSorted((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1));
  return sorted.map((c) => ({ ...c, place: sorted.findIndex((x) => compare(x, c) === 0) + 1 }));
}

/** The middle of some numbers; of an even count the mean of the middle two. Null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** A figure of few, drawn towards that of all: as if `weight` more had come out like `prior`. */
export const shrink = (value: number, n: number, prior: number, weight: number): number =>
  (n * value + weight * prior) / (n + weight);

export const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
export const latest = (instants: readonly string[]): string | null => instants.toSorted().at(-1) ?? null;
