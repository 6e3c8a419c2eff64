import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Credits, ResourceView, storeApi, Suggestion } from '@tallyboard/contracts/store';
import { levelOf } from '@tallyboard/rules/points/level';
import { endingSoon, LOT_WARNING_DAYS, spendable } from '@tallyboard/rules/points/store/lots';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { DataSource } from 'typeorm';
import { actingIn } from '../../../platform/auth/acting-in.js';
import type { Principal } from '../../../platform/auth/principal.js';
import { Clock } from '../../../platform/clock/clock.js';
import { teamFeed } from '../../../platform/feeds/fact.js';
import { namedPeople } from '../named-people.js';
import { officeZone } from './office.js';
import { spentIn, storePolicyOf } from './store-policy.js';
import { RedemptionRow, ResourceRow } from './store.entity.js';
import { SUGGESTION } from './suggestion.js';
import { redemptionViews } from './told-redemption.js';
import { Wallet } from './wallet.js';

const MOST = 200;

/** The store as somebody sees it, and their credits, which are nobody else's business. */
@Injectable()
export class StoreRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, input: InputOf<typeof storeApi.list>): Promise<ReplyOf<typeof storeApi.list>> {
    const { teamId, capabilities } = actingIn(principal, input.teamId);
    const manages = capabilities.has('points.manage');
    // Before the rows: what changes in between comes again as a fact.
    const [position] = await this.db.query<[{ epoch: string; seq: number }]>(
      'select epoch, coalesce((select seq from feed_head where feed = $1), 0)::int as seq from epoch',
      [teamFeed(teamId)],
    );
    const [rows, counts, [own], credits] = await Promise.all([
      this.db.manager.find(ResourceRow, {
        where: { teamId, ...(!manages && { active: true }) },
        order: { active: 'DESC', price: 'ASC', id: 'ASC' },
      }),
      this.db.query<{ resourceId: string; n: number }[]>(
        `select resource_id as "resourceId", count(*)::int as n from redemption where user_id = $1 and state in ('requested', 'approved', 'fulfilled') group by 1`,
        [principal.id],
      ),
      this.db.query<{ lifetime: number }[]>('select points as lifetime from points_lifetime_view where user_id = $1', [
        principal.id,
      ]),
      this.creditsOf(principal),
    ]);
    const mine = new Map(counts.map((c) => [c.resourceId, c.n]));
    return {
      ...position,
      resources: rows.map((row) => resourceView(row, mine.get(row.id) ?? 0, manages)),
      credits,
      level: levelOf(own?.lifetime ?? 0).level,
    };
  }

  async mine(principal: Principal): Promise<ReplyOf<typeof storeApi.credits>> {
    const [credits, rows, suggestions] = await Promise.all([
      this.creditsOf(principal),
      this.db.manager.find(RedemptionRow, {
        where: { userId: principal.id },
        order: { requestedAt: 'DESC', id: 'DESC' },
        take: MOST,
      }),
      this.db.query<Suggestion[]>(`${SUGGESTION} where user_id = $1 order by at desc, id desc limit $2`, [
        principal.id,
        MOST,
      ]),
    ]);
    return { credits, redemptions: await redemptionViews(this.db.manager, rows), suggestions };
  }

  async redemptions(
    principal: Principal,
    input: InputOf<typeof storeApi.redemptions>,
  ): Promise<ReplyOf<typeof storeApi.redemptions>> {
    const { teamId } = actingIn(principal, input.teamId);
    const { manager } = this.db;
    const month = businessDay(this.clock.now(), await officeZone(manager)).slice(0, 7);
    const [rows, suggestions] = await Promise.all([
      manager
        .createQueryBuilder(RedemptionRow, 'r')
        .where('r.teamId = :teamId', { teamId })
        .orderBy(`case r.state when 'requested' then 0 when 'approved' then 1 else 2 end`)
        .addOrderBy('r.requestedAt', 'DESC')
        .addOrderBy('r.id')
        .take(MOST)
        .getMany(),
      this.db.query<Suggestion[]>(
        `${SUGGESTION} where team_id = $1 order by state = 'open' desc, at desc, id limit $2`,
        [teamId, MOST],
      ),
    ]);
    const named = [...rows.flatMap((r) => [r.userId, r.decidedBy]), ...suggestions.map((s) => s.userId)];
    return {
      redemptions: await redemptionViews(manager, rows),
      people: await namedPeople(
        manager,
        teamId,
        named.flatMap((id) => id ?? []),
      ),
      policy: await storePolicyOf(manager, teamId),
      spentCny: await spentIn(manager, teamId, month),
      suggestions,
    };
  }

  private async creditsOf({ id }: Principal): Promise<Credits> {
    const zone = await officeZone(this.db.manager);
    const today = businessDay(this.clock.now(), zone);
    const { lots, owed, reserved, ruleOf } = await Wallet.look(this.db.manager, id, zone);
    const soon = endingSoon(lots, today, addDays(today, LOT_WARNING_DAYS));
    return {
      spendable: spendable(lots, today),
      reserved,
      owed,
      lots: lots.filter((l) => l.left > 0).map(({ season: _, ...lot }) => ({ ...lot, ruleId: ruleOf.get(lot.id)! })),
      ending: soon.reduce((n, l) => n + l.left, 0),
    };
  }
}

export const resourceView = (
  { teamId: _, createdBy: __, createdAt: ___, costCny, ...row }: ResourceRow,
  mine: number,
  manages: boolean,
): ResourceView => ({ ...row, costCny: manages ? costCny : null, mine });
