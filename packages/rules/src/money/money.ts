/** Money is an integer of minor units plus an ISO 4217 code. No float ever holds an amount. */
export type Money = { currency: string; minor: number };

/** Currencies of our markets, with the digits after the point (ISO 4217 exponent). */
export const CURRENCY_DIGITS: Readonly<Record<string, number>> = {
  USD: 2,
  CNY: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  HKD: 2,
  AUD: 2,
  CAD: 2,
  CHF: 2,
  SGD: 2,
  AED: 2,
  SAR: 2,
  KWD: 3,
  INR: 2,
  IDR: 2,
  MYR: 2,
  THB: 2,
  VND: 0,
  PHP: 2,
  KRW: 0,
  BRL: 2,
  MXN: 2,
  CLP: 0,
  COP: 2,
  ZAR: 2,
  NGN: 2,
  EGP: 2,
  KES: 2,
  TRY: 2,
  PLN: 2,
  RUB: 2,
  SEK: 2,
  NOK: 2,
  DKK: 2,
};
export const CURRENCIES = Object.keys(CURRENCY_DIGITS);

export const digitsOf = (currency: string): number => CURRENCY_DIGITS[currency] ?? 2;

/** The largest amount an order may carry, in minor units: far beyond trade, well inside what a double holds exactly. */
export const MAX_MINOR = 999_999_999_999;

/** "45200.00" of USD -> 4520000. Null when it is no plain decimal or has more digits than the currency. */
export function minorFromDecimal(text: string, currency: string): number | null {
  const m = /^(\d{1,13})(?:\.(\d+))?$/.exec(text);
  if (!m) return null;
  const digits = digitsOf(currency);
  const fraction = (m[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const minor = Number(m[1]) * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
  return minor <= MAX_MINOR ? minor : null;
}

/** 4520000 of USD -> "45200.00". */
export function decimalFromMinor(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A decimal-string rate as an exact fraction over a power of ten. */
function ratio(rate: string): { n: bigint; scale: bigint } | null {
  const m = /^(\d{1,9})(?:\.(\d{1,10}))?$/.exec(rate);
  if (!m) return null;
  const n = BigInt(m[1]! + (m[2] ?? ''));
  return n === 0n ? null : { n, scale: 10n ** BigInt((m[2] ?? '').length) };
}

/** Integer division rounding halves to even; both non-negative. */
function divideHalfEven(a: bigint, b: bigint): bigint {
  const q = a / b;
  const twice = (a % b) * 2n;
  return twice > b || (twice === b && q % 2n === 1n) ? q + 1n : q;
}

/**
 * The amount in US cents. `usdPerUnit` is a decimal string: how many US dollars one unit of the currency buys.
 * Half-even rounding. Null for a rate that is no positive decimal.
 */
export function toUsdMinor(money: Money, usdPerUnit: string): number | null {
  if (money.currency === 'USD') return money.minor;
  const r = ratio(usdPerUnit);
  if (!r) return null;
  const cents = divideHalfEven(BigInt(money.minor) * r.n * 100n, r.scale * 10n ** BigInt(digitsOf(money.currency)));
  return cents <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(cents) : null;
}

/** Splits whole units by percentages (which total 100) by largest remainder, ties to the earlier share: nothing lost, nothing made. */
export function allocate(total: number, percents: readonly number[]): number[] {
  const exact = percents.map((p) => (total * p) / 100);
  const shares = exact.map(Math.floor);
  const order = exact.map((e, i) => ({ i, rest: e - Math.floor(e) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  const left = total - shares.reduce((a, b) => a + b, 0);
  for (const { i } of order.slice(0, left)) shares[i]! += 1;
  return shares;
}
