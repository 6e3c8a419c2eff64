import { addDays } from '@tallyboard/rules/time/business-day';

export const PERIODS = ['days90', 'month', 'quarter', 'year'] as const;
export type CsatPeriod = (typeof PERIODS)[number];
const two = (n: number): string => String(n).padStart(2, '0');

/** The days of a period that ends today. */
export function spanOf(period: CsatPeriod, today: string): { from: string; to: string } {
  const [year, month] = [today.slice(0, 4), Number(today.slice(5, 7))];
  const from = {
    days90: addDays(today, -89),
    month: `${year}-${two(month)}-01`,
    quarter: `${year}-${two(Math.floor((month - 1) / 3) * 3 + 1)}-01`,
    year: `${year}-01-01`,
  }[period];
  return { from, to: today };
}

/** So many months, the last of them this one. */
export function monthsBack(months: number, today: string): { from: string; to: string } {
  const first = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - months;
  return { from: `${Math.floor(first / 12)}-${two((first % 12) + 1)}-01`, to: today };
}
