/** Days as the office counts them. Days are `YYYY-MM-DD` strings, instants are ISO-8601 strings in UTC. */

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(zone: string): Intl.DateTimeFormat {
  let f = formatters.get(zone);
  if (!f) {
    f = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(zone, f);
  }
  return f;
}

/** Clocks are set, and days begin, on quarters of an hour. */
const QUARTER_MS = 900_000;
const MOST_KEPT = 20_000;
const days = new Map<string, Map<number, string>>();

/** The calendar day in `zone` (IANA) at this instant. Asked for with every fact, so the day of a quarter of an hour is kept. */
export function businessDay(instant: string, zone: string): string {
  const quarter = Math.floor(Date.parse(instant) / QUARTER_MS);
  let known = days.get(zone);
  if (!known || known.size >= MOST_KEPT) days.set(zone, (known = new Map<number, string>()));
  let day = known.get(quarter);
  if (day === undefined) known.set(quarter, (day = formatter(zone).format(quarter * QUARTER_MS)));
  return day;
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Whole days from one calendar day to another; negative when `to` lies before `from`. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The calendar day `days` after this one. */
export const addDays = (day: string, days: number): string =>
  new Date((dayNumber(day) + days) * 86_400_000).toISOString().slice(0, 10);

/** The same day so many months later; the last of the month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** True for a day that exists: 2026-02-30 does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const n = dayNumber(text);
  return Number.isFinite(n) && new Date(n * 86_400_000).toISOString().slice(0, 10) === text;
}
