import { Temporal } from 'temporal-polyfill';

/** A stretch of a day on the wall clock: `HH:MM`, from < to; `24:00` is the end of the day. */
export type WallSpan = { from: string; to: string };

/** True for `00:00` to `24:00`. */
export const isWallTime = (text: string): boolean => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);

const PARSED = new Map<string, boolean>();
/** True for a zone this engine knows by its IANA name. */
export function isZone(zone: string): boolean {
  let is = PARSED.get(zone);
  if (is === undefined) {
    try {
      is =
        /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
    } catch {
      is = false;
    }
    if (PARSED.size < 1_000) PARSED.set(zone, is);
  }
  return is;
}

/**
 * The instant at which a wall clock in `zone` comes to this time of this day, as epoch milliseconds. Never earlier for a later time of the
 * wall, whatever the clocks do: a time they skip is the instant of the skip (so an hour that does not exist has no length), and of a time
 * that comes twice it is the first.
 */
export function instantOf(day: string, time: string, zone: string): number {
  const date = Temporal.PlainDate.from(day);
  const wall =
    time === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(Temporal.PlainTime.from(time));
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(wall)) return first.epochMilliseconds;
  return first.getTimeZoneTransition('next')!.epochMilliseconds;
}

/** Monday 1 to Sunday 7. */
export const isoWeekday = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek;
