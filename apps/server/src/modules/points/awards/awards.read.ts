import { Injectable } from '@nestjs/common';
import type { AwardCard, AwardDetail, awardsApi } from '@tallyboard/contracts/awards';
import { wallAward } from '@tallyboard/contracts/awards';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { type Figures, winnersOf } from '@tallyboard/rules/points/awards/award';
import { isForCustomers } from '@tallyboard/rules/points/awards/catalogue';
import { firstDayOf, type Season, seasonAt } from '@tallyboard/rules/time/season';
import { instantOf } from '@tallyboard/rules/time/wall-clock';
import { DataSource, type EntityManager } from 'typeorm';
import { actingIn, seesTeam } from '../../../platform/auth/acting-in.js';
import type { Principal } from '../../../platform/auth/principal.js';
import { teamFeed } from '../../../platform/feeds/fact.js';
import { AppError } from '../../../platform/http/app-error.js';
import { AwardRow } from './award.entity.js';
import { namedPeople } from '../named-people.js';

/** Public places: who is further down is told only themselves, and managers. */
const PUBLIC_PLACES = 3;
const ON_WALL = 8;
type Named = Readonly<Record<string, string>>;

@Injectable()
export class AwardsRead {
  constructor(private readonly db: DataSource) {}

  async list(
    principal: Principal,
    { teamId, state, year, season }: InputOf<typeof awardsApi.list>,
  ): Promise<ReplyOf<typeof awardsApi.list>> {
    const by = actingIn(principal, teamId);
    const manages = principal.capabilities.has('points.manage');
    // Before the rows: what is decided in between comes again as a fact.
    const [position] = await this.db.query<[{ epoch: string; seq: number }]>(
      'select epoch, coalesce((select seq from feed_head where feed = $1), 0)::int as seq from epoch',
      [teamFeed(by.teamId)],
    );
    const [office] = await this.db.query<[{ zone: string }]>('select zone from people_organization_view');
    const ends = await this.db.query<{ endsAt: string; period: string }[]>(
      `select ends_at as "endsAt", period from award where team_id = $1 and state = 'published' order by ends_at desc, period desc`,
      [by.teamId],
    );
    const asked = state === 'published' && season ? seasonIn(season, office.zone) : null;
    const rows = await this.db.manager
      .createQueryBuilder(AwardRow, 'a')
      .where('a.teamId = :teamId and a.state = :state', { teamId: by.teamId, state })
      .andWhere(`(:year::text is null or left(a.period, 4) = :year)`, {
        year: state === 'published' && year ? String(year) : null,
      })
      .andWhere('(:from::timestamptz is null or (a.endsAt > :from and a.endsAt <= :to))', {
        from: asked?.startsAt ?? null,
        to: asked?.endsAt ?? null,
      })
      // Who does not decide sees of what is undecided only what they may vote on.
      .andWhere(
        manages || state === 'published' ? 'true' : `a.state = 'shortlist' and a.award = 'customer_of_the_year'`,
      )
      .orderBy('a.endsAt', 'DESC')
      .addOrderBy('a.award')
      .take(200)
      .getMany();
    const named = rows.filter((r) => isForCustomers(r.award)).flatMap((r) => leadersOf(r, manages));
    const customers = await namesOf(this.db.manager, named);
    const people = await namedPeople(
      this.db.manager,
      by.teamId,
      rows.flatMap((r) => peopleOf(r, leadersOf(r, manages))),
    );
    return {
      ...position,
      people,
      years: [...new Set(ends.map((e) => Number(e.period.slice(0, 4))))].sort((a, b) => b - a),
      seasons: [...new Set(ends.map((e) => seasonAt(justBefore(e.endsAt), office.zone).code))],
      awards: rows.map((row) => cardOf(row, customers, manages)),
    };
  }

  async wall(principal: Principal, teamId: string): Promise<ReplyOf<typeof awardsApi.wall>> {
    if (!seesTeam(principal, teamId)) throw new AppError('people.team_not_found');
    const rows = await this.db.manager.find(AwardRow, {
      where: { teamId, state: 'published' },
      order: { decidedAt: 'DESC' },
      take: ON_WALL,
    });
    const kudos = await this.db.query<ReplyOf<typeof awardsApi.wall>['kudos']>(
      `select id as "kudosId", from_id as "fromId", to_id as "toId", category, at, false as gone from kudos
       where team_id = $1 and state not in ('withdrawn', 'refused')
         and not exists (select 1 from people_person_view p where p.id in (from_id, to_id) and not p.in_rankings) order by at desc, id limit $2`,
      [teamId, ON_WALL],
    );
    const awards = rows.map(({ id: awardId, award, periodKind, period, winners, decidedAt }) =>
      wallAward({ awardId, award, periodKind, period, winners, at: decidedAt! }),
    );
    const named = [...awards.flatMap((a) => a.winners), ...kudos.flatMap((k) => [k.fromId, k.toId])];
    return { awards, kudos, people: await namedPeople(this.db.manager, teamId, named) };
  }

