import { decimalFromMinor, digitsOf } from '@tallyboard/rules/money/money';
import { businessDay, daysBetween } from '@tallyboard/rules/time/business-day';
import { present } from './clock';
import { type Locale, localeNow, t } from './i18n';

export const MISSING = '—';
let zone = 'Asia/Shanghai';
/** The office's zone: every day and hour on the screen is told in it. */
export const setZone = (name: string): void => {
  zone = name;
};
export const officeZone = (): string => zone;

/** English as trade writes it: "US$", and 24 Nov 2026, which no two countries read differently. */
const intl = (locale = localeNow()): string => (locale === 'en' ? 'en-GB' : locale);

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.DisplayNames>();
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.DisplayNames>(key: string, make: () => T): T {
  const full = `${localeNow()}|${zone}|${key}`;
  const known = made.get(full) as T | undefined;
  if (known) return known;
  const fresh = make();
  made.set(full, fresh);
  return fresh;
}
const number = (key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  kept(key, () => new Intl.NumberFormat(intl(), options));

/** "US$48,200"; cents only where there are any. Null and undefined are "—", never 0. */
export function money(minor: number | null | undefined, currency: string | null | undefined): string {
  if (minor === null || minor === undefined || !currency) return MISSING;
  const whole = minor % 10 ** digitsOf(currency) === 0;
  const digits = whole ? 0 : digitsOf(currency);
  const format = number(`m${currency}${digits}`, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(decimalFromMinor(minor, currency) as `${number}`);
}
/** The short form for column heads: "US$318K", in Chinese "US$31.8万". */
export const moneyShort = (usdMinor: number): string =>
  number('short', { style: 'currency', currency: 'USD', notation: 'compact', maximumFractionDigits: 1 }).format(
    usdMinor / 100,
  );
/** "A、B和C", "A, B and C". */
export const listOf = (words: readonly string[]): string =>
  new Intl.ListFormat(localeNow() === 'en' ? 'en-GB' : 'zh-CN').format(words);
export const figure = (n: number | null | undefined, digits = 0): string =>
  n === null || n === undefined ? MISSING : number(`n${digits}`, { maximumFractionDigits: digits }).format(n);

const clock = (key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept(key, () => new Intl.DateTimeFormat(intl(), { timeZone: zone, hourCycle: 'h23', ...options }));
export const timeOf = (instant: string): string =>
  clock('t', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(instant));
/** "2026-11-27 17:30:05" in the office's zone: sheets sort it and read it as a date, in every language. */
export const sortable = (instant: string): string =>
  kept('s', () => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })).format(
    new Date(instant),
  );
/** The exact instant, for hovering and for records. */
export const exact = (instant: string | null): string =>
  instant === null
    ? MISSING
    : clock('x', {
        year: 'numeric',
        month: localeNow() === 'en' ? 'short' : '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      }).format(new Date(instant));
/** "周五 11月27日 17:30": the day of the week and the minute, where an hour is explained. */
export const weekTime = (instant: string): string =>
  clock('w', {
    weekday: 'short',
    month: localeNow() === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
export const today = (): string => businessDay(present.value, zone);
/** "11-25", with the year when it is another one. */
export const shortDay = (day: string): string => (day.slice(0, 4) === today().slice(0, 4) ? day.slice(5) : day);

/** The day of an instant, in the same way. */
export const dayOf = (instant: string): string => shortDay(businessDay(instant, zone));

/** "2 秒前", "yesterday": how long ago, in the language of the screen. What lies ahead by a skewed clock is just now. */
export function ago(instant: string, now = present.value): string {
  const seconds = Math.round((Date.parse(now) - Date.parse(instant)) / 1000);
  if (seconds < 10) return t('app.just_now');
  if (seconds < 60) return t('app.ago_seconds', { n: seconds });
  if (seconds < 3600) return t('app.ago_minutes', { n: Math.round(seconds / 60) });
  if (seconds < 86_400) return t('app.ago_hours', { n: Math.round(seconds / 3600) });
  const days = daysBetween(businessDay(instant, zone), businessDay(now, zone));
  return days === 1 ? t('app.yesterday') : t('app.ago_days', { n: days });
}
/** In the language of the screen, or of what it is written into. */
export const countryName = (code: string, locale: Locale = localeNow()): string => {
  const names = kept(`c${locale}`, () => new Intl.DisplayNames(intl(locale), { type: 'region' }));
  return names.of(code) ?? code;
};
export const languageName = (code: string): string => {
  const names = kept('l', () => new Intl.DisplayNames(intl(), { type: 'language' }));
  return names.of(code) ?? code;
};
/** A column's or stage's own name in the language of the screen. */
export const named = (x: { nameZh: string; nameEn: string }): string => (localeNow() === 'en' ? x.nameEn : x.nameZh);
/** A person's name in the language of the screen, or of what it is written into. */
export const personName = (p: { name: string; nameEn: string } | undefined, locale: Locale = localeNow()): string =>
  p ? (locale === 'en' ? p.nameEn : p.name) : MISSING;
/** The name, and whether that person has left the team. */
export const nameOrLeft = (p: { name: string; nameEn: string; active: boolean } | undefined): string =>
  p && !p.active ? t('people.name_left', { name: personName(p) }) : personName(p);
/** "2026 年 10 月", "October 2026" of 2026-10. */
export const monthName = (month: string): string =>
  kept('month', () => new Intl.DateTimeFormat(intl(), { timeZone: 'UTC', year: 'numeric', month: 'long' })).format(
    new Date(`${month}-01T00:00:00Z`),
  );
/** "2026W47" in words; anything else stays as it is. */
export function weekName(code: string): string {
  const m = /^(\d{4})-?W(\d{2})$/.exec(code);
  return m ? t('points.week', { year: m[1]!, week: String(Number(m[2])) }) : code;
}
/** "2026Q4" in words. */
export function seasonName(code: string): string {
  const m = /^(\d{4})Q(\d)$/.exec(code);
  return m ? t('points.season', { year: m[1]!, quarter: m[2]! }) : code;
}
