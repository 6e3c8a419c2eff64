/** One week of somebody's answers; `rest`: why they did not work in it at all. */
export type Week = { week: string; hits: number; misses: number; rest: 'leave' | 'closed' | null };
export const WEEK_MARKS = ['full', 'missed', 'leave', 'closed', 'quiet'] as const;
export type WeekMark = (typeof WEEK_MARKS)[number];
/** How a week counted, and how long the streak was after it. */
export type StreakWeek = { week: string; mark: WeekMark; hits: number; misses: number; run: number };
export type Streak = { current: number; longest: number; weeks: StreakWeek[] };

/**
 * Weeks in a row in which every buyer-day was answered within 24 hours, oldest first. Rest freezes the streak, whatever was done
 * meanwhile: nobody keeps it by working through a holiday. So does a week in which no buyer waited.
 */
export function streakOf(weeks: readonly Week[]): Streak {
  let [run, longest] = [0, 0];
  const judged = weeks.map(({ week, hits, misses, rest }): StreakWeek => {
    const mark = rest ?? (hits + misses === 0 ? 'quiet' : misses === 0 ? 'full' : 'missed');
    if (mark === 'full') run += 1;
    if (mark === 'missed') run = 0;
    longest = Math.max(longest, run);
    return { week, mark, hits, misses, run };
  });
  return { current: run, longest, weeks: judged };
}