  detail(principal: Principal, id: string): Promise<AwardDetail> {
    return this.one(this.db.manager, principal, id);
  }

  async one(tx: EntityManager, principal: Principal, id: string): Promise<AwardDetail> {
    const row = await tx.findOneBy(AwardRow, { id });
    if (!row || !seesTeam(principal, row.teamId)) throw new AppError('points.award_not_found');
    const manages = principal.capabilities.has('points.manage');
    const forCustomers = isForCustomers(row.award);
    const isDecided = row.state !== 'shortlist';
    const mayRead = (who: { id: string; place?: number }): boolean => {
      if (manages || forCustomers) return true;
      // As long as nothing is decided nobody but those who decide learns who leads, not even whoever does.
      if (!isDecided) return who.place === undefined && who.id === principal.id;
      return who.id === principal.id || (who.place !== undefined && who.place <= PUBLIC_PLACES);
    };
    const seesPrices = principal.view === 'price';
    const shown = <T extends { figures: Figures }>(who: T): T =>
      seesPrices
        ? who
        : { ...who, figures: Object.fromEntries(Object.entries(who.figures).filter(([k]) => k !== 'usd')) };
    const placed = row.ranking.placed.filter(mayRead).map(shown).map(placedView);
    const out = row.ranking.out.filter(mayRead).map(shown);
    const restated = row.restated?.filter(mayRead).map(shown).map(placedView) ?? null;
    const [vote] = await tx.query<{ customerId: string }[]>(
      'select customer_id as "customerId" from award_vote where award_id = $1 and user_id = $2',
      [id, principal.id],
    );
    const ids = forCustomers ? [...placed, ...out, ...(restated ?? [])].map((x) => x.id) : [];
    return {
      ...cardOf(row, {}, manages),
      customers: await namesOf(tx, ids),
      asOf: row.asOf,
      params: row.params,
      base: row.ranking.base,
      placed,
      out,
      restated,
      people: await namedPeople(
        tx,
        row.teamId,
        peopleOf(
          row,
          [...placed, ...out, ...(restated ?? [])].map((x) => x.id),
        ),
      ),
      vote: vote?.customerId ?? null,
    };
  }
}

/** Of an award for people: those who are named, and who decided. */
const peopleOf = ({ award, decidedBy }: AwardRow, ids: readonly string[]): string[] => [
  ...(isForCustomers(award) ? [] : ids),
  ...(decidedBy ? [decidedBy] : []),
];
const placedView = ({ keys: _, ...rest }: AwardRow['ranking']['placed'][number]): AwardDetail['placed'][number] => rest;

const seasonIn = (code: string, zone: string): Season =>
  seasonAt(new Date(instantOf(firstDayOf(code), '12:00', zone)).toISOString(), zone);
/** A period belongs to the season in which it ends; its end itself is the next one's beginning. */
const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

/** Who won; to managers, as long as nothing is decided, who would. */
const leadersOf = ({ state, winners, ranking }: AwardRow, manages: boolean): string[] =>
  state === 'shortlist' && manages ? winnersOf(ranking.placed) : winners;

function cardOf(row: AwardRow, customers: Named, manages: boolean): AwardCard {
  const { id, award, periodKind, period, startsAt, endsAt, state, decidedBy, decidedAt, note, restatedAt } = row;
  const leaders = leadersOf(row, manages);
  const mine = leaders.flatMap((w) => (customers[w] === undefined ? [] : [[w, customers[w]] as const]));
  return {
    id,
    award,
    periodKind,
    period,
    startsAt,
    endsAt,
    state,
    winners: leaders,
    customers: Object.fromEntries(mine),
    decidedBy,
    decidedAt,
    note,
    restatedAt,
  };
}

export async function namesOf(tx: EntityManager, customerIds: readonly string[]): Promise<Record<string, string>> {
  if (customerIds.length === 0) return {};
  const rows = await tx.query<{ id: string; name: string }[]>(
    'select id, name from customers_customer_view where id = any($1::uuid[])',
    [customerIds],
  );
  return Object.fromEntries(rows.map((r) => [r.id, r.name]));
}
