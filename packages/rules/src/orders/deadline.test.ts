import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, businessDay } from '../time/business-day.js';
import { DUE_WITHIN_DAYS, nextDeadline, riskOf } from './deadline.js';
import { sampleOrder } from './order.sample.js';

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
const due = (on: string) => sampleOrder({ promisedShipOn: null, deadline: { kind: 'other', on } });

test('P16: days left are days of the office, however many hours they have, in every zone', () => {
  fc.assert(
    fc.property(zones, instants, fc.integer({ min: -40, max: 400 }), (zone, at, days) => {
      const today = businessDay(at.toISOString(), zone);
      const order = due(addDays(today, days));
      expect(nextDeadline(order, today)?.daysLeft).toBe(days);
      expect(riskOf(order, today)).toBe(days < 0 ? 'late' : days <= DUE_WITHIN_DAYS ? 'due' : 'ok');
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['America/New_York', '2026-03-08', '2026-03-09T04:00:00.000Z'],
  ['America/New_York', '2026-11-01', '2026-11-02T05:00:00.000Z'],
  ['Africa/Cairo', '2026-04-23', '2026-04-23T22:00:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T13:00:00.000Z'],
  ['Asia/Shanghai', '2026-11-30', '2026-11-30T16:00:00.000Z'],
])('in %s, what is due on %s is late from %s on, and not a millisecond earlier', (zone, on, midnight) => {
  const riskAt = (ms: number) => riskOf(due(on), businessDay(new Date(ms).toISOString(), zone));
  expect([riskAt(Date.parse(midnight) - 1), riskAt(Date.parse(midnight))]).toEqual(['due', 'late']);
});
