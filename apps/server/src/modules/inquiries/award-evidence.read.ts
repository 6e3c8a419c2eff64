import { Injectable } from '@nestjs/common';
import { replyRate } from '@tallyboard/rules/inquiries/reply-clocks';
import { rampOf, type Newcomer, NEWCOMER_DAYS } from '@tallyboard/rules/points/awards/best-newcomer';
import type { Answering } from '@tallyboard/rules/points/awards/fastest-responder';
import { addDays, businessDay, daysBetween } from '@tallyboard/rules/time/business-day';
import type { Period, PeriodKind } from '@tallyboard/rules/time/periods';
import type { EntityManager } from 'typeorm';
import { charge, clocksOfTeam } from './charged.js';
import { officeZone } from './inquiry-table.js';

type Span = { teamId: string; period: Period };

/** What awards are judged by, of a team's inquiries in a period. */
@Injectable()
export class InquiryAwardEvidence {
  /** First answers to a buyer of one's own, not copied and not to what one entered oneself, and the buyer-days one had to answer for. */
  async answering(tx: EntityManager, { teamId, period }: Span, now: string): Promise<Omit<Answering, 'reversals'>[]> {
    const zone = await officeZone(tx);
    const [from, to] = [businessDay(period.startsAt, zone), addDays(businessDay(period.endsAt, zone), -1)];
    const answers = await tx.query<{ by: string; at: string; ms: number }[]>(
      `select first_response->>'by' as by, first_response->>'at' as at, coalesce(first_response->>'workedMs', first_response->>'elapsedMs')::float8 as ms
       from inquiry where team_id = $1 and status <> 'invalid' and not internal and first_response is not null
         and first_response->>'at' >= $2 and first_response->>'at' < $3 and first_response->>'by' <> created_by::text
         and (first_response->>'ownClock')::boolean and not (first_response->>'copied')::boolean order by 2, id`,
      [teamId, period.startsAt, period.endsAt],
    );
    const charged = (await charge(tx, await clocksOfTeam(tx, teamId, from, to), now)).filter(
      (c) => c.who !== null && c.who !== c.createdBy,
    );
    const [own, clocks] = [Map.groupBy(answers, (a) => a.by), Map.groupBy(charged, (c) => c.who!)];
    return [...new Set([...own.keys(), ...clocks.keys()])].sort().map((userId) => {
      const { hits, misses } = replyRate(clocks.get(userId) ?? [], now);
      const mine = (own.get(userId) ?? []).map(({ at, ms }) => ({ minutes: ms / 60_000, at }));
      return { userId, answers: mine, hits, misses };
    });
  }

  /**
   * Those who joined not long ago: what they followed up and qualified of buyers' inquiries. Who worked on the team's in the period was in it
   * then, wherever they are today.
   */
  async newcomers(
    tx: EntityManager,
    { teamId, period }: Span,
    kind: PeriodKind,
  ): Promise<Omit<Newcomer, 'reversals'>[]> {
    const lastDay = addDays(businessDay(period.endsAt, await officeZone(tx)), -1);
    const done = await tx.query<{ userId: string; what: 'followUp' | 'qualified'; at: string }[]>(
      `select m.author_id as "userId", 'followUp' as what, m.at from inquiry_message m join inquiry i on i.id = m.inquiry_id
       where i.team_id = $1 and i.status <> 'invalid' and not i.internal and m.direction = 'out' and m.human and m.withdrawn_at is null and m.at >= $2 and m.at < $3
         and i.first_response is not null and m.at > (i.first_response->>'at')::timestamptz
       union all select qualified_for, 'qualified', qualified_at from inquiry
       where team_id = $1 and status <> 'invalid' and not internal and qualified_for is not null and qualified_at >= $2 and qualified_at < $3`,
      [teamId, period.startsAt, period.endsAt],
    );
    const byPerson = Map.groupBy(done, (d) => d.userId);
    const people = await tx.query<{ userId: string; joinedOn: string }[]>(
      `select a.user_id as "userId", a.joined_on as "joinedOn" from allocation_profile a join people_person_view p on p.id = a.user_id
       where (p.team_id = $1 and p.active or a.user_id = any($4)) and a.joined_on between $2::date and $3::date order by 1`,
      [teamId, addDays(lastDay, -NEWCOMER_DAYS), lastDay, [...byPerson.keys()]],
    );
    const ramp = rampOf(kind);
    return people.map(({ userId, joinedOn }) => {
      const mine = byPerson.get(userId) ?? [];
      const count = (what: 'followUp' | 'qualified'): number => mine.filter((d) => d.what === what).length;
      return {
        userId,
        daysIn: daysBetween(joinedOn, lastDay),
        plan: null,
        followUps: { done: count('followUp'), target: ramp.followUps },
        qualified: { done: count('qualified'), target: ramp.qualified },
        quality: null,
        at: mine.map((d) => d.at).sort(),
      };
    });
  }
}
