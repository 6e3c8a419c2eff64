import { Injectable } from '@nestjs/common';
import type { dutyApi, PersonDuty } from '@tallyboard/contracts/duty';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { isOnDuty } from '@tallyboard/rules/time/business-time';
import { addDays, daysBetween } from '@tallyboard/rules/time/business-day';
import { type Duty, dutySchedule } from '@tallyboard/rules/time/duty';
import type { Schedule } from '@tallyboard/rules/time/work-calendar';
import { DataSource, type EntityManager, In, IsNull, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { actingIn } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { readOffice } from './calendars.read.js';
import { LeaveEntry, RotaShift } from './duty.entity.js';

const MAX_DAYS = 62;
const HOUR = 3_600_000;
type Head = Pick<PersonDuty, 'userId' | 'version' | 'core'>;
type Window = { from: string; to: string };

/** Hours, leave and shifts of people; why somebody is away only for themselves and who manages calendars. */
async function withEntries(
  tx: EntityManager,
  by: Principal,
  heads: readonly Head[],
  window: Window | null,
): Promise<PersonDuty[]> {
  const current = { userId: In(heads.map((h) => h.userId)), untilVersion: IsNull() };
  const leave = await tx.find(LeaveEntry, {
    where: { ...current, ...(window && { toOn: MoreThanOrEqual(window.from), fromOn: LessThanOrEqual(window.to) }) },
    order: { fromOn: 'ASC', id: 'ASC' },
  });
  const shifts = await tx.find(RotaShift, {
    // A shift of the evening before may reach into the first day.
    where: window ? [{ ...current, onDay: In(daysOf({ from: addDays(window.from, -1), to: window.to })) }] : current,
    order: { onDay: 'ASC', fromTime: 'ASC', id: 'ASC' },
  });
  const manages = by.capabilities.has('calendars.manage');
  return heads.map(({ userId, version, core }) => ({
    userId,
    version,
    core,
    leave: leave
      .filter((l) => l.userId === userId)
      .map(({ id, fromOn, fromTime, toOn, toTime, kind, reason }) => {
        const why = manages || userId === by.id ? { kind, reason } : { kind: null, reason: null };
        return { id, fromOn, fromTime, toOn, toTime, ...why };
      }),
    shifts: shifts
      .filter((s) => s.userId === userId)
      .map((s) => ({ id: s.id, on: s.onDay, from: s.fromTime, to: s.toTime, note: s.note })),
  }));
}

const daysOf = ({ from, to }: Window): string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));

/** One person's, whole. */
export async function readDuty(tx: EntityManager, by: Principal, userId: string): Promise<PersonDuty> {
  const heads = await tx.query<Head[]>(
    'select user_id as "userId", version, core from calendars_duty_view where user_id = $1',
    [userId],
  );
  const [duty] = await withEntries(tx, by, heads, null);
  if (!duty) throw new AppError('people.not_found');
  return duty;
}

@Injectable()
export class DutyRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, input: InputOf<typeof dutyApi.list>): Promise<ReplyOf<typeof dutyApi.list>> {
    const by = actingIn(principal, input.teamId);
    const length = daysBetween(input.from, input.to);
    if (length < 0 || length >= MAX_DAYS) throw new AppError('calendars.range_too_long', { days: MAX_DAYS });
    const tx = this.db.manager;
    const [position] = await tx.query<[{ epoch: string; seq: number }]>(
      'select epoch, coalesce((select seq from feed_head where feed = $1), 0)::int as seq from epoch',
      [teamFeed(by.teamId)],
    );
    const { calendar } = await readOffice(tx, by.teamId);
    const heads = await tx.query<Head[]>(
      'select user_id as "userId", version, core from calendars_duty_view where team_id = $1 order by user_id',
      [by.teamId],
    );
    return { teamId: by.teamId, ...position, calendar, people: await withEntries(tx, by, heads, input) };
  }

  async now(principal: Principal, input: InputOf<typeof dutyApi.now>): Promise<ReplyOf<typeof dutyApi.now>> {
    const { teamId } = actingIn(principal, input.teamId);
    const at = new Date(input.at ?? this.clock.now()).toISOString();
    const { calendar } = await readOffice(this.db.manager, teamId);
    const rows = await this.db.query<(Omit<Duty, 'calendar'> & { userId: string })[]>(
      'select user_id as "userId", version, core, leave, shifts from calendars_duty_view where team_id = $1 order by user_id',
      [teamId],
    );
    const people = rows.map(({ userId, ...duty }) => {
      const schedule = dutySchedule({ ...duty, calendar });
      const on = isOnDuty(schedule, at);
      if (!on.ok) throw new AppError(on.code, on.details);
      return { userId, onDuty: on.value, until: on.value ? endOf(schedule, at) : null };
    });
    return { at, calendarVersion: calendar.version, people };
  }
}

/** When the duty that goes on at this instant ends; null when that lies in a year without data. */
function endOf(schedule: Schedule, at: string): string | null {
  const found = schedule.within(Date.parse(at), Date.parse(at) + 36 * HOUR);
  return found.ok && found.value[0] ? new Date(found.value[0].to).toISOString() : null;
}
