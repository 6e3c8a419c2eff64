import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { type HeldKudos, type kudosApi, type KudosChanged, showKudos } from '@tallyboard/contracts/kudos';
import { KUDOS_PER_WEEK } from '@tallyboard/rules/points/kudos';
import { periodAt } from '@tallyboard/rules/time/periods';
import { DataSource } from 'typeorm';
import { actingIn } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { teamFeed } from '../../platform/feeds/fact.js';
import { namedPeople } from './named-people.js';

const KUDOS = `select id as "kudosId", from_id as "fromId", to_id as "toId", category, text, at, state from kudos`;

@Injectable()
export class KudosRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(principal: Principal, input: InputOf<typeof kudosApi.list>): Promise<ReplyOf<typeof kudosApi.list>> {
    const { teamId } = actingIn(principal, input.teamId);
    const sought = [teamId, input.personId ?? null];
    // Before the rows: what is given in between comes again as a fact.
    const [position] = await this.db.query<[{ epoch: string; seq: number }]>(
      'select epoch, coalesce((select seq from feed_head where feed = $1), 0)::int as seq from epoch',
      [teamFeed(teamId)],
    );
    const [kudos, [found], [office]] = await Promise.all([
      this.db.query<KudosChanged[]>(
        `${KUDOS} where team_id = $1 and state not in ('withdrawn', 'refused') and ($2::uuid is null or $2 in (from_id, to_id)) order by at desc, id limit $3 offset $4`,
        [...sought, input.limit, input.offset],
      ),
      this.db.query<[{ total: number }]>(
        `select count(*)::int as total from kudos where team_id = $1 and state not in ('withdrawn', 'refused') and ($2::uuid is null or $2 in (from_id, to_id))`,
        sought,
      ),
      this.db.query<[{ zone: string }]>('select zone from people_organization_view'),
    ]);
    const week = periodAt('week', this.clock.now(), office.zone);
    const given = await this.db.query<{ toId: string }[]>(
      'select to_id as "toId" from kudos where from_id = $1 and at >= $2',
      [principal.id, week.startsAt],
    );
    const budget = {
      left: Math.max(0, KUDOS_PER_WEEK - given.length),
      perWeek: KUDOS_PER_WEEK,
      thanked: given.map((g) => g.toId),
      until: week.endsAt,
    };
    const people = await namedPeople(
      this.db.manager,
      teamId,
      kudos.flatMap((k) => [k.fromId, k.toId]),
    );
    return { ...position, people, kudos: kudos.map(showKudos), total: found.total, budget };
  }

  async held(principal: Principal, teamId: string | undefined): Promise<ReplyOf<typeof kudosApi.held>> {
    const by = actingIn(principal, teamId);
    const kudos = await this.db.query<HeldKudos[]>(
      `select id as "kudosId", from_id as "fromId", to_id as "toId", category, text, at, circle from kudos where team_id = $1 and state = 'held' order by at`,
      [by.teamId],
    );
    const named = kudos.flatMap((k) => [k.fromId, k.toId, ...k.circle]);
    return { kudos, people: await namedPeople(this.db.manager, by.teamId, named) };
  }
}
