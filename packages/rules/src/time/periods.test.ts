import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, businessDay, daysBetween } from './business-day.js';
import { PERIOD_KINDS, periodAt } from './periods.js';
import { seasonAt } from './season.js';

test.each([
  ['week', '2026-11-29T15:59:59.999Z', '2026W48', '2026-11-22T16:00:00.000Z', '2026-11-29T16:00:00.000Z'],
  ['week', '2026-12-31T00:00:00.000Z', '2026W53', '2026-12-27T16:00:00.000Z', '2027-01-03T16:00:00.000Z'],
  ['week', '2027-01-03T16:00:00.000Z', '2027W01', '2027-01-03T16:00:00.000Z', '2027-01-10T16:00:00.000Z'],
  ['month', '2026-11-30T16:00:00.000Z', '2026-12', '2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
  ['month', '2028-02-29T15:00:00.000Z', '2028-02', '2028-01-31T16:00:00.000Z', '2028-02-29T16:00:00.000Z'],
  ['quarter', '2026-12-31T15:59:59.999Z', '2026Q4', '2026-09-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
  ['year', '2026-12-31T16:00:00.000Z', '2027', '2026-12-31T16:00:00.000Z', '2027-12-31T16:00:00.000Z'],
] as const)('the %s in Shanghai at %s is %s', (kind, at, code, startsAt, endsAt) => {
  expect(periodAt(kind, at, 'Asia/Shanghai')).toEqual({ code, startsAt, endsAt });
});

test('in every zone an instant is in one period of each kind, its neighbours touch it, and codes sort as time does', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(zones, instants, fc.constantFrom(...PERIOD_KINDS), (zone, date, kind) => {
      const at = date.toISOString();
      const period = periodAt(kind, at, zone);
      const before = periodAt(kind, new Date(Date.parse(period.startsAt) - 1).toISOString(), zone);
      const after = periodAt(kind, period.endsAt, zone);
      expect(period.startsAt <= at && at < period.endsAt).toBe(true);
      expect([before.endsAt, after.startsAt]).toEqual([period.startsAt, period.endsAt]);
      expect(before.code < period.code && period.code < after.code).toBe(true);
      const [first, last] = [
        businessDay(period.startsAt, zone),
        businessDay(new Date(Date.parse(period.endsAt) - 1).toISOString(), zone),
      ];
      if (kind === 'week') expect(daysBetween(first, last)).toBe(6);
      else expect([first.slice(8), addDays(last, 1).slice(8)]).toEqual(['01', '01']);
    }),
    { numRuns: 1_000 },
  );
});

test('a season is the quarter', () => {
  expect(seasonAt('2026-11-23T00:00:00.000Z', 'Asia/Shanghai')).toEqual(
    periodAt('quarter', '2026-11-23T00:00:00.000Z', 'Asia/Shanghai'),
  );
});
