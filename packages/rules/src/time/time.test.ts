import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, businessDay, daysBetween, isDay } from './business-day.js';
import { seasonAt } from './season.js';

test.each([
  ['2026-11-23T15:59:59.999Z', 'Asia/Shanghai', '2026-11-23'],
  ['2026-11-23T16:00:00.000Z', 'Asia/Shanghai', '2026-11-24'],
  ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026-11-01'],
  ['2026-01-01T00:30:00.000Z', 'America/New_York', '2025-12-31'],
])('%s in %s is %s', (instant, zone, day) => {
  expect(businessDay(instant, zone)).toBe(day);
});

test.each([
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['x', false],
])('%s is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});

test('adding and counting days are each other', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -40_000, max: 40_000 }),
      (n) => daysBetween('2026-11-23', addDays('2026-11-23', n)) === n,
    ),
  );
});

describe('a season', () => {
  test('is the quarter of the office, from midnight to midnight there', () => {
    expect(seasonAt('2026-12-31T15:59:59.000Z', 'Asia/Shanghai')).toEqual({
      code: '2026Q4',
      startsAt: '2026-09-30T16:00:00.000Z',
      endsAt: '2026-12-31T16:00:00.000Z',
    });
    expect(seasonAt('2026-12-31T16:00:00.000Z', 'Asia/Shanghai').code).toBe('2027Q1');
  });
});
