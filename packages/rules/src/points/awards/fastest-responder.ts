import { type AwardRule, latest, median, shrink } from './award.js';

/** First answers of a person in a period. `minutes`: in their own hours, or by the clock where those are not known. */
export type Answering = {
  userId: string;
  answers: readonly { minutes: number; at: string }[];
  /** Of the buyer-days that were theirs. */
  hits: number;
  misses: number;
  reversals: number;
};

/**
 * 最快响应奖: the median of first answers in one's own hours, drawn towards the team's by ten, so that four quick ones do not beat forty. Of
 * enough inquiries, and of those nearly all within 24 hours.
 */
export const fastestResponder: AwardRule<
  readonly Answering[],
  { perWeek: number; perMonth: number; ratePercent: number; weight: number }
> = {
  id: 'fastest_responder',
  periods: ['week', 'month'],
  better: 'low',
  defaults: { perWeek: 5, perMonth: 10, ratePercent: 95, weight: 10 },
  most: { ratePercent: 100 },
  judge(people, { perWeek, perMonth, ratePercent, weight }, period) {
    const teamMedian = median(people.flatMap((p) => p.answers.map((a) => a.minutes)));
    const need = period === 'week' ? perWeek : perMonth;
    const candidates = [];
    const out = [];
    for (const { userId: id, answers, hits, misses, reversals } of people) {
      const n = answers.length;
      const own = median(answers.map((a) => a.minutes));
      const counted = hits + misses;
      const rate = counted === 0 ? null : (hits / counted) * 100;
      const figures = { median: own, rate, need, ratePercent };
      if (own === null || n < need) out.push({ id, n, why: 'too_few' as const, figures });
      else if (rate === null || rate < ratePercent) out.push({ id, n, why: 'rate_too_low' as const, figures });
      else {
        const metric = shrink(own, n, teamMedian!, weight);
        const reachedAt = latest(answers.map((a) => a.at));
        candidates.push({ id, n, metric, keys: [rate, n], reversals, reachedAt, figures });
      }
    }
    return { candidates, out, base: { teamMedian, weight } };
  },
};
