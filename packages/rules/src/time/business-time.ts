import { decided, type Outcome } from '../outcome.js';
import { addDays, businessDay } from './business-day.js';
import { type Interval, lengthOf } from './interval.js';
import { instantOf } from './wall-clock.js';
import type { Basis, Schedule, YearWithoutData } from './work-calendar.js';

const MINUTE = 60_000;

/** Which time was counted, so that a deadline or a measured wait explains itself: stored as it is, with the versions that answered. */
export type CountedTime = {
  from: string;
  to: string;
  /** As clocks on a wall go. */
  elapsedMs: number;
  elapsedMinutes: number;
  /** Of that, within the schedule; whole minutes are rounded down. */
  countedMs: number;
  countedMinutes: number;
  counted: readonly { from: string; to: string }[];
  basis: Basis;
};

const iso = (ms: number): string => new Date(ms).toISOString();

function explained(schedule: Schedule, from: number, to: number, counted: readonly Interval[]): CountedTime {
  const countedMs = lengthOf(counted);
  return {
    from: iso(from),
    to: iso(to),
    elapsedMs: to - from,
    elapsedMinutes: Math.floor((to - from) / MINUTE),
    countedMs,
    countedMinutes: Math.floor(countedMs / MINUTE),
    counted: counted.map((i) => ({ from: iso(i.from), to: iso(i.to) })),
    basis: schedule.basis,
  };
}

/** How much of [from, to) was worked time. Never negative: a clock set back measures nothing. Refuses `calendars.year_without_data`. */
export function businessTimeBetween(
  schedule: Schedule,
  from: string,
  to: string,
): Outcome<CountedTime, YearWithoutData> {
  const start = Date.parse(from);
  const end = Math.max(start, Date.parse(to));
  const counted = schedule.within(start, end);
  return counted.ok ? decided(explained(schedule, start, end, counted.value)) : counted;
}

/**
 * The first instant (`to`) by which so many minutes of worked time have passed; measuring it again gives the minutes back.
 * Refuses `calendars.year_without_data` when the years that are known end before the minutes do, and never earlier.
 */
export function addBusinessMinutes(
  schedule: Schedule,
  from: string,
  minutes: number,
): Outcome<CountedTime, YearWithoutData> {
  const start = Date.parse(from);
  let left = Math.max(0, minutes) * MINUTE;
  let at = start;
  const counted: Interval[] = [];
  while (left > 0) {
    // Day by day, so that no day after the deadline is asked for: it may lie in a year without data.
    const midnight = instantOf(addDays(businessDay(iso(at), schedule.zone), 1), '00:00', schedule.zone);
    const day = schedule.within(at, midnight);
    if (!day.ok) return day;
    for (const { from: begin, to: end } of day.value) {
      if (left === 0) break;
      const taken = Math.min(left, end - begin);
      const last = counted.at(-1);
      if (last?.to === begin) last.to = begin + taken;
      else counted.push({ from: begin, to: begin + taken });
      left -= taken;
    }
    at = midnight;
  }
  return decided(explained(schedule, start, counted.at(-1)?.to ?? start, counted));
}

/** Is this instant worked time? Refuses `calendars.year_without_data`. */
export function isOnDuty(schedule: Schedule, at: string): Outcome<boolean, YearWithoutData> {
  const now = Date.parse(at);
  const found = schedule.within(now, now + 1);
  return found.ok ? decided(found.value.length > 0) : found;
}
