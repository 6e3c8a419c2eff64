import { decided, type Outcome, refused } from '../outcome.js';
import { addDays } from './business-day.js';
import { clipped, type Interval, merged, without } from './interval.js';
import { instantOf } from './wall-clock.js';
import { officeSchedule, type Schedule, type Weekly, type WorkCalendar } from './work-calendar.js';

/** A person's own hours, on their own clock. They stand instead of the office's hours; the office's days off and make-up days stay. */
export type CoreHours = { zone: string; weekly: Weekly };

/** Away, on the office's clock: from a time of one day to a time of another (`00:00`, `24:00` for whole days). */
export type Leave = { fromOn: string; fromTime: string; toOn: string; toTime: string };

export const LEAVE_KINDS = ['leave', 'comp', 'sick', 'training'] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** Cover beyond one's hours, on the office's clock. Where `to` is not after `from` it ends on the next day. */
export type Shift = { on: string; from: string; to: string };

export type Duty = {
  /** Grows with every change of hours, leave or shifts of this person. */
  version: number;
  calendar: WorkCalendar;
  /** Null: works as the office does. */
  core: CoreHours | null;
  leave: readonly Leave[];
  shifts: readonly Shift[];
};

export const leaveInterval = (leave: Leave, zone: string): Interval => ({
  from: instantOf(leave.fromOn, leave.fromTime, zone),
  to: instantOf(leave.toOn, leave.toTime, zone),
});

export const shiftInterval = (shift: Shift, zone: string): Interval => ({
  from: instantOf(shift.on, shift.from, zone),
  to: instantOf(shift.to > shift.from ? shift.on : addDays(shift.on, 1), shift.to, zone),
});

const overlap = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to;

export type ShiftRefusal = 'calendars.on_leave' | 'calendars.shift_overlaps';
/** A shift can be planned for somebody: they are not away, and have no other at that time. */
export function decideShift(
  planned: Shift,
  others: { leave: readonly Leave[]; shifts: readonly Shift[] },
  zone: string,
): Outcome<Shift, ShiftRefusal> {
  const at = shiftInterval(planned, zone);
  const leave = others.leave.find((l) => overlap(leaveInterval(l, zone), at));
  if (leave) return refused('calendars.on_leave', { fromOn: leave.fromOn, toOn: leave.toOn });
  const shift = others.shifts.find((s) => overlap(shiftInterval(s, zone), at));
  if (shift) return refused('calendars.shift_overlaps', { on: shift.on, from: shift.from, to: shift.to });
  return decided(planned);
}

/** Leave ends after it begins. */
export const isLeave = (l: Leave): boolean => `${l.fromOn} ${l.fromTime}` < `${l.toOn} ${l.toTime}`;

/** When a person is on duty: own or office hours, and shifts, without leave. Leave is stronger than a shift: who is away covers nothing. */
export function dutySchedule(duty: Duty): Schedule {
  const { calendar, core } = duty;
  const hours = officeSchedule(core ? { ...calendar, zone: core.zone, weekly: core.weekly } : calendar);
  const shifts = duty.shifts.map((s) => shiftInterval(s, calendar.zone));
  const away = duty.leave.map((l) => leaveInterval(l, calendar.zone));
  return {
    basis: { ...hours.basis, dutyVersion: duty.version },
    zone: hours.zone,
    within(from, to) {
      const worked = hours.within(from, to);
      if (!worked.ok) return worked;
      return decided(without(merged([...worked.value, ...clipped(shifts, { from, to })]), away));
    },
  };
}
