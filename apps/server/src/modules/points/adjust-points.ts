import { Injectable } from '@nestjs/common';
import type { AdjustmentView, adjustmentsApi } from '@tallyboard/contracts/adjustments';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Outcome } from '@tallyboard/rules/outcome';
import {
  type AdjustmentRefusal,
  type AdjustmentState,
  decideAdjustment,
  proposeAdjustment,
} from '@tallyboard/rules/points/adjustment';
import { seasonAt } from '@tallyboard/rules/time/season';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { actingIn, seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { AdjustmentRow } from './adjustment.entity.js';
import { namedPeople } from './named-people.js';

type In<K extends keyof typeof adjustmentsApi> = InputOf<(typeof adjustmentsApi)[K]>;

/** Points by hand (ADJ-01): one manager asks, another decides, everybody may read why. */
@Injectable()
export class AdjustPoints {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
  ) {}

  async list(principal: Principal, { teamId }: In<'list'>): Promise<ReplyOf<typeof adjustmentsApi.list>> {
    const by = actingIn(principal, teamId);
    const rows = await this.db.manager.find(AdjustmentRow, {
      where: { teamId: by.teamId },
      order: { proposedAt: 'DESC' },
      take: 200,
    });
    const waitFirst = rows.toSorted((a, b) => Number(b.state === 'proposed') - Number(a.state === 'proposed'));
    const named = rows.flatMap((r) => [r.userId, r.proposedBy, ...(r.decidedBy ? [r.decidedBy] : [])]);
    return { adjustments: waitFirst.map(viewOf), people: await namedPeople(this.db.manager, by.teamId, named) };
  }

  propose(context: CommandContext, { userId, amount, reason }: In<'propose'>): Promise<AdjustmentView> {
    const { actorId, now, principal } = context;
    return this.commands.run(context, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('points.adjust:' || $1, 0))`, [userId]);
      const teamId = await teamOf(tx, principal, userId);
      const [office] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
      const season = seasonAt(now, office.zone).code;
      const [had] = await tx.query<[{ count: number }]>(
        `select count(*)::int as count from point_adjustment where user_id = $1 and season = $2 and state in ('proposed', 'accepted')`,
        [userId, season],
      );
      const row: AdjustmentRow = {
        id: uuid(),
        teamId,
        userId,
        amount,
        reason,
        state: must(proposeAdjustment(userId, actorId, had.count)),
        season,
        proposedBy: actorId,
        proposedAt: now,
        decidedBy: null,
        decidedAt: null,
      };
      await tx.insert(AdjustmentRow, row);
      await audit(tx, context, { action: 'points.adjustment_proposed', subject: row.id, details: { userId, amount } });
      return { reply: viewOf(row), facts: [] };
    });
  }

  decide(context: CommandContext, { id, to }: In<'decide'>): Promise<AdjustmentView> {
    return this.commands.run(context, async (tx) => {
      const row = await tx.findOne(AdjustmentRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!row || !seesTeam(context.principal, row.teamId)) throw new AppError('points.adjustment_not_found');
      const state = must(decideAdjustment(row, to, context.actorId));
      const decided = { state, decidedBy: context.actorId, decidedAt: context.now };
      await tx.update(AdjustmentRow, { id }, decided);
      await audit(tx, context, { action: 'points.adjustment_decided', subject: id, details: { to } });
      const { teamId, userId, amount, reason, proposedBy } = row;
      const tells = state === 'accepted' || state === 'reversed';
      const payload = { adjustmentId: id, userId, amount, reason, proposedBy, decidedBy: context.actorId, state };
      return {
        reply: viewOf({ ...row, ...decided }),
        facts: tells ? [newFact(teamFeed(teamId), 'points.adjusted', payload)] : [],
      };
    });
  }
}

/** The team of somebody the caller may decide about. */
async function teamOf(tx: EntityManager, principal: Principal, userId: string): Promise<string> {
  const [person] = await tx.query<{ teamId: string }[]>(
    'select team_id as "teamId" from people_person_view where id = $1 and active',
    [userId],
  );
  if (!person || !seesTeam(principal, person.teamId)) throw new AppError('people.not_found');
  return person.teamId;
}

const viewOf = ({ id: adjustmentId, teamId: _, season: __, ...row }: AdjustmentRow): AdjustmentView => ({
  adjustmentId,
  ...row,
});

function must(outcome: Outcome<AdjustmentState, AdjustmentRefusal>): AdjustmentState {
  if (outcome.ok) return outcome.value;
  throw new AppError(outcome.code, outcome.details);
}
