import { beforeAll, expect, test } from 'vitest';
import { setLocale } from '../../platform/i18n';
import { percent, rateSheet } from './rate-sheet';
import { lasting, waitOf, waitText } from './reply-clock';

beforeAll(() => setLocale('en'));
const SINCE = '2026-11-25T02:00:00.000Z';
const card = { waitingSince: SINCE, dueAt: '2026-11-26T02:00:00.000Z' };
const after = (hours: number): string => new Date(Date.parse(SINCE) + hours * 3_600_000).toISOString();

test.each([
  [0, 0, '24 h left'],
  [11.9, 0, '12 h 6 m left'],
  [12, 50, '12 h left'],
  [23.5, 80, '30 min left'],
  [24, 100, 'Overdue by 0 min'],
  [75, 100, 'Overdue by 2 d 3 h'],
])('after %d hours of waiting it is at level %d: %s', (hours, level, text) => {
  const wait = waitOf(card, after(hours))!;
  expect([wait.level, waitText(wait)]).toEqual([level, text]);
});
test('who does not wait has no clock', () => {
  expect(waitOf({ waitingSince: null, dueAt: null }, SINCE)).toBeNull();
  expect(lasting(-5)).toBe('0 min');
});
test('a rate is a dash while nothing is decided, is never rounded up, and is no formula in a sheet', () => {
  expect([null, 0, 0.999, 1].map(percent)).toEqual(['—', '0%', '99%', '100%']);
  const rate = { hits: 2, misses: 1, running: 0, rate: 2 / 3 };
  const sheet = rateSheet(rate, [{ ...rate, name: '=1+1', answered: 3, medianWorkedMinutes: null }], []);
  expect(sheet.split('\r\n')[2]).toBe("By person,'=1+1,66.6,2,1,0,3,");
});
