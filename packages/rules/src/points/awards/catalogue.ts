import type { PeriodKind } from '../../time/periods.js';
import { type AwardId, type AwardRule, type Judged, placeAward, type Placed } from './award.js';
import { bestNewcomer, type Newcomer } from './best-newcomer.js';
import { collaborationStar, type Thanked } from './collaboration-star.js';
import { type Buyer, customerOfTheYear } from './customer-of-the-year.js';
import { type Answering, fastestResponder } from './fastest-responder.js';
import { mostImproved, type Progress } from './most-improved.js';
import { type Satisfaction, satisfactionStar } from './satisfaction-star.js';

/** What each award is judged by. */
export type AwardEvidence = {
  fastest_responder: readonly Answering[];
  satisfaction_star: readonly Satisfaction[];
  best_newcomer: readonly Newcomer[];
  most_improved: readonly Progress[];
  collaboration_star: readonly Thanked[];
  customer_of_the_year: readonly Buyer[];
};
/** `optedOut`: who took no part in public rankings when the evidence was gathered. */
export type AnyEvidence = {
  [K in AwardId]: { award: K; of: AwardEvidence[K]; optedOut?: readonly string[] };
}[AwardId];

/** Every award there is. A new one is one file and one line here; its texts do not compile until they exist. */
const AWARDS: { readonly [K in AwardId]: AwardRule<AwardEvidence[K], Record<string, number>> } = {
  fastest_responder: fastestResponder,
  satisfaction_star: satisfactionStar,
  best_newcomer: bestNewcomer,
  most_improved: mostImproved,
  collaboration_star: collaborationStar,
  customer_of_the_year: customerOfTheYear,
};

export const awardPeriods = (id: AwardId): readonly PeriodKind[] => AWARDS[id].periods;
export const awardDefaults = (id: AwardId): Readonly<Record<string, number>> => AWARDS[id].defaults;
/** The most that parameters may be, where there is such a thing. */
export const awardMost = (id: AwardId): Readonly<Record<string, number | undefined>> => AWARDS[id].most ?? {};
/** Awards go to people, but for the one that goes to a customer. */
export const isForCustomers = (id: AwardId): boolean => id === 'customer_of_the_year';

export type Ranking = { placed: Placed[]; out: Judged['out']; base: Judged['base'] };

/** Who stands where. The same evidence under the same parameters gives the same ranking. */
export function rankAward(
  { award, of, optedOut = [] }: AnyEvidence,
  params: Readonly<Record<string, number>>,
  period: PeriodKind,
): Ranking {
  const rule = AWARDS[award] as AwardRule<unknown, Record<string, number>>;
  const { candidates, out, base } = rule.judge(of, params, period);
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  const [may, mayNot] = [
    candidates.filter((c) => !optedOut.includes(c.id)),
    candidates.filter((c) => optedOut.includes(c.id)),
  ];
  const left = mayNot.map(({ id, n, figures }) => ({ id, n, why: 'opted_out' as const, figures }));
  return {
    placed: placeAward(may, rule.better),
    out: [...out, ...left].toSorted((a, b) => b.n - a.n || byId(a, b)),
    base,
  };
}
