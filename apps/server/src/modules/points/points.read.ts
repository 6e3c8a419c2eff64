import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { OrderChanged } from '@tallyboard/contracts/order-cards';
import type { PointEntry, pointsApi } from '@tallyboard/contracts/points';
import { DataSource } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { seesTeam } from '../../platform/auth/acting-in.js';
import { AppError } from '../../platform/http/app-error.js';
import { CurrentSeason } from './current-season.js';

const ENTRY = `select t.id, t.rule_id as "ruleId", t.rule_version as "ruleVersion", t.currency, t.amount, t.requested, t.owner_id as "ownerId", t.order_id as "orderId",
  case when t.order_id is null and t.subject like 'inquiry:%' then substr(t.subject, 9)::uuid
    when t.order_id is null and t.subject like 'use:%' then substr(t.subject, 42)::uuid end as "inquiryId",
  t.order_no as "orderNo", t.season, t.at, t.part, t.reverses_id as "reversesId", exists (select 1 from ledger_txn r where r.reverses_id = t.id) as reversed,
  t.bucket <> 'vested' and t.reverses_id is null and not exists (select 1 from ledger_txn v where v.vests_id = t.id or v.reverses_id = t.id) as pending from ledger_txn t`;
/** Points of people who take no part in rankings are for themselves and for who manages points. */
const OPEN = `exists (select 1 from people_person_view p where p.id = t.owner_id and (p.in_rankings or p.id = $2 or $3))`;
/** Only people and orders of teams the caller may see. */
const VISIBLE = `exists (select 1 from people_person_view p where p.id = t.owner_id and ($4 or p.team_id = $5)) and ${OPEN}`;

/** Points, and why. */
@Injectable()
export class PointsRead {
  constructor(
    private readonly db: DataSource,
    private readonly season: CurrentSeason,
  ) {}

  async mine(principal: Principal, season: string | undefined): Promise<ReplyOf<typeof pointsApi.mine>> {
    const current = await this.season.code();
    const shown = season ?? current;
    const seasons = await this.db.query<{ season: string }[]>(
      'select distinct season from ledger_txn where owner_id = $1',
      [principal.id],
    );
    const { total, entries } = await this.of(principal, principal.id, shown);
    const [held] = await this.db.query<[{ credits: number }?]>(
      'select credits from points_credit_view where user_id = $1',
      [principal.id],
    );
    return {
      season: shown,
      seasons: [...new Set([current, ...seasons.map((s) => s.season)])].sort().reverse(),
      credits: held?.credits ?? 0,
      total,
      entries,
    };
  }

  async of(principal: Principal, userId: string, season?: string): Promise<ReplyOf<typeof pointsApi.of>> {
    const shown = season ?? (await this.season.code());
    const [person] = await this.db.query<unknown[]>(
      'select 1 from people_person_view where id = $1 and ($2 or team_id = $3)',
      [userId, principal.capabilities.has('teams.all'), principal.teamId],
    );
    if (!person) throw new AppError('people.not_found');
    // What somebody came to is shown in the league, as far as it is anybody’s business.
    if (userId !== principal.id && !principal.capabilities.has('points.manage'))
      throw new AppError('points.not_public');
    const entries = await this.db.query<PointEntry[]>(
      `${ENTRY} where t.owner_id = $1 and t.season = $2 and t.vests_id is null and t.source_feed <> 'store' order by t.at desc, t.id desc limit 500`,
      [userId, shown],
    );
    const [row] = await this.db.query<{ points: number }[]>(
      'select points from points_standing_view where user_id = $1 and season = $2',
      [userId, shown],
    );
    return { season: shown, total: row?.points ?? 0, entries };
  }

  async ofOrder(principal: Principal, orderId: string): Promise<PointEntry[]> {
    const [order] = await this.db.query<unknown[]>(
      'select 1 from orders_order_view where id = $1 and ($2 or team_id = $3)',
      [orderId, principal.capabilities.has('teams.all'), principal.teamId],
    );
    if (!order) throw new AppError('orders.not_found');
    return this.db.query<PointEntry[]>(
      `${ENTRY} where t.order_id = $1 and t.vests_id is null and ${OPEN} order by t.at, t.id`,
      [orderId, principal.id, principal.capabilities.has('points.manage')],
    );
  }

  async why(principal: Principal, id: string): Promise<ReplyOf<typeof pointsApi.why>> {
    const [entry] = await this.db.query<PointEntry[]>(`${ENTRY} where t.id = $1 and ${VISIBLE}`, [
      id,
      principal.id,
      principal.capabilities.has('points.manage'),
      principal.capabilities.has('teams.all'),
      principal.teamId,
    ]);
    if (!entry) throw new AppError('points.entry_not_found');
    const [row] = await this.db.query<
      {
        params: Record<string, number>;
        inputs: Record<string, string | number>;
        feed: string;
        seq: number;
        name: string;
        at: string;
        actorId: string;
        payload: Partial<OrderChanged>;
      }[]
    >(
      `select r.params, coalesce(o.inputs, t.inputs) as inputs, e.feed, e.seq, e.name, e.occurred_at as at, e.actor_id as "actorId", e.payload
       from ledger_txn t join feed_event e on e.feed = t.source_feed and e.seq = t.source_seq join point_rule r on r.rule_id = t.rule_id and r.version = t.rule_version
       left join ledger_txn o on o.id = t.reverses_id where t.id = $1`,
      [id],
    );
    const [reversal] = await this.db.query<{ at: string; factName: string; actorId: string }[]>(
      `select t.at, e.name as "factName", e.actor_id as "actorId" from ledger_txn t join feed_event e on e.feed = t.source_feed and e.seq = t.source_seq where t.reverses_id = $1`,
      [id],
    );
    const { params, inputs, payload, ...fact } = row!;
    // Who may not see prices is not told them by way of the explanation.
    const shown =
      principal.view === 'price'
        ? inputs
        : Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith('usd')));
    return {
      entry,
      params,
      inputs: shown,
      fact: { ...fact, fromStage: payload.before?.stage ?? null, toStage: payload.order?.stage ?? null },
      use: await this.use(principal, inputs['use']),
      reversal: reversal ?? null,
    };
  }

  /** What was used, by whom and where, as far as the reader may see it: an entry for use leads to it. */
  private async use(principal: Principal, useId: unknown): Promise<ReplyOf<typeof pointsApi.why>['use']> {
    if (useId === undefined) return null;
    const [row] = await this.db.query<(NonNullable<ReplyOf<typeof pointsApi.why>['use']> & { teamId: string })[]>(
      `select u.item_id as "itemId", u.title, i.in_pool as "inPool", u.user_id as by, u.at, u.kind, u.order_id as "orderId", u.inquiry_id as "inquiryId",
         coalesce(o.no, q.no) as no, u.team_id as "teamId"
       from knowledge_use_view u join knowledge_pool_view i on i.id = u.item_id left join orders_order_view o on o.id = u.order_id
       left join inquiries_asked_view q on q.id = u.inquiry_id where u.id = $1`,
      [useId],
    );
    if (!row) return null;
    const { teamId, ...use } = row;
    return seesTeam(principal, teamId) ? use : { ...use, orderId: null, inquiryId: null, no: null };
  }
}
