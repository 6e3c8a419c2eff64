import type { WallSpan } from '@tallyboard/rules/time/wall-clock';
import { WEEKDAYS, type Weekday, type Weekly } from '@tallyboard/rules/time/work-calendar';

/** A weekly pattern while it is edited. */
export type WeeklyDraft = Record<Weekday, WallSpan[]>;

export const draftOf = (weekly: Weekly): WeeklyDraft =>
  Object.fromEntries(WEEKDAYS.map((d) => [d, weekly[d].map((s) => ({ ...s }))])) as WeeklyDraft;

/** In order of the day, as it is kept. */
export const ordered = (draft: WeeklyDraft): WeeklyDraft =>
  Object.fromEntries(WEEKDAYS.map((d) => [d, [...draft[d]].sort((a, b) => (a.from < b.from ? -1 : 1))])) as WeeklyDraft;

/** Hours in a week. */
export const weekHours = (weekly: Weekly): number =>
  WEEKDAYS.reduce((sum, d) => sum + weekly[d].reduce((day, s) => day + hoursOf(s.to) - hoursOf(s.from), 0), 0);
const hoursOf = (time: string): number => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60;

/** "周一至周五 09:00–18:00": runs of days with the same hours. */
export function runsOf(weekly: Weekly): { first: Weekday; last: Weekday; spans: readonly WallSpan[] }[] {
  const runs: { first: Weekday; last: Weekday; spans: readonly WallSpan[] }[] = [];
  for (const d of WEEKDAYS) {
    const last = runs.at(-1);
    if (last && JSON.stringify(last.spans) === JSON.stringify(weekly[d])) last.last = d;
    else runs.push({ first: d, last: d, spans: weekly[d] });
  }
  return runs.filter((r) => r.spans.length > 0);
}
