import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, decimalFromMinor, minorFromDecimal, toUsdMinor } from './money.js';

test.each([
  ['45200.00', 'USD', 4_520_000],
  ['45200', 'USD', 4_520_000],
  ['0.05', 'USD', 5],
  ['1.5000', 'USD', 150],
  ['100', 'JPY', 100],
  ['1.234', 'KWD', 1234],
  ['1.005', 'USD', null],
  ['1.5', 'JPY', null],
  ['-1', 'USD', null],
  ['1e3', 'USD', null],
  ['', 'USD', null],
  ['99999999999.99', 'USD', null],
])('%j %s is %s minor units', (text, currency, minor) => {
  expect(minorFromDecimal(text, currency)).toBe(minor);
});

test('minor units and decimals are the same in both directions', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 999_999_999_999 }),
      fc.constantFrom('USD', 'JPY', 'KWD'),
      (minor, currency) => minorFromDecimal(decimalFromMinor(minor, currency), currency) === minor,
    ),
  );
});

test.each([
  [{ currency: 'USD', minor: 123 }, '7', 123],
  [{ currency: 'EUR', minor: 10_000 }, '1.16', 11_600],
  [{ currency: 'JPY', minor: 1_000 }, '0.0065', 650],
  [{ currency: 'KWD', minor: 1_000 }, '3.26', 326],
  // Halves go to the even cent.
  [{ currency: 'EUR', minor: 1 }, '0.5', 0],
  [{ currency: 'EUR', minor: 3 }, '0.5', 2],
  [{ currency: 'EUR', minor: 1 }, '0', null],
  [{ currency: 'EUR', minor: 1 }, 'x', null],
])('%j at %s is %s US cents', (money, rate, cents) => {
  expect(toUsdMinor(money, rate)).toBe(cents);
});

test('shares add up to the whole, each within one of its exact part', () => {
  const percents = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 }).map((parts) => {
    const total = parts.reduce((a, b) => a + b, 0);
    const whole = parts.map((p) => Math.floor((p * 100) / total));
    whole[0]! += 100 - whole.reduce((a, b) => a + b, 0);
    return whole;
  });
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), percents, (total, parts) => {
      const shares = allocate(total, parts);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
      shares.forEach((s, i) => expect(Math.abs(s - (total * parts[i]!) / 100)).toBeLessThan(1));
    }),
  );
});
