import { Injectable } from '@nestjs/common';
import { placeLeague } from '@tallyboard/rules/points/league';
import type { Thanked } from '@tallyboard/rules/points/awards/collaboration-star';
import type { Buyer } from '@tallyboard/rules/points/awards/customer-of-the-year';
import { MONTHS_BACK, type Progress } from '@tallyboard/rules/points/awards/most-improved';
import type { Satisfaction } from '@tallyboard/rules/points/awards/satisfaction-star';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { type Period, periodAt } from '@tallyboard/rules/time/periods';
import type { EntityManager } from 'typeorm';
import { teamFeed } from '../../../platform/feeds/fact.js';

type Span = { teamId: string; period: Period };

/** What awards are judged by, of points, kudos, surveys and sales. */
@Injectable()
export class PointsAwardEvidence {
  /** How often points that counted were taken away from somebody again in a period. */
  async reversals(tx: EntityManager, { teamId, period }: Span): Promise<Map<string, number>> {
    const rows = await tx.query<{ userId: string; n: number }[]>(
      `select owner_id as "userId", count(*)::int as n from ledger_txn
       where source_feed = $3 and reverses_id is not null and amount < 0 and bucket = 'vested' and at >= $1 and at < $2 group by 1`,
      [period.startsAt, period.endsAt, teamFeed(teamId)],
    );
    return new Map(rows.map((r) => [r.userId, r.n]));
  }

  /** Who takes no part in public rankings. */
  async optedOut(tx: EntityManager, { teamId }: Pick<Span, 'teamId'>): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'select id from people_person_view where team_id = $1 and not in_rankings order by id',
      [teamId],
    );
    return rows.map((r) => r.id);
  }

  /** Surveys that were sent or answered in the period. */
  async satisfaction(tx: EntityManager, { teamId, period }: Span): Promise<Omit<Satisfaction, 'reversals'>[]> {
    const rows = await tx.query<{ userId: string; score: number | null; at: string | null }[]>(
      `select owner_id as "userId", case when counted and answered_at >= $2 and answered_at < $3 then score end as score, answered_at as at
       from customers_survey_view where team_id = $1 and owner_id is not null
         and ((sent_at >= $2 and sent_at < $3) or (answered_at >= $2 and answered_at < $3)) order by answered_at, id`,
      [teamId, period.startsAt, period.endsAt],
    );
    return [...Map.groupBy(rows, (r) => r.userId)].map(([userId, own]) => ({
      userId,
      answers: own.flatMap(({ score, at }) => (score === null || at === null ? [] : [{ score, at }])),
      asked: own.length,
    }));
  }

  async thanked(tx: EntityManager, { teamId, period }: Span): Promise<Omit<Thanked, 'reversals'>[]> {
    const rows = await tx.query<{ toId: string; fromId: string; at: string }[]>(
      `select to_id as "toId", from_id as "fromId", at from kudos where team_id = $1 and state in ('given', 'released') and at >= $2 and at < $3 order by at, id`,
      [teamId, period.startsAt, period.endsAt],
    );
    return [...Map.groupBy(rows, (r) => r.toId)].map(([userId, own]) => ({
      userId,
      kudos: own.map(({ fromId, at }) => ({ fromId, at })),
    }));
  }

  /**
   * Honour points of the period and of the months before it, of everybody who earned some by the team's work: whoever has left it since
   * earned them all the same.
   */
  async progress(tx: EntityManager, { teamId, period }: Span): Promise<Omit<Progress, 'reversals'>[]> {
    const [office] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
    const months = [period];
    for (let i = 0; i < MONTHS_BACK; i += 1) {
      const before = new Date(Date.parse(months.at(-1)!.startsAt) - 1).toISOString();
      months.push(periodAt('month', before, office.zone));
    }
    const [first, last] = [
      businessDay(months.at(-1)!.startsAt, office.zone),
      addDays(businessDay(period.endsAt, office.zone), -1),
    ];
    const rows = await tx.query<{ userId: string; month: string; points: number; at: string; since: string }[]>(
      `select t.owner_id as "userId", to_char(t.effective_on, 'YYYY-MM') as month, sum(e.amount)::int as points, max(t.at) as at,
         to_char((select min(f.effective_on) from ledger_txn f where f.owner_id = t.owner_id and f.source_feed = $1), 'YYYY-MM') as since
       from ledger_txn t join ledger_entry e on e.txn_id = t.id join ledger_account a on a.id = e.account_id and a.owner_id = t.owner_id and a.bucket = 'vested'
       where t.source_feed = $1 and t.currency = 'HP' and t.effective_on between $2 and $3 group by t.owner_id, 2`,
      [teamFeed(teamId), first, last],
    );
    const people = Map.groupBy(rows, (r) => r.userId);
    const pointsIn = (userId: string, month: string): number =>
      people.get(userId)!.find((r) => r.month === month)?.points ?? 0;
    const places = placeLeague([...people.keys()].map((userId) => ({ userId, points: pointsIn(userId, period.code) })));
    return [...people].map(([userId, own]) => ({
      userId,
      points: pointsIn(userId, period.code),
      // A month before somebody's first points is none of theirs.
      before: months
        .slice(1)
        .filter((m) => m.code >= own[0]!.since)
        .map((m) => pointsIn(userId, m.code)),
      place: places.find((p) => p.userId === userId)?.place ?? null,
      reachedAt: own.find((r) => r.month === period.code)?.at ?? null,
    }));
  }

  /** What customers bought of a team in the period, and the votes that were cast so far. */
  async buyers(tx: EntityManager, { teamId, period }: Span): Promise<Buyer[]> {
    const rows = await tx.query<{ customerId: string; usdMinor: number; at: string }[]>(
      `select customer_id as "customerId", coalesce(amount_usd_minor, 0) as "usdMinor", secured_at as at from orders_sale_view
       where team_id = $1 and secured_at >= $2 and secured_at < $3 order by secured_at, id`,
      [teamId, period.startsAt, period.endsAt],
    );
    const votes = await tx.query<{ customerId: string; n: number }[]>(
      `select v.customer_id as "customerId", count(*)::int as n from award_vote v join award a on a.id = v.award_id
       where a.team_id = $1 and a.award = 'customer_of_the_year' and a.period = $2 group by 1`,
      [teamId, period.code],
    );
    return [...Map.groupBy(rows, (r) => r.customerId)].map(([customerId, own]) => ({
      customerId,
      orders: own.map(({ usdMinor, at }) => ({ usdMinor, at })),
      votes: votes.find((v) => v.customerId === customerId)?.n ?? 0,
      reversals: 0,
    }));
  }
}
