import { decided, type Outcome, refused } from '../outcome.js';
import { addDays, businessDay } from './business-day.js';
import { clipped, type Interval, merged } from './interval.js';
import { instantOf, isoWeekday, type WallSpan } from './wall-clock.js';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** ISO: Monday is 1. */
export type Weekday = (typeof WEEKDAYS)[number];
export type Weekly = Readonly<Record<Weekday, readonly WallSpan[]>>;

/** `fixed` is law or notice; `estimate` may still move, as days by the moon do, and days nobody has announced yet. */
export const CERTAINTIES = ['fixed', 'estimate'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** A day that is not as its weekday: off, or worked to make up for another (调休). */
export const DAY_KINDS = ['off', 'work'] as const;
export type DayRule = {
  kind: (typeof DAY_KINDS)[number];
  nameZh: string;
  nameEn: string;
  certainty: Certainty;
  source: string;
};

/**
 * How much of a year is known of a market: `incomplete` where days are missing that only people there know, `unannounced` where the
 * notice that moves days about (China's make-up workdays) has not been given yet. A year that is none of these is without data.
 */
export const YEAR_STATES = ['known', 'incomplete', 'unannounced'] as const;
export type YearState = (typeof YEAR_STATES)[number];

export type WorkCalendar = {
  id: string;
  version: number;
  /** IANA. */
  zone: string;
  weekly: Weekly;
  /** The years whose days off are known. Any other year is refused, never taken for plain weekdays. */
  coveredYears: readonly number[];
  days: Readonly<Record<string, DayRule>>;
};

export type YearWithoutData = 'calendars.year_without_data';

/** What answered: kept with each deadline, so that it can be explained, and told from what a later version would say. */
export type Basis = {
  calendarId: string;
  calendarVersion: number;
  /** Of the person whose duty was counted; null where the office's time was. */
  dutyVersion: number | null;
};

/** Worked time: of an office, or of a person. Arithmetic over it is in business-time.ts. */
export type Schedule = {
  basis: Basis;
  /** Whose midnights part its days. */
  zone: string;
  /** What is worked of [from, to), epoch milliseconds; refuses if a day of it lies in a year without data. */
  within(from: number, to: number): Outcome<Interval[], YearWithoutData>;
};

/** One day as the calendar has it: the hours worked, and the rule that made it so where its weekday did not. */
export type PlannedDay = { day: string; spans: readonly WallSpan[]; rule: DayRule | null };

/** A make-up day on a weekday without hours is worked as the first weekday that has some. */
const ordinaryHours = (weekly: Weekly): readonly WallSpan[] =>
  WEEKDAYS.map((d) => weekly[d]).find((spans) => spans.length > 0) ?? [];

/** The hours of a day. Refuses `calendars.year_without_data`. */
export function planOf(calendar: WorkCalendar, day: string): Outcome<PlannedDay, YearWithoutData> {
  const year = Number(day.slice(0, 4));
  if (!calendar.coveredYears.includes(year)) return refused('calendars.year_without_data', { year });
  const rule = calendar.days[day] ?? null;
  if (rule?.kind === 'off') return decided({ day, spans: [], rule });
  const usual = calendar.weekly[isoWeekday(day) as Weekday];
  return decided({ day, spans: rule && usual.length === 0 ? ordinaryHours(calendar.weekly) : usual, rule });
}

/** The hours of a day as instants; clock changes inside them count as they are. */
export function intervalsOn(calendar: WorkCalendar, day: string): Outcome<Interval[], YearWithoutData> {
  const plan = planOf(calendar, day);
  if (!plan.ok) return plan;
  const { zone } = calendar;
  return decided(
    merged(plan.value.spans.map((s) => ({ from: instantOf(day, s.from, zone), to: instantOf(day, s.to, zone) }))),
  );
}

/** The office's own time. */
export function officeSchedule(calendar: WorkCalendar): Schedule {
  return {
    basis: { calendarId: calendar.id, calendarVersion: calendar.version, dutyVersion: null },
    zone: calendar.zone,
    within(from, to) {
      const found: Interval[] = [];
      if (to <= from) return decided(found);
      const last = businessDay(new Date(to - 1).toISOString(), calendar.zone);
      for (let d = businessDay(new Date(from).toISOString(), calendar.zone); d <= last; d = addDays(d, 1)) {
        const day = intervalsOn(calendar, d);
        if (!day.ok) return day;
        found.push(...day.value);
      }
      return decided(clipped(merged(found), { from, to }));
    },
  };
}

/** A pattern can be kept: each span is a stretch of the day, and those of a day neither overlap nor touch. */
export const isWeekly = (weekly: Weekly): boolean =>
  WEEKDAYS.every((d) =>
    weekly[d].every((s, i, spans) => s.from < s.to && (i === 0 || (spans[i - 1] as WallSpan).to < s.from)),
  );
