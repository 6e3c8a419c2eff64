import type { LeaveEntry, PersonDuty, ShiftEntry } from '@tallyboard/contracts/duty';
import { dutySchedule } from '@tallyboard/rules/time/duty';
import { instantOf } from '@tallyboard/rules/time/wall-clock';
import type { WorkCalendar } from '@tallyboard/rules/time/work-calendar';

/** One person's day on the office's clock: hours worked apart from shifts, and what makes them so. */
export type DutyCell = {
  /** `HH:MM–HH:MM`; null where the year has no data. */
  hours: readonly string[] | null;
  own: boolean;
  leave: readonly LeaveEntry[];
  shifts: readonly ShiftEntry[];
};

function clockOf(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (ms) => format.format(ms);
}

/** The days of one person; `days` are the office's. */
export function cellsOf(person: PersonDuty, calendar: WorkCalendar, days: readonly string[]): DutyCell[] {
  const schedule = dutySchedule({ ...person, shifts: [], calendar });
  const clock = clockOf(calendar.zone);
  return days.map((day) => {
    const [start, end] = [instantOf(day, '00:00', calendar.zone), instantOf(day, '24:00', calendar.zone)];
    const found = schedule.within(start, end);
    return {
      hours: found.ok ? found.value.map((i) => `${clock(i.from)}–${i.to === end ? '24:00' : clock(i.to)}`) : null,
      own: person.core !== null,
      leave: person.leave.filter((l) => l.fromOn <= day && day <= l.toOn),
      shifts: person.shifts.filter((s) => s.on === day),
    };
  });
}

/** "全天" is a matter of words; this says whether the leave takes the whole of a day. */
export const wholeDay = (l: LeaveEntry, day: string): boolean =>
  (l.fromOn < day || l.fromTime === '00:00') && (day < l.toOn || l.toTime === '24:00');
