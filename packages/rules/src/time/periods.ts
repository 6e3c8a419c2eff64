import { Temporal } from 'temporal-polyfill';
import { businessDay } from './business-day.js';
import { instantOf } from './wall-clock.js';

/** A period of a zone's days, as a half-open interval of instants: startsAt <= t < endsAt. Codes sort as time does. */
export type Period = { code: string; startsAt: string; endsAt: string };

export const PERIOD_KINDS = ['week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

type Cut = { code: string; first: Temporal.PlainDate; length: Temporal.DurationLike };
const two = (n: number): string => String(n).padStart(2, '0');

/** ISO weeks: they begin on Monday and belong to the year that has their Thursday. */
const CUTS: Readonly<Record<PeriodKind, (day: Temporal.PlainDate) => Cut>> = {
  week(day) {
    const first = day.subtract({ days: day.dayOfWeek - 1 });
    return { code: `${day.yearOfWeek}W${two(day.weekOfYear!)}`, first, length: { weeks: 1 } };
  },
  month: (day) => ({ code: `${day.year}-${two(day.month)}`, first: day.with({ day: 1 }), length: { months: 1 } }),
  quarter(day) {
    const quarter = Math.ceil(day.month / 3);
    const first = new Temporal.PlainDate(day.year, quarter * 3 - 2, 1);
    return { code: `${day.year}Q${quarter}`, first, length: { months: 3 } };
  },
  year: (day) => ({ code: String(day.year), first: new Temporal.PlainDate(day.year, 1, 1), length: { years: 1 } }),
};

/** The period an instant falls in. Stored when it opens, so a later change of time-zone data cannot move a closed one. */
export function periodAt(kind: PeriodKind, instant: string, zone: string): Period {
  const { code, first, length } = CUTS[kind](Temporal.PlainDate.from(businessDay(instant, zone)));
  const at = (day: Temporal.PlainDate): string => new Date(instantOf(day.toString(), '00:00', zone)).toISOString();
  return { code, startsAt: at(first), endsAt: at(first.add(length)) };
}
