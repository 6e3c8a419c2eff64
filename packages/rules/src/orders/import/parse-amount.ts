import { CURRENCIES, minorFromDecimal, type Money } from '../../money/money.js';

/** Names and signs of currencies as sheets have them. ￥ alone is CNY here: the sheets are Chinese. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/HK\$|港币|港元/i, 'HKD'],
  [/A\$|澳元/i, 'AUD'],
  [/C\$|加元/i, 'CAD'],
  [/(^|[^U])S\$|新加坡元|新币/i, 'SGD'],
  [/R\$|雷亚尔/i, 'BRL'],
  [/US\$|美元|美金|\bUSD?\b|^\$$/i, 'USD'],
  [/€|欧元/, 'EUR'],
  [/£|英镑/, 'GBP'],
  [/日元|日币/, 'JPY'],
  [/₹|卢比/, 'INR'],
  [/₩|韩元/, 'KRW'],
  [/฿|泰铢/, 'THB'],
  [/₫|越南盾/, 'VND'],
  [/迪拉姆/, 'AED'],
  [/里亚尔/, 'SAR'],
  [/¥|RMB|人民币|元|CN¥/i, 'CNY'],
];

/** The ISO code a text names, by code, sign or Chinese name. */
export function parseCurrency(text: string): string | null {
  const t = text.normalize('NFKC').trim();
  const code = CURRENCIES.find((c) => new RegExp(`(^|[^A-Z])${c}([^A-Z]|$)`, 'i').test(t));
  return code ?? NAMES.find(([name]) => name.test(t))?.[1] ?? null;
}

/** "45,200.00", "45 200", "45.200,00", "1234,5", "4.52万" as a plain decimal; null when it is none or its commas could mean either. */
export function parseDecimal(text: string): string | null {
  const wan = /万$/.test(text);
  const t = text.replace(/万$/, '').replace(/[\s'’_]/g, '');
  const plain = plainDecimal(t);
  if (plain === null || !wan) return plain;
  const [whole, fraction = ''] = plain.split('.') as [string, string?];
  if (fraction.length > 4) return null;
  return String(BigInt(whole + fraction.padEnd(4, '0')));
}

function plainDecimal(t: string): string | null {
  if (/^\d+(\.\d+)?$/.test(t)) return t;
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(t)) return t.replaceAll(',', '');
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(t) || /^\d{1,3}(\.\d{3}){2,}$/.test(t))
    return t.replaceAll('.', '').replace(',', '.');
  if (/^\d+,\d{1,2}$/.test(t)) return t.replace(',', '.');
  return null;
}

/** "4,5万": four and a half, or a thousand's comma gone astray? Ten thousand times a guess is too much. */
const isUnclearWan = (text: string): boolean => /^\d+,\d{1,2}万$/.test(text.replace(/[\s'’_]/g, ''));

export type AmountProblem = 'not_an_amount' | 'decimal_comma' | 'currency_missing' | 'currencies_differ';
/**
 * An amount with the currency in the cell (`US$ 45,200.00`, `45200美元`, `4.52万美元`) or in a column of its own. Zero is an amount;
 * negatives, ranges and too many decimals are not.
 */
export function parseMoney(
  amount: string,
  currency: string,
): { ok: true; money: Money } | { ok: false; problem: AmountProblem } {
  const t = amount.normalize('NFKC').trim();
  const digits = /\d[\d\s.,'’_]*(?:万)?/.exec(t)?.[0] ?? '';
  const around = t.replace(digits, ' ').trim();
  const inCell = around ? parseCurrency(around) : null;
  const inColumn = currency.trim() ? parseCurrency(currency) : null;
  if (around && !inCell) return { ok: false, problem: 'not_an_amount' };
  if (currency.trim() && !inColumn) return { ok: false, problem: 'currency_missing' };
  if (inCell && inColumn && inCell !== inColumn) return { ok: false, problem: 'currencies_differ' };
  const code = inCell ?? inColumn;
  if (isUnclearWan(digits)) return { ok: false, problem: 'decimal_comma' };
  const decimal = parseDecimal(digits.trim());
  if (decimal === null) return { ok: false, problem: 'not_an_amount' };
  if (!code) return { ok: false, problem: 'currency_missing' };
  const minor = minorFromDecimal(decimal, code);
  return minor === null ? { ok: false, problem: 'not_an_amount' } : { ok: true, money: { currency: code, minor } };
}
