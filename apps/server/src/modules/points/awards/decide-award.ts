import { Injectable } from '@nestjs/common';
import type { AwardDetail, awardsApi } from '@tallyboard/contracts/awards';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { winnersOf } from '@tallyboard/rules/points/awards/award';
import { type AnyEvidence, isForCustomers, rankAward } from '@tallyboard/rules/points/awards/catalogue';
import type { EntityManager } from 'typeorm';
import { seesTeam } from '../../../platform/auth/acting-in.js';
import type { CommandContext } from '../../../platform/commands/command.js';
import { Commands } from '../../../platform/commands/run-command.js';
import { systemContext } from '../../../platform/commands/system-context.js';
import { AppError } from '../../../platform/http/app-error.js';
import { audit } from '../../../platform/ops/audit.js';
import { PointsAwardEvidence } from './award-evidence.read.js';
import { AwardRow } from './award.entity.js';
import { AwardsRead } from './awards.read.js';
import { toldOf } from './shortlist-award.js';

/** Managers confirm a shortlist or give the award to nobody; the team votes for its customer of the year. */
@Injectable()
export class DecideAward {
  constructor(
    private readonly commands: Commands,
    private readonly read: AwardsRead,
    private readonly evidence: PointsAwardEvidence,
  ) {}

  async publish(context: CommandContext, { id, note, asOf }: InputOf<typeof awardsApi.publish>): Promise<AwardDetail> {
    await this.leaveOut(context, id);
    return this.commands.run(context, async (tx) => {
      const row = await openAward(tx, context, id);
      // What is confirmed is what was read.
      if (row.asOf !== asOf)
        throw new AppError('points.award_changed', { current: await this.read.one(tx, context.principal, id) });
      const winners = winnersOf(row.ranking.placed);
      if (winners.length === 0) throw new AppError('points.award_nobody');
      if (await hasOptedOut(tx, winners)) throw new AppError('request.busy', { retryAfter: 1 });
      await decide(tx, context, row, { state: 'published', winners, note });
      const fact = toldOf('points.award_published', row, winners, context.now);
      return { reply: await this.read.one(tx, context.principal, id), facts: [fact] };
    });
  }

  /** Whoever opted out since it was ranked last is ranked no more: what is confirmed then is another ranking than was read. */
  private leaveOut({ principal, now }: CommandContext, id: string): Promise<null> {
    return this.commands.run(systemContext(now), async (tx) => {
      const row = await tx.findOne(AwardRow, {
        where: { id, state: 'shortlist' },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row || !seesTeam(principal, row.teamId) || isForCustomers(row.award)) return { reply: null, facts: [] };
      const optedOut = await this.evidence.optedOut(tx, row);
      if (optedOut.join() === (row.evidence.optedOut ?? []).join()) return { reply: null, facts: [] };
      const evidence = { ...row.evidence, optedOut };
      const ranking = rankAward(evidence, row.params, row.periodKind);
      await tx.update(AwardRow, { id }, { evidence, ranking, asOf: now });
      return { reply: null, facts: [toldOf('points.award_shortlisted', row, winnersOf(ranking.placed), now)] };
    });
  }

  withhold(context: CommandContext, { id, note }: InputOf<typeof awardsApi.withhold>): Promise<AwardDetail> {
    return this.commands.run(context, async (tx) => {
      const row = await openAward(tx, context, id);
      await decide(tx, context, row, { state: 'withheld', winners: [], note });
      return { reply: await this.read.one(tx, context.principal, id), facts: [] };
    });
  }

  /** The ranking follows at once: what the team thinks is part of it. */
  vote(context: CommandContext, { id, customerId }: InputOf<typeof awardsApi.vote>): Promise<AwardDetail> {
    return this.commands.run(context, async (tx) => {
      const row = await openAward(tx, context, id);
      if (!isForCustomers(row.award) || !row.ranking.placed.some((p) => p.id === customerId))
        throw new AppError('points.award_no_vote');
      await tx.query(
        `insert into award_vote (award_id, user_id, customer_id, at) values ($1, $2, $3, $4)
         on conflict (award_id, user_id) do update set customer_id = excluded.customer_id, at = excluded.at`,
        [id, context.actorId, customerId, context.now],
      );
      const evidence = await withVotes(tx, row);
      const ranking = rankAward(evidence, row.params, row.periodKind);
      await tx.update(AwardRow, { id }, { evidence, ranking, asOf: context.now });
      const fact = toldOf('points.award_shortlisted', row, winnersOf(ranking.placed), context.now);
      return { reply: await this.read.one(tx, context.principal, id), facts: [fact] };
    });
  }
}

/** The award, locked, as long as nothing has been decided. */
async function openAward(tx: EntityManager, { principal }: CommandContext, id: string): Promise<AwardRow> {
  const row = await tx.findOne(AwardRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row || !seesTeam(principal, row.teamId)) throw new AppError('points.award_not_found');
  if (row.state !== 'shortlist') throw new AppError('points.award_decided');
  return row;
}

/** Held, so that nobody opts out between the look and the wall. */
async function hasOptedOut(tx: EntityManager, ids: readonly string[]): Promise<boolean> {
  const people = await tx.query<{ inRankings: boolean }[]>(
    'select p.in_rankings as "inRankings" from people_person_view p where p.id = any($1::uuid[]) order by p.id for share of p',
    [ids],
  );
  return people.some((p) => !p.inRankings);
}

async function decide(
  tx: EntityManager,
  context: CommandContext,
  { id, award, period }: AwardRow,
  to: Pick<AwardRow, 'state' | 'winners' | 'note'>,
): Promise<void> {
  await tx.update(AwardRow, { id }, { ...to, decidedBy: context.actorId, decidedAt: context.now });
  await audit(tx, context, {
    action: 'points.award_decided',
    subject: id,
    details: { award, period, state: to.state },
  });
}

async function withVotes(tx: EntityManager, { id, evidence }: AwardRow): Promise<AnyEvidence> {
  if (evidence.award !== 'customer_of_the_year') return evidence;
  const votes = await tx.query<{ customerId: string; n: number }[]>(
    'select customer_id as "customerId", count(*)::int as n from award_vote where award_id = $1 group by 1',
    [id],
  );
  const of = new Map(votes.map((v) => [v.customerId, v.n]));
  return { ...evidence, of: evidence.of.map((buyer) => ({ ...buyer, votes: of.get(buyer.customerId) ?? 0 })) };
}
