import { Injectable } from '@nestjs/common';
import type { StreakView } from '@tallyboard/contracts/points';
import { type Streak, streakOf, type StreakWeek, type Week } from '@tallyboard/rules/points/streak';
import { type Duty, dutySchedule } from '@tallyboard/rules/time/duty';
import { type Period, periodAt } from '@tallyboard/rules/time/periods';
import { officeSchedule, type Schedule, type WorkCalendar } from '@tallyboard/rules/time/work-calendar';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';

/** A day after its end all of a week is decided. */
const GRACE_MS = 86_400_000;
type Person = { id: string; teamId: string };
type Told = { week: string; hits: number; misses: number };

/** Somebody's weeks of answers, from those that were told and from the calendars. */
@Injectable()
export class StreakRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async of(person: Person): Promise<StreakView> {
    const { weeks, ...streak } = await this.history(person);
    return { ...streak, weeks: weeks.map(({ endsAt: _, ...week }) => week).reverse() };
  }

  /** All weeks of somebody, oldest first, each with its end. */
  async history(person: Person): Promise<Omit<Streak, 'weeks'> & { weeks: (StreakWeek & { endsAt: string })[] }> {
    const told = await this.db.query<Told[]>(
      `select week, sum(hits)::int as hits, sum(misses)::int as misses from inquiries_reply_week_view where user_id = $1 group by week order by week`,
      [person.id],
    );
    const first = told.find((w) => w.hits + w.misses > 0);
    const [office] = await this.db.query<[{ zone: string }]>('select zone from people_organization_view');
    const periods = first ? closedWeeks(first.week, this.clock.now(), office.zone) : [];
    const rest = await this.restIn(person);
    const known = new Map(told.map((w) => [w.week, w]));
    const weeks = periods.map((period): Week => {
      const { hits, misses } = known.get(period.code) ?? { hits: 0, misses: 0 };
      return { week: period.code, hits, misses, rest: rest(period) };
    });
    const { weeks: judged, ...streak } = streakOf(weeks);
    return { ...streak, weeks: judged.map((week, i) => ({ ...week, endsAt: periods[i]!.endsAt })) };
  }

  /** Why somebody did not work in a week. A week of a year without a calendar counts as one that was worked. */
  private async restIn({ id, teamId }: Person): Promise<(week: Period) => Week['rest']> {
    const [row] = await this.db.query<(Omit<Duty, 'calendar'> & { calendar: WorkCalendar })[]>(
      `select d.version, d.core, d.leave, d.shifts, o.calendar from calendars_duty_view d join calendars_office_view o on o.team_id = $2 where d.user_id = $1`,
      [id, teamId],
    );
    if (!row) return () => null;
    const [office, own] = [officeSchedule(row.calendar), dutySchedule(row)];
    return (week) => (isFree(own, week) ? (isFree(office, week) ? 'closed' : 'leave') : null);
  }
}

function isFree(schedule: Schedule, { startsAt, endsAt }: Period): boolean {
  const worked = schedule.within(Date.parse(startsAt), Date.parse(endsAt));
  return worked.ok && worked.value.length === 0;
}

/** The weeks from one on of which all is decided, oldest first. */
function closedWeeks(first: string, now: string, zone: string): Period[] {
  const weeks: Period[] = [];
  let week = periodAt('week', new Date(Date.parse(now) - GRACE_MS).toISOString(), zone);
  while (week.code > first) {
    week = periodAt('week', new Date(Date.parse(week.startsAt) - 1).toISOString(), zone);
    weeks.unshift(week);
  }
  return weeks;
}
