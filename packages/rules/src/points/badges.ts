import type { AwardId } from './awards/award.js';
import { type Level, LEVELS, levelOf } from './level.js';
import type { RuleId } from './rule.js';
import type { StreakWeek } from './streak.js';

/** Weeks in a row: a month, a quarter, half a year, a year. */
export const STREAK_BADGES = [4, 13, 26, 52] as const;
/** What somebody did for the first time, and what rewarded it. */
export const FIRST_BADGES = ['order', 'repeat_order', 'on_time', 'qualified', 'praise', 'thanks'] as const;
export type FirstBadge = (typeof FIRST_BADGES)[number];
const FIRST_OF: Readonly<Record<FirstBadge, RuleId>> = {
  order: 'ORD-01',
  repeat_order: 'ORD-03',
  on_time: 'ORD-05',
  qualified: 'INQ-03',
  praise: 'SAT-01',
  thanks: 'KUD-01',
};
export const FIRST_RULES: readonly RuleId[] = Object.values(FIRST_OF);

/** What a badge is for. */
export type BadgeOf =
  | { kind: 'award'; award: AwardId }
  | { kind: 'level'; level: Level }
  | { kind: 'streak'; weeks: (typeof STREAK_BADGES)[number] }
  | { kind: 'first'; first: FirstBadge };
/** `n`: how often; `at`: the last time. `cause`: the award, the line of points or the week that says why. */
export type Badge = BadgeOf & { n: number; at: string; cause: string };

/** What stands of somebody, oldest first: nothing that was taken back, and nothing that waits. */
export type History = {
  awards: readonly { id: string; award: AwardId; at: string }[];
  /** Honour points that count, each change of them. */
  points: readonly { id: string; at: string; amount: number }[];
  weeks: readonly (StreakWeek & { endsAt: string })[];
  firsts: readonly { id: string; ruleId: RuleId; at: string }[];
};

/**
 * Small marks of what somebody has done, derived from what stands: nobody gives or keeps them by hand, and what is taken back takes its
 * badge along. There is none that shames, and none for being faster or better than a colleague but the awards themselves.
 */
export const badgesOf = ({ awards, points, weeks, firsts }: History): Badge[] => [
  ...[...Map.groupBy(awards, (a) => a.award)].map(([award, won]): Badge => {
    const last = won.at(-1)!;
    return { kind: 'award', award, n: won.length, at: last.at, cause: last.id };
  }),
  ...levelsIn(points),
  ...STREAK_BADGES.flatMap((n): Badge[] => {
    const reached = weeks.filter((w) => w.mark === 'full' && w.run === n);
    const last = reached.at(-1);
    return last ? [{ kind: 'streak', weeks: n, n: reached.length, at: last.endsAt, cause: last.week }] : [];
  }),
  ...FIRST_BADGES.flatMap((first): Badge[] => {
    const done = firsts.find((f) => f.ruleId === FIRST_OF[first]);
    return done ? [{ kind: 'first', first, n: 1, at: done.at, cause: done.id }] : [];
  }),
];

/** The levels somebody stands on or above now, each with the points that last took them over its edge. */
function levelsIn(points: History['points']): Badge[] {
  const over = new Map<Level, { at: string; cause: string }>();
  let sum = 0;
  for (const { id, at, amount } of points) {
    const before = LEVELS.indexOf(levelOf(sum).level);
    sum += amount;
    const now = LEVELS.indexOf(levelOf(sum).level);
    for (const level of LEVELS.slice(before + 1, now + 1)) over.set(level, { at, cause: id });
    for (const level of LEVELS.slice(now + 1)) over.delete(level);
  }
  return [...over].map(([level, reached]) => ({ kind: 'level', level, n: 1, ...reached }));
}

/** What colleagues see beside a name: levels would tell what somebody came to in all. */
export const isPublicBadge = ({ kind }: Pick<Badge, 'kind'>): boolean => kind !== 'level';
