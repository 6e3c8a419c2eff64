import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusinessMinutes, businessTimeBetween } from './business-time.js';
import { anOffice, dayRule, WEEKDAYS_9_TO_18 } from './calendar.sample.js';
import { type Duty, dutySchedule } from './duty.js';
import { businessDay } from './business-day.js';
import { instantOf } from './wall-clock.js';
import { officeSchedule, type Schedule, WEEKDAYS, type Weekly } from './work-calendar.js';

/** The worst clocks there are, and the office's. */
const zone = fc.oneof(
  fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago'),
  fc.constantFrom('Africa/Cairo', 'America/Havana', 'America/Vancouver', 'Africa/Casablanca', 'Asia/Kathmandu'),
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
);
const instant = fc.date({ min: new Date('2024-02-01'), max: new Date('2030-10-01'), noInvalidDate: true });
/** Near month ends and clock changes more often than chance would. */
const moment = fc.oneof(
  instant,
  fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-25', '2026-11-01', '2026-12-31', '2028-02-29'),
      fc.integer({ min: -36 * 3_600_000, max: 36 * 3_600_000 }),
    )
    .map(([day, ms]) => new Date(Date.parse(day) + ms)),
);
const three = fc
  .tuple(moment, fc.integer({ min: 0, max: 12 * 86_400_000 }), fc.integer({ min: 0, max: 12 * 86_400_000 }))
  .map(([a, b, c]) => [a.getTime(), a.getTime() + b, a.getTime() + b + c].map((t) => new Date(t).toISOString()))
  .map((at) => at as [string, string, string]);

const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 4 })
  .map((quarters) => quarters.sort((a, b) => a - b))
  .map((q) => (q.length < 2 ? [] : q.length < 4 ? [q.slice(0, 2)] : [q.slice(0, 2), q.slice(2)]))
  .map((pairs) => pairs.map(([from, to]) => ({ from: time(from! * 15), to: time(to! * 15) })));
const weekly = fc
  .tuple(spans, spans, spans, spans, spans, spans, spans)
  .map((days) => Object.fromEntries(WEEKDAYS.map((d, i) => [d, days[i]])) as unknown as Weekly);
const day = instant.map((at) => at.toISOString().slice(0, 10));
const days = fc
  .dictionary(day, fc.constantFrom('off' as const, 'work' as const), { maxKeys: 8 })
  .map((found) => Object.fromEntries(Object.entries(found).map(([on, kind]) => [on, dayRule(kind, on)])));
const calendar = fc.record({ zone, weekly: fc.oneof(weekly, fc.constant(WEEKDAYS_9_TO_18)), days }).map(anOffice);

const near = moment.map((at) => at.toISOString().slice(0, 10));
const duty: fc.Arbitrary<Duty> = fc.record({
  version: fc.constant(1),
  calendar,
  core: fc.option(fc.record({ zone, weekly })),
  leave: fc.array(
    near.map((on) => ({ fromOn: on, fromTime: '13:00', toOn: on, toTime: '24:00' })),
    { maxLength: 3 },
  ),
  shifts: fc.array(
    fc.record({ on: near, from: fc.constant('20:00'), to: fc.constantFrom('23:30', '02:00', '24:00') }),
    {
      maxLength: 3,
    },
  ),
});
const schedule: fc.Arbitrary<Schedule> = fc.oneof(calendar.map(officeSchedule), duty.map(dutySchedule));

const counted = (s: Schedule, from: string, to: string): number => {
  const found = businessTimeBetween(s, from, to);
  if (!found.ok) throw new Error(`${found.code} ${JSON.stringify(found.details)}`);
  return found.value.countedMs;
};
const RUNS = { numRuns: 150 };

describe('business time', () => {
  test('is additive and monotone: a→b plus b→c is a→c, and no part is more than the clock’s', () => {
    fc.assert(
      fc.property(schedule, three, (s, [a, b, c]) => {
        const [ab, bc, ac] = [counted(s, a, b), counted(s, b, c), counted(s, a, c)];
        expect(ab + bc).toBe(ac);
        expect(ab).toBeGreaterThanOrEqual(0);
        expect(ab).toBeLessThanOrEqual(Date.parse(b) - Date.parse(a));
      }),
      RUNS,
    );
  });

  test('the counted stretches are in order, apart, inside, and sum up to what is counted', () => {
    fc.assert(
      fc.property(schedule, three, (s, [a, , c]) => {
        const found = businessTimeBetween(s, a, c);
        if (!found.ok) throw new Error(found.code);
        const edges = [a, ...found.value.counted.flatMap((i) => [i.from, i.to]), c];
        expect(edges.slice(1, -1)).toEqual([...new Set(edges.slice(1, -1))].sort());
        expect(edges[0]! <= edges[1]! && edges.at(-2)! <= edges.at(-1)!).toBe(true);
        const sum = found.value.counted.reduce((ms, i) => ms + Date.parse(i.to) - Date.parse(i.from), 0);
        expect(sum).toBe(found.value.countedMs);
      }),
      RUNS,
    );
  });

  test('a deadline measured again gives its minutes back, is the first that does, and never moves back for more', () => {
    const add = fc.integer({ min: 1, max: 3_000 });
    fc.assert(
      fc.property(schedule, moment, add, add, (s, at, minutes, more) => {
        const from = at.toISOString();
        const [first, later] = [addBusinessMinutes(s, from, minutes), addBusinessMinutes(s, from, minutes + more)];
        if (!first.ok) return;
        const { to } = first.value;
        expect(counted(s, from, to)).toBe(minutes * 60_000);
        expect(counted(s, from, new Date(Date.parse(to) - 1).toISOString())).toBe(minutes * 60_000 - 1);
        const measured = businessTimeBetween(s, from, to);
        expect(measured).toEqual(first);
        if (later.ok) expect(later.value.to > to).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('an edited holiday changes only what touches its day', () => {
    fc.assert(
      fc.property(calendar, near, fc.constantFrom('off' as const, 'work' as const), three, (c, on, kind, [a, , b]) => {
        const edited = { ...c, days: { ...c.days, [on]: dayRule(kind, 'edited') } };
        const [start, end] = [instantOf(on, '00:00', c.zone), instantOf(on, '24:00', c.zone)];
        const clip = (t: string): string => new Date(Math.min(Math.max(Date.parse(t), start), end)).toISOString();
        const [old, fresh] = [officeSchedule(c), officeSchedule(edited)];
        const difference = counted(fresh, a, b) - counted(old, a, b);
        expect(difference).toBe(counted(fresh, clip(a), clip(b)) - counted(old, clip(a), clip(b)));
      }),
      RUNS,
    );
  });

  test('wall times of one day never run backwards, and lie on that day', () => {
    fc.assert(
      fc.property(zone, near, fc.integer({ min: 0, max: 1_438 }), (z, on, minute) => {
        const [at, next] = [instantOf(on, time(minute), z), instantOf(on, time(minute + 1), z)];
        expect(at).toBeLessThanOrEqual(next);
        if (at < next) expect(businessDay(new Date(at).toISOString(), z)).toBe(on);
      }),
      { numRuns: 1_000 },
    );
  });
});
