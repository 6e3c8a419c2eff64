import { Temporal } from 'temporal-polyfill';
import { businessDay } from './business-day.js';

/** A season is a calendar quarter of the office zone, as a half-open interval of instants: start <= t < end. */
export type Season = { code: string; startsAt: string; endsAt: string };

/** The season an instant falls in. Stored when it opens, so a later change of time-zone data cannot move a closed one. */
export function seasonAt(instant: string, zone: string): Season {
  const [year, month] = businessDay(instant, zone).split('-').map(Number) as [number, number];
  const quarter = Math.ceil(month / 3);
  const first = new Temporal.PlainDate(year, quarter * 3 - 2, 1);
  const at = (day: Temporal.PlainDate): string => new Date(day.toZonedDateTime(zone).epochMilliseconds).toISOString();
  return { code: `${year}Q${quarter}`, startsAt: at(first), endsAt: at(first.add({ months: 3 })) };
}
