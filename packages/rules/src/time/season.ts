import { type Period, periodAt } from './periods.js';

/** A season is a calendar quarter of the office zone. */
export type Season = Period;
export const seasonAt = (instant: string, zone: string): Season => periodAt('quarter', instant, zone);

const partsOf = (code: string): { year: number; quarter: number } => {
  const [year, quarter] = code.split('Q');
  return { year: Number(year), quarter: Number(quarter) };
};
/** "2026Q4" begins on 2026-10-01. */
export function firstDayOf(code: string): string {
  const { year, quarter } = partsOf(code);
  return `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
}
/** The season before the one of this code. */
export function seasonBefore(code: string): string {
  const { year, quarter } = partsOf(code);
  return quarter === 1 ? `${year - 1}Q4` : `${year}Q${quarter - 1}`;
}
