import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { type kudosApi, type KudosChanged, showKudos, type ShownKudos } from '@tallyboard/contracts/kudos';
import type { Outcome } from '@tallyboard/rules/outcome';
import {
  closedCircle,
  decideKudos,
  giveKudos,
  KUDOS_LENS_DAYS,
  type KudosEdge,
  type KudosRefusal,
  type KudosState,
  withdrawKudos,
} from '@tallyboard/rules/points/kudos';
import { periodAt } from '@tallyboard/rules/time/periods';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { KudosRow } from './kudos.entity.js';

type KudosFact = 'points.kudos_given' | 'points.kudos_withdrawn' | 'points.kudos_decided';
const DAY_MS = 86_400_000;

/** Thanks are given, taken back, and looked at where they seem to go in a circle. */
@Injectable()
export class GiveKudos {
  constructor(private readonly commands: Commands) {}

  give(context: CommandContext, { toId, category, text }: InputOf<typeof kudosApi.give>): Promise<ShownKudos> {
    const { principal, now } = context;
    return this.commands.run(context, async (tx) => {
      // One after the other in a team: the budget of whoever gives, and the circle that is looked for, are of all.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('points.kudos:' || $1, 0))`, [principal.teamId]);
      const edge: KudosEdge = { fromId: principal.id, toId };
      const [size, week, lately] = await Promise.all([
        this.teamSizeWith(tx, principal.teamId, toId),
        this.givenThisWeek(tx, principal.id, now),
        tx.query<KudosEdge[]>(
          `select from_id as "fromId", to_id as "toId" from kudos where team_id = $1 and at > $2 and state <> 'withdrawn'`,
          [principal.teamId, new Date(Date.parse(now) - KUDOS_LENS_DAYS * DAY_MS).toISOString()],
        ),
      ]);
      const state = must(giveKudos(edge, week, lately, size));
      const row: KudosRow = {
        id: uuid(),
        teamId: principal.teamId,
        ...edge,
        category,
        text,
        at: now,
        state,
        circle: (state === 'held' && closedCircle(edge, lately, size)) || [],
        decidedBy: null,
      };
      await tx.insert(KudosRow, row);
      return told('points.kudos_given', row);
    });
  }

  withdraw(context: CommandContext, id: string): Promise<ShownKudos> {
    return this.change(context, id, 'points.kudos_withdrawn', (row) =>
      withdrawKudos(row, context.actorId, context.now),
    );
  }

  decide(context: CommandContext, { id, to }: InputOf<typeof kudosApi.decide>): Promise<ShownKudos> {
    return this.change(context, id, 'points.kudos_decided', (row) => decideKudos(row, to, context.actorId));
  }

  private change(
    context: CommandContext,
    id: string,
    fact: KudosFact,
    decide: (row: KudosRow) => Outcome<KudosState, KudosRefusal>,
  ): Promise<ShownKudos> {
    return this.commands.run(context, async (tx) => {
      const row = await tx.findOne(KudosRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row || !seesTeam(context.principal, row.teamId)) throw new AppError('points.kudos_not_found');
      const state = must(decide(row));
      const decidedBy = fact === 'points.kudos_decided' ? context.actorId : row.decidedBy;
      await tx.update(KudosRow, { id }, { state, decidedBy });
      return told(fact, { ...row, state });
    });
  }

  /** How many the team is; whom one thanks is one of them. */
  private async teamSizeWith(tx: EntityManager, teamId: string, toId: string): Promise<number> {
    const [team] = await tx.query<[{ size: number; has: boolean }]>(
      `select count(*)::int as size, coalesce(bool_or(id = $2), false) as has from people_person_view where team_id = $1 and active`,
      [teamId, toId],
    );
    if (!team.has) throw new AppError('people.not_found');
    return team.size;
  }

  private async givenThisWeek(tx: EntityManager, fromId: string, now: string): Promise<KudosEdge[]> {
    const [office] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
    return tx.query<KudosEdge[]>(
      'select from_id as "fromId", to_id as "toId" from kudos where from_id = $1 and at >= $2',
      [fromId, periodAt('week', now, office.zone).startsAt],
    );
  }
}

function must<T>(outcome: Outcome<T, KudosRefusal>): T {
  if (outcome.ok) return outcome.value;
  throw new AppError(outcome.code, outcome.details);
}

function told(
  name: KudosFact,
  { id: kudosId, fromId, toId, category, text, at, state, teamId }: KudosRow,
): Done<ShownKudos> {
  const changed: KudosChanged = { kudosId, fromId, toId, category, text, at, state };
  return { reply: showKudos(changed), facts: [newFact(teamFeed(teamId), name, changed)] };
}
