import type { Candidate, DutyInWindow } from '@tallyboard/rules/inquiries/allocate';
import { daysBetween, businessDay } from '@tallyboard/rules/time/business-day';
import { type Duty, dutySchedule } from '@tallyboard/rules/time/duty';
import { periodAt } from '@tallyboard/rules/time/periods';
import type { Schedule, WorkCalendar } from '@tallyboard/rules/time/work-calendar';
import type { EntityManager } from 'typeorm';
import { FROM_SELLERS, PROFILE_COLUMNS } from './sellers.js';

type DutyRow = Omit<Duty, 'calendar'> & { userId: string };

async function calendarOf(tx: EntityManager, teamId: string): Promise<WorkCalendar | null> {
  const [row] = await tx.query<{ calendar: WorkCalendar }[]>(
    'select calendar from calendars_office_view where team_id = $1',
    [teamId],
  );
  return row?.calendar ?? null;
}

/** When somebody works; null where their team has no calendar, or they are no longer active. */
export async function scheduleOf(tx: EntityManager, userId: string): Promise<Schedule | null> {
  const [row] = await tx.query<(DutyRow & { teamId: string })[]>(
    'select user_id as "userId", team_id as "teamId", version, core, leave, shifts from calendars_duty_view where user_id = $1',
    [userId],
  );
  const calendar = row && (await calendarOf(tx, row.teamId));
  return row && calendar ? dutySchedule({ ...row, calendar }) : null;
}

/** A day about which nothing is known is none to be on duty: it is told, not guessed. */
function dutyInWindow(schedule: Schedule, now: string, until: string): DutyInWindow {
  const at = Date.parse(now);
  const current = schedule.within(at, at + 1);
  if (current.ok && current.value.length > 0) return 'now';
  const found = schedule.within(at, Date.parse(until));
  return found.ok && found.value.length > 0 ? 'later' : 'none';
}

type Profile = Omit<Candidate, 'duty' | 'newcomerWeeks'> & { joinedOn: string | null };

/** Everybody in the team who sells, as the rule of allocation looks at them; `until`: when the answer is due. The caller has locked the team's allocation. */
export async function candidatesOf(
  tx: EntityManager,
  { teamId, until }: { teamId: string; until: string },
  now: string,
): Promise<Candidate[]> {
  const calendar = await calendarOf(tx, teamId);
  if (!calendar) return [];
  const { startsAt } = periodAt('week', now, calendar.zone);
  const profiles = await tx.query<Profile[]>(
    `select ${PROFILE_COLUMNS},
       (select count(*)::int + count(*) filter (where i.waiting_since is not null)::int from inquiry i
         where i.owner_id = p.id and i.status in ('open', 'qualified')) as load,
       (select count(*)::int from inquiry_offer o where o.owner_id = p.id and o.at >= $2) as "assignedThisWeek",
       (select max(o.at) from inquiry_offer o where o.owner_id = p.id) as "lastAssignedAt"
     ${FROM_SELLERS} and p.team_id = $1 order by p.id`,
    [teamId, startsAt],
  );
  const duties = await tx.query<DutyRow[]>(
    'select user_id as "userId", version, core, leave, shifts from calendars_duty_view where team_id = $1',
    [teamId],
  );
  const today = businessDay(now, calendar.zone);
  return profiles.flatMap(({ joinedOn, ...profile }) => {
    const duty = duties.find((d) => d.userId === profile.userId);
    if (!duty) return [];
    return {
      ...profile,
      duty: dutyInWindow(dutySchedule({ ...duty, calendar }), now, until),
      newcomerWeeks: joinedOn === null ? null : Math.max(0, Math.floor(daysBetween(joinedOn, today) / 7)),
    };
  });
}
