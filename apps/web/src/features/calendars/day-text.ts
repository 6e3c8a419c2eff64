import { addDays } from '@tallyboard/rules/time/business-day';
import { isoWeekday } from '@tallyboard/rules/time/wall-clock';
import { localeNow } from '../../platform/i18n';

const of = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeNow() === 'en' ? 'en-GB' : 'zh-CN', { timeZone: 'UTC', ...options }).format(
    new Date(`${day}T00:00:00Z`),
  );
/** 2024-01-01 was a Monday. */
export const weekdayName = (weekday: number, style: 'short' | 'long' | 'narrow' = 'short'): string =>
  of(addDays('2024-01-01', weekday - 1), { weekday: style });
export const weekdayOf = (day: string, style: 'short' | 'long' = 'short'): string =>
  weekdayName(isoWeekday(day), style);
/** "11月25日", "25 Nov". */
export const dayName = (day: string): string => of(day, { month: 'short', day: 'numeric' });
/** With the year: "2029年1月8日". */
export const longDayName = (day: string): string => of(day, { year: 'numeric', month: 'short', day: 'numeric' });
export const monthName = (month: string): string => of(`${month}-01`, { month: 'long' });
export const mondayOf = (day: string): string => addDays(day, 1 - isoWeekday(day));
export const weekOf = (monday: string): string[] => Array.from({ length: 7 }, (_, i) => addDays(monday, i));
/** Every day of a month. */
export function daysOfMonth(month: string): string[] {
  const days: string[] = [];
  for (let d = `${month}-01`; d.startsWith(month); d = addDays(d, 1)) days.push(d);
  return days;
}
