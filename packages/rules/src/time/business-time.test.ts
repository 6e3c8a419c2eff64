import { describe, expect, test } from 'vitest';
import { addBusinessMinutes, businessTimeBetween, isOnDuty } from './business-time.js';
import { anOffice, dayRule, WEEKDAYS_9_TO_18 } from './calendar.sample.js';
import { type Duty, dutySchedule } from './duty.js';
import { officeSchedule, planOf, type WorkCalendar } from './work-calendar.js';

const valueOf = <T>(outcome: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
const minutes = (calendar: WorkCalendar, from: string, to: string): number =>
  valueOf(businessTimeBetween(officeSchedule(calendar), from, to)).countedMinutes;

describe('counting', () => {
  test('Fri 17:30 → Mon 09:50 is 64 h 20 m on the clock, 1 h 20 m in core hours 09–18, and says which', () => {
    const found = businessTimeBetween(officeSchedule(anOffice()), '2026-11-27T17:30+08:00', '2026-11-30T09:50+08:00');
    expect(valueOf(found)).toEqual({
      from: '2026-11-27T09:30:00.000Z',
      to: '2026-11-30T01:50:00.000Z',
      elapsedMs: 3_860 * 60_000,
      elapsedMinutes: 64 * 60 + 20,
      countedMs: 80 * 60_000,
      countedMinutes: 80,
      counted: [
        { from: '2026-11-27T09:30:00.000Z', to: '2026-11-27T10:00:00.000Z' },
        { from: '2026-11-30T01:00:00.000Z', to: '2026-11-30T01:50:00.000Z' },
      ],
      basis: { calendarId: 'ningbo', calendarVersion: 3, dutyVersion: null },
    });
  });

  test.each([
    ['a day off counts nothing', '2026-09-30T17:00+08:00', '2026-10-05T10:00+08:00', 60 + 60],
    ['a make-up Saturday counts as a weekday', '2026-10-10T08:00+08:00', '2026-10-10T20:00+08:00', 540],
    ['the Saturday after it does not', '2026-10-17T08:00+08:00', '2026-10-17T20:00+08:00', 0],
    ['the instant of closing is outside', '2026-11-23T18:00+08:00', '2026-11-23T23:00+08:00', 0],
    ['over a leap day', '2028-02-28T17:00+08:00', '2028-03-01T10:00+08:00', 60 + 540 + 60],
    ['a clock that was set back', '2026-11-23T12:00+08:00', '2026-11-23T11:00+08:00', 0],
  ])('%s', (_, from, to, expected) => {
    expect(minutes(anOffice(), from, to)).toBe(expected);
  });

  test.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['America/Santiago', '2026-09-06', 23],
    ['Africa/Cairo', '2026-10-29', 25],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('round the clock in %s on %s is %d hours', (zone, day, hours) => {
    const all = [{ from: '00:00', to: '24:00' }];
    const weekly = { 1: all, 2: all, 3: all, 4: all, 5: all, 6: all, 7: all };
    const calendar = anOffice({ zone, weekly, coveredYears: [2011, 2026] });
    const from = Date.parse(`${day}T00:00:00Z`);
    const found = [];
    for (let at = from - 36e5 * 36; at < from + 36e5 * 60; at += 18e5) {
      const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
      if (local === day) found.push(minutes(calendar, new Date(at).toISOString(), new Date(at + 18e5).toISOString()));
    }
    expect(found.reduce((a, b) => a + b, 0) / 60).toBe(hours);
  });

  test('hours that the clocks skip are not worked, and those they repeat are, once each', () => {
    const night = [{ from: '01:00', to: '03:00' }];
    const calendar = anOffice({ zone: 'America/New_York', weekly: { ...WEEKDAYS_9_TO_18, 7: night } });
    expect(minutes(calendar, '2026-03-08T00:00Z', '2026-03-09T00:00Z')).toBe(60);
    expect(minutes(calendar, '2026-11-01T00:00Z', '2026-11-02T00:00Z')).toBe(180);
  });
});

describe('a deadline', () => {
  const office = officeSchedule(anOffice());
  test.each([
    ['within the day', '2026-11-23T09:00+08:00', 60, '2026-11-23T10:00+08:00'],
    ['at closing, not at the next opening', '2026-11-23T17:30+08:00', 30, '2026-11-23T18:00+08:00'],
    ['over the weekend', '2026-11-27T17:30+08:00', 80, '2026-11-30T09:50+08:00'],
    ['from outside the hours', '2026-11-28T03:00+08:00', 1, '2026-11-30T09:01+08:00'],
    ['none at all is now', '2026-11-28T03:00+08:00', 0, '2026-11-28T03:00+08:00'],
    ['over New Year', '2026-12-31T17:59+08:00', 2, '2027-01-01T09:01+08:00'],
  ])('%s', (_, from, add, to) => {
    const found = valueOf(addBusinessMinutes(office, from, add));
    expect([found.to, found.countedMinutes]).toEqual([new Date(to).toISOString(), add]);
  });
});

describe('a year without data', () => {
  const known = anOffice({ coveredYears: [2026] });
  const office = officeSchedule(known);
  const refusal = { ok: false, code: 'calendars.year_without_data', details: { year: 2027 } };

  test('is refused, and never counted as plain weekdays', () => {
    expect(planOf(known, '2027-01-04')).toEqual(refusal);
    expect(businessTimeBetween(office, '2026-12-31T10:00+08:00', '2027-01-04T10:00+08:00')).toEqual(refusal);
    expect(addBusinessMinutes(office, '2026-12-31T17:00+08:00', 61)).toEqual(refusal);
    expect(isOnDuty(office, '2027-01-04T10:00+08:00')).toEqual(refusal);
  });
  test('does not spoil the last minute before it', () => {
    expect(minutes(known, '2026-12-31T10:00+08:00', '2027-01-01T00:00+08:00')).toBe(480);
    expect(addBusinessMinutes(office, '2026-12-31T17:00+08:00', 60)).toMatchObject({
      ok: true,
      value: { to: '2026-12-31T10:00:00.000Z' },
    });
  });
});

describe('a person', () => {
  const duty = (changes: Partial<Duty> = {}): Duty => ({
    version: 7,
    calendar: anOffice(),
    core: null,
    leave: [],
    shifts: [],
    ...changes,
  });
  const on = (d: Duty, at: string): boolean => valueOf(isOnDuty(dutySchedule(d), at));
  const evening = { on: '2026-11-27', from: '20:00', to: '02:00' };

  test('without own hours works as the office does', () => {
    expect(on(duty(), '2026-11-27T17:59:59.999+08:00')).toBe(true);
    expect(on(duty(), '2026-11-27T18:00+08:00')).toBe(false);
  });
  test('with own hours keeps them on the own clock, and the office’s days off', () => {
    const core = { zone: 'America/New_York', weekly: WEEKDAYS_9_TO_18 };
    expect(on(duty({ core }), '2026-11-27T10:00+08:00')).toBe(false);
    expect(on(duty({ core }), '2026-11-27T10:00-05:00')).toBe(true);
    expect(on(duty({ core }), '2026-10-01T10:00-04:00')).toBe(false);
  });
  test('covers a shift past midnight, and is off again at its end', () => {
    const found = ['19:59', '20:00', '23:59'].map((t) => on(duty({ shifts: [evening] }), `2026-11-27T${t}+08:00`));
    expect(found).toEqual([false, true, true]);
    expect(on(duty({ shifts: [evening] }), '2026-11-28T01:59+08:00')).toBe(true);
    expect(on(duty({ shifts: [evening] }), '2026-11-28T02:00+08:00')).toBe(false);
  });
  test('on leave is off duty, shift or not, and the versions that said so stand with what is counted', () => {
    const leave = [{ fromOn: '2026-11-27', fromTime: '13:00', toOn: '2026-11-30', toTime: '24:00' }];
    const away = duty({ leave, shifts: [evening] });
    const week = businessTimeBetween(dutySchedule(away), '2026-11-27T00:00+08:00', '2026-12-02T00:00+08:00');
    expect(valueOf(week)).toMatchObject({
      countedMinutes: 4 * 60 + 9 * 60,
      basis: { calendarId: 'ningbo', calendarVersion: 3, dutyVersion: 7 },
    });
  });
  test('whose rest is Tuesday works a Saturday, unless the office is off by a holiday', () => {
    const core = { zone: 'Asia/Shanghai', weekly: { ...WEEKDAYS_9_TO_18, 2: [], 6: WEEKDAYS_9_TO_18[1] } };
    const calendar = anOffice({ days: { '2026-12-05': dayRule('off', 'Founding day') } });
    expect(on(duty({ core }), '2026-11-28T10:00+08:00')).toBe(true);
    expect(on(duty({ core }), '2026-11-24T10:00+08:00')).toBe(false);
    expect(on(duty({ core, calendar }), '2026-12-05T10:00+08:00')).toBe(false);
  });
});
