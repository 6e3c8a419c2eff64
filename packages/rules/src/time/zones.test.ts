import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addDays, businessDay, daysBetween } from './business-day.js';
import { seasonAt } from './season.js';

/** Promise P16: time is right in every zone there is, whatever clock changes it has, and whatever zone the process runs in. */
const ZONES = Intl.supportedValuesOf('timeZone');
const HOUR = 3_600_000;
const zones = fc.constantFrom(...ZONES);
const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
const days = instants.map((at) => at.toISOString().slice(0, 10));
const iso = (ms: number): string => new Date(ms).toISOString();

test('the suite runs in the zone it was told to run in', () => {
  expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env['TZ']);
});

describe('a business day', () => {
  test('never lies before that of an earlier instant, and passes as often as midnights do', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 0, max: 400 }), (zone, at, hours) => {
        const passed = daysBetween(
          businessDay(at.toISOString(), zone),
          businessDay(iso(at.getTime() + hours * HOUR), zone),
        );
        // A day has 23 to 25 hours.
        expect(passed).toBeGreaterThanOrEqual(Math.max(0, Math.floor((hours - 1) / 24)));
        expect(passed).toBeLessThanOrEqual(Math.ceil((hours + 1) / 24));
      }),
      { numRuns: 2_000 },
    );
  });

  test('begins at the instant that Temporal calls its first: both engines have the same clock changes', () => {
    fc.assert(
      fc.property(zones, days, (zone, day) => {
        const first = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
        expect([businessDay(iso(first - 1), zone), businessDay(iso(first), zone)]).toEqual([addDays(day, -1), day]);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    // Half an hour.
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    // Midnight itself does not exist, or comes twice.
    ['Africa/Cairo', '2026-04-24', 23],
    ['Africa/Cairo', '2026-10-29', 25],
    ['America/Santiago', '2026-09-06', 23],
    ['America/Santiago', '2026-04-04', 25],
    ['America/Havana', '2026-11-01', 25],
    ['Asia/Shanghai', '2028-02-29', 24],
  ])('in %s, %s has %d hours, in one piece', (zone, day, hours) => {
    const noon = Date.parse(`${day}T12:00:00Z`);
    const minutes = Array.from({ length: 72 * 60 }, (_, i) => noon - 36 * HOUR + i * 60_000);
    const within = minutes.filter((at) => businessDay(iso(at), zone) === day);
    expect(within.length / 60).toBe(hours);
    expect(within.at(-1)! - within[0]!).toBe((within.length - 1) * 60_000);
  });
});

describe('seasons', () => {
  test('of each zone follow each other without gap or overlap, and begin with the first day of a quarter', () => {
    const broken: string[] = [];
    for (const zone of ZONES) {
      let season = seasonAt('2023-12-01T00:00:00.000Z', zone);
      for (let i = 0; i < 29; i += 1) {
        const next = seasonAt(season.endsAt, zone);
        const last = iso(Date.parse(season.endsAt) - 1);
        const day = businessDay(next.startsAt, zone);
        const isRight =
          next.startsAt === season.endsAt &&
          next.code > season.code &&
          next.startsAt < next.endsAt &&
          /-(01|04|07|10)-01$/.test(day) &&
          businessDay(last, zone) === addDays(day, -1) &&
          seasonAt(last, zone).code === season.code;
        if (!isRight) broken.push(`${zone}: ${JSON.stringify([season, next])}`);
        season = next;
      }
      if (season.code !== '2031Q1') broken.push(`${zone} came to ${season.code}`);
    }
    expect(broken).toEqual([]);
  });

  test('an instant is in exactly one', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const t = at.toISOString();
        const season = seasonAt(t, zone);
        const [before, after] = [seasonAt(iso(Date.parse(season.startsAt) - 1), zone), seasonAt(season.endsAt, zone)];
        expect([before, season, after].filter((s) => s.startsAt <= t && t < s.endsAt)).toEqual([season]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the edge of a month in Shanghai is 16:00 in Greenwich, and of a year too', () => {
    const codes = ['2026-03-31T15:59:59.999Z', '2026-03-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z'].map(
      (at) => seasonAt(at, 'Asia/Shanghai').code,
    );
    expect(codes).toEqual(['2026Q1', '2026Q2', '2027Q1']);
  });
});
