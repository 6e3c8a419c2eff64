import { type AwardRule, mean } from './award.js';

/** Honour points of a person: in the period, and in the periods before it, newest first. */
export type Progress = {
  userId: string;
  points: number;
  before: readonly number[];
  place: number | null;
  reachedAt: string | null;
  reversals: number;
};

/** Months that were all alike would make any difference infinite. */
const LEAST_SPREAD = 5;
/** So many months before are looked up. */
export const MONTHS_BACK = 12;

/** 进步之星: how far somebody rose above their own last three months, in their own spread. Who is among the first three has other awards. */
export const mostImproved: AwardRule<readonly Progress[], { months: number; topOut: number }> = {
  id: 'most_improved',
  periods: ['month'],
  better: 'high',
  defaults: { months: 3, topOut: 3 },
  most: { months: MONTHS_BACK },
  judge(people, { months, topOut }) {
    const candidates = [];
    const out = [];
    for (const { userId: id, points, before, place, reachedAt, reversals } of people) {
      const own = before.slice(0, months);
      const usual = own.length === 0 ? null : mean(own);
      const figures = { points, usual, place, need: months };
      if (usual === null || own.length < months) out.push({ id, n: own.length, why: 'no_history' as const, figures });
      else if (place !== null && place <= topOut)
        out.push({ id, n: own.length, why: 'among_the_first' as const, figures });
      else {
        const spread = Math.sqrt(mean(own.map((x) => (x - usual) ** 2)));
        const metric = (points - usual) / Math.max(LEAST_SPREAD, spread);
        if (metric <= 0) out.push({ id, n: own.length, why: 'not_better' as const, figures });
        else candidates.push({ id, n: own.length, metric, keys: [points - usual], reversals, reachedAt, figures });
      }
    }
    return { candidates, out, base: {} };
  },
};
