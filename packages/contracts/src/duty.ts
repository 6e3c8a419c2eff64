import { LEAVE_KINDS } from '@tallyboard/rules/time/duty';
import { z } from 'zod';
import { wallTime, weekly, workCalendar, zone } from './calendars.js';
import { endpoint } from './endpoint.js';
import { day, id, instant, text } from './scalars.js';

/** Grows with every change of a person's hours, leave and shifts; 0 before the first. */
const dutyVersion = z.int().min(0).max(2_000_000_000);
const core = z.strictObject({ zone, weekly }).nullable();
/** Times are the office's. `kind` and `reason` are null for all but the person and who manages calendars. */
export const leave = z.object({
  id,
  fromOn: day,
  fromTime: wallTime,
  toOn: day,
  toTime: wallTime,
  kind: z.enum(LEAVE_KINDS).nullable(),
  reason: z.string().nullable(),
});
export type LeaveEntry = z.infer<typeof leave>;
/** `to` not after `from`: it ends on the next day. */
export const shift = z.object({ id, on: day, from: wallTime, to: wallTime, note: z.string() });
export type ShiftEntry = z.infer<typeof shift>;
export const personDuty = z.object({
  userId: id,
  version: dutyVersion,
  core,
  leave: z.array(leave),
  shifts: z.array(shift),
});
export type PersonDuty = z.infer<typeof personDuty>;

const whose = { userId: id };
/** When people are on duty: own hours, leave, and the rota. */
export const dutyApi = {
  list: endpoint({
    method: 'GET',
    path: '/duty',
    allow: 'calendars.view',
    summary: 'Hours, leave and shifts of a team’s people between two days, both included, at most 62 of them.',
    input: z.strictObject({ teamId: id.optional(), from: day, to: day }),
    reply: z.object({
      teamId: id,
      /** Where the team's feed stood before this was read: to follow it from there. */
      epoch: z.string(),
      seq: z.int(),
      calendar: workCalendar,
      people: z.array(personDuty),
    }),
  }),
  now: endpoint({
    method: 'GET',
    path: '/duty/now',
    allow: 'calendars.view',
    summary: 'Who of a team is on duty now, or at another instant, and until when; refused in a year without data.',
    input: z.strictObject({ teamId: id.optional(), at: instant.optional() }),
    reply: z.object({
      at: instant,
      calendarVersion: z.int(),
      people: z.array(z.object({ userId: id, onDuty: z.boolean(), until: instant.nullable() })),
    }),
  }),
  setHours: endpoint({
    method: 'PUT',
    path: '/duty/:userId/hours',
    allow: 'calendars.view',
    command: true,
    summary: 'Core hours of a person, by themselves or a manager; null: as the office.',
    input: z.strictObject({ ...whose, expectedVersion: dutyVersion, core }),
    reply: personDuty,
  }),
  enterLeave: endpoint({
    method: 'POST',
    path: '/duty/:userId/leave',
    allow: 'calendars.view',
    command: true,
    summary: 'Somebody is away, entered by themselves or a manager.',
    input: z.strictObject({
      ...whose,
      fromOn: day,
      fromTime: wallTime.default('00:00'),
      toOn: day,
      toTime: wallTime.default('24:00'),
      kind: z.enum(LEAVE_KINDS),
      reason: text(200).default(''),
    }),
    reply: personDuty,
  }),
  cancelLeave: endpoint({
    method: 'DELETE',
    path: '/duty/leave/:id',
    allow: 'calendars.view',
    command: true,
    summary: 'They are not away after all; by themselves or a manager.',
    input: z.strictObject({ id }),
    reply: personDuty,
  }),
  planShift: endpoint({
    method: 'POST',
    path: '/duty/:userId/shifts',
    allow: 'calendars.manage',
    command: true,
    summary: 'Somebody covers hours beyond their own.',
    input: z.strictObject({ ...whose, on: day, from: wallTime, to: wallTime, note: text(60).default('') }),
    reply: personDuty,
  }),
  removeShift: endpoint({
    method: 'DELETE',
    path: '/duty/shifts/:id',
    allow: 'calendars.manage',
    command: true,
    summary: 'The shift is taken back.',
    input: z.strictObject({ id }),
    reply: personDuty,
  }),
};

/** The fact says whose duty changed, and no more: why somebody is away is not the team's to know. */
export const dutyChanged = z.object({ userId: id, version: z.int() });
