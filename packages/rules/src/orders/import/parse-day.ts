import { addDays, isDay } from '../../time/business-day.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const day = (year: string, month: string | number, date: string): string =>
  `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`;

/**
 * A calendar day as Chinese offices write it: `2026年11月3日`, `2026.11.3`, `2026/11/03`, `20261103`, `3-Nov-2026`, `Nov 3, 2026`, with or
 * without a midnight behind it; or the number a spreadsheet keeps of a day from 2000 to 2100 (`46329`). Null for anything else, above all for what could mean two days (`03/11/2026`, `26.11.3`) or lacks a year.
 */
export function parseDay(text: string): string | null {
  const t = text
    .normalize('NFKC')
    .trim()
    .replace(/[ T]0?0:00(:00)?$/, '');
  const ymd =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*(?:日|号)?$/.exec(t) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(t);
  if (ymd) return existing(day(ymd[1]!, ymd[2]!, ymd[3]!));
  if (/^\d{5}$/.test(t)) return ofSerial(Number(t));
  const dmy = /^(\d{1,2})[-\s]([a-z]{3})[a-z]*\.?,?[-\s](\d{4})$/i.exec(t);
  if (dmy) return named(dmy[3]!, dmy[2]!, dmy[1]!);
  const mdy = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})$/i.exec(t);
  return mdy ? named(mdy[3]!, mdy[1]!, mdy[2]!) : null;
}

const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_415];
/** Days of the 1900 system. It counts a 29 February 1900 that never was, so day 0 is two days before that year. */
const ofSerial = (serial: number): string | null =>
  serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? addDays('1899-12-30', serial) : null;
const existing = (text: string): string | null => (isDay(text) ? text : null);
function named(year: string, month: string, date: string): string | null {
  const index = MONTHS.indexOf(month.toLowerCase());
  return index < 0 ? null : existing(day(year, index + 1, date));
}
