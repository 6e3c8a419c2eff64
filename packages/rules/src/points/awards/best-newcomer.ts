import type { PeriodKind } from '../../time/periods.js';
import { type AwardRule, type Figures, latest } from './award.js';

/** What a newcomer did in the period, each beside what the ramp asks for by then; null where nothing is recorded of it yet. */
export type Newcomer = {
  userId: string;
  /** Days since they joined, at the end of the period. */
  daysIn: number;
  /** Points of the plan reached, and due by then. */
  plan: { reached: number; due: number } | null;
  followUps: { done: number; target: number } | null;
  qualified: { done: number; target: number } | null;
  /** Of the mentor or of documents, 0 to 1. */
  quality: number | null;
  at: readonly string[];
  reversals: number;
};

const MOST = 1.2;
const clamp = (x: number): number => Math.max(0, Math.min(MOST, x));

/**
 * 最佳新人奖: 40 % progress against the plan, 20 % follow-ups and 20 % qualified inquiries against the ramp, 20 % quality, each at most 1.2. Where
 * nothing is recorded of a part yet, the others carry its weight, the same for all.
 */
export const bestNewcomer: AwardRule<
  readonly Newcomer[],
  { daysIn: number; plan: number; followUps: number; qualified: number; quality: number }
> = {
  id: 'best_newcomer',
  periods: ['month', 'quarter'],
  better: 'high',
  defaults: { daysIn: 30, plan: 40, followUps: 20, qualified: 20, quality: 20 },
  judge(people, params) {
    const parts = ['plan', 'followUps', 'qualified', 'quality'] as const;
    const counted = parts.filter((part) => people.some((p) => p[part] !== null));
    const whole = counted.reduce((sum, part) => sum + params[part], 0);
    const candidates = [];
    const out = [];
    for (const person of people) {
      const { userId: id, daysIn, reversals, at } = person;
      const shares: Record<(typeof parts)[number], number | null> = {
        plan: person.plan && clamp(person.plan.reached / Math.max(1, person.plan.due)),
        followUps: person.followUps && clamp(person.followUps.done / Math.max(1, person.followUps.target)),
        qualified: person.qualified && clamp(person.qualified.done / Math.max(1, person.qualified.target)),
        quality: person.quality,
      };
      const figures: Figures = { ...shares, daysIn, need: params.daysIn };
      const n = (person.followUps?.done ?? 0) + (person.qualified?.done ?? 0);
      if (daysIn < params.daysIn) out.push({ id, n, why: 'too_soon' as const, figures });
      else if (n === 0) out.push({ id, n, why: 'too_few' as const, figures: { ...figures, need: 1 } });
      else {
        const metric = counted.reduce((sum, part) => sum + params[part] * (shares[part] ?? 0), 0) / Math.max(1, whole);
        candidates.push({ id, n, metric, keys: [], reversals, reachedAt: latest(at), figures });
      }
    }
    return {
      candidates,
      out,
      base: Object.fromEntries(counted.map((part) => [part, (params[part] / Math.max(1, whole)) * 100])),
    };
  },
};

/** Ten months on, nobody is new any more. */
export const NEWCOMER_DAYS = 304;
const MONTH = { followUps: 20, qualified: 10 };
/** What the ramp asks of a newcomer in a period. */
export const rampOf = (kind: PeriodKind): typeof MONTH => {
  const months = kind === 'year' ? 12 : kind === 'quarter' ? 3 : 1;
  return { followUps: MONTH.followUps * months, qualified: MONTH.qualified * months };
};
