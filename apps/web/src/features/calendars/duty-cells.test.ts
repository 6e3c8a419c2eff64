import type { PersonDuty } from '@tallyboard/contracts/duty';
import type { WorkCalendar } from '@tallyboard/rules/time/work-calendar';
import { expect, test } from 'vitest';
import { cellsOf, wholeDay } from './duty-cells';

const day = [{ from: '09:00', to: '18:00' }];
const weekly = { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] };
const calendar: WorkCalendar = {
  id: 'x',
  version: 1,
  zone: 'Asia/Shanghai',
  weekly,
  coveredYears: [2026],
  days: { '2026-12-31': { kind: 'off', nameZh: '司庆', nameEn: 'Founding day', certainty: 'fixed', source: '' } },
};
const person: PersonDuty = {
  userId: 'p',
  version: 1,
  core: null,
  leave: [
    { id: 'l', fromOn: '2026-12-29', fromTime: '13:00', toOn: '2026-12-30', toTime: '24:00', kind: null, reason: null },
  ],
  shifts: [{ id: 's', on: '2026-12-28', from: '18:00', to: '22:00', note: '' }],
};
const DAYS = ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01'];

test('a week shows hours without leave, shifts beside them, and a year without data as such', () => {
  const cells = cellsOf(person, calendar, DAYS);
  expect(cells.map((c) => c.hours)).toEqual([['09:00–18:00'], ['09:00–13:00'], [], [], null]);
  expect(cells.map((c) => c.leave.length)).toEqual([0, 1, 1, 0, 0]);
  expect(cells[0]!.shifts).toHaveLength(1);
  expect(DAYS.slice(1, 3).map((d) => wholeDay(person.leave[0]!, d))).toEqual([false, true]);
});

test('own hours of another zone are told on the office’s clock', () => {
  const core = { zone: 'America/New_York', weekly };
  const [monday, tuesday] = cellsOf({ ...person, leave: [], core }, calendar, ['2026-11-23', '2026-11-24']);
  expect([monday!.hours, tuesday!.hours]).toEqual([['22:00–24:00'], ['00:00–07:00', '22:00–24:00']]);
  expect(monday!.own).toBe(true);
});
