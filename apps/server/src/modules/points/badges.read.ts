import { Injectable } from '@nestjs/common';
import { badgesOf, type Badge, FIRST_RULES, type History, isPublicBadge } from '@tallyboard/rules/points/badges';
import { DataSource } from 'typeorm';
import { actingIn } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { StreakRead } from './streak.read.js';

type Person = { id: string; teamId: string };

/** Badges, derived from awards, the ledger and the weeks of answers whenever somebody asks; nothing of them is kept. */
@Injectable()
export class BadgesRead {
  constructor(
    private readonly db: DataSource,
    private readonly streak: StreakRead,
  ) {}

  async of(person: Person): Promise<Badge[]> {
    const [awards, points, firsts] = await Promise.all([
      this.db.query<[]>(
        `select id, award, decided_at as at from award where state = 'published' and $1 = any(winners) order by decided_at, id`,
        [person.id],
      ) as Promise<History['awards']>,
      this.db.query<[]>(
        `select coalesce(t.vests_id, t.id) as id, t.at, e.amount::int as amount from ledger_txn t join ledger_entry e on e.txn_id = t.id
           join ledger_account a on a.id = e.account_id and a.owner_id = t.owner_id and a.bucket = 'vested'
         where t.owner_id = $1 and t.currency = 'HP' order by t.at, t.id`,
        [person.id],
      ) as Promise<History['points']>,
      // Neither taken back nor waiting: what vests is told by the line that was granted.
      this.db.query<[]>(
        `select distinct on (t.rule_id) coalesce(t.vests_id, t.id) as id, t.rule_id as "ruleId", t.at from ledger_txn t
         where t.owner_id = $1 and t.rule_id = any($2) and t.bucket = 'vested' and t.amount > 0 and t.reverses_id is null
           and not exists (select 1 from ledger_txn r where r.reverses_id in (t.id, t.vests_id)) order by t.rule_id, t.at, t.id`,
        [person.id, [...FIRST_RULES]],
      ) as Promise<History['firsts']>,
    ]);
    const { weeks } = await this.streak.history(person);
    return badgesOf({ awards, points, firsts, weeks });
  }

  /** Of those who won something; who takes no part in rankings is not among them. */
  async ofWinners(principal: Principal, teamId: string | undefined): Promise<{ userId: string; badges: Badge[] }[]> {
    const by = actingIn(principal, teamId);
    const winners = await this.db.query<Person[]>(
      `select p.id, p.team_id as "teamId" from people_person_view p
       where p.in_rankings and p.team_id = $1 and exists (select 1 from award a where a.state = 'published' and a.team_id = $1 and p.id = any(a.winners)) order by p.id`,
      [by.teamId],
    );
    const found: { userId: string; badges: Badge[] }[] = [];
    // One after the other: a wall of honour is looked at calmly, and the board needs the connections.
    for (const person of winners)
      found.push({ userId: person.id, badges: (await this.of(person)).filter((b) => isPublicBadge(b)) });
    return found;
  }
}
