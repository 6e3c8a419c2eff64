import { type AwardRule, latest, mean, shrink } from './award.js';

/** What buyers said of the sales of a person; `asked`: surveys that ended in the period, answered or not. */
export type Satisfaction = {
  userId: string;
  answers: readonly { score: number; at: string }[];
  asked: number;
  reversals: number;
};

/**
 * 客户满意度之星: the mean of the answers, drawn towards the team's as if five more had said that (Bayes), so that three times five stars do
 * not beat twenty of 4.7.
 */
export const satisfactionStar: AwardRule<
  readonly Satisfaction[],
  { atLeast: number; answerPercent: number; weight: number }
> = {
  id: 'satisfaction_star',
  periods: ['month', 'quarter'],
  better: 'high',
  defaults: { atLeast: 5, answerPercent: 20, weight: 5 },
  most: { answerPercent: 100 },
  judge(people, { atLeast, answerPercent, weight }) {
    const all = people.flatMap((p) => p.answers.map((a) => a.score));
    const teamMean = all.length === 0 ? null : mean(all);
    const candidates = [];
    const out = [];
    for (const { userId: id, answers, asked, reversals } of people) {
      const n = answers.length;
      const own = n === 0 ? null : mean(answers.map((a) => a.score));
      const rate = asked === 0 ? null : (n / asked) * 100;
      const figures = { mean: own, rate, need: atLeast, answerPercent };
      if (own === null || n < atLeast) out.push({ id, n, why: 'too_few' as const, figures });
      else if (rate === null || rate < answerPercent) out.push({ id, n, why: 'rate_too_low' as const, figures });
      else {
        const metric = shrink(own, n, teamMean!, weight);
        candidates.push({ id, n, metric, keys: [n], reversals, reachedAt: latest(answers.map((a) => a.at)), figures });
      }
    }
    return { candidates, out, base: { teamMean, weight } };
  },
};
