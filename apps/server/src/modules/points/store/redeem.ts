import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { RedemptionView, storeApi } from '@tallyboard/contracts/store';
import type { Role } from '@tallyboard/rules/people/capabilities';
import { draw, spendable } from '@tallyboard/rules/points/store/lots';
import { type CreditEffect, decideRedemption, decideRequest } from '@tallyboard/rules/points/store/redemption';
import { businessDay } from '@tallyboard/rules/time/business-day';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { seesTeam } from '../../../platform/auth/acting-in.js';
import type { CommandContext } from '../../../platform/commands/command.js';
import { Commands } from '../../../platform/commands/run-command.js';
import { type NewFact, newFact, teamFeed } from '../../../platform/feeds/fact.js';
import { AppError } from '../../../platform/http/app-error.js';
import { audit } from '../../../platform/ops/audit.js';
import { officeZone } from './office.js';
import { lockStore, spentIn, storePolicyOf } from './store-policy.js';
import { RedemptionRow, ResourceRow } from './store.entity.js';
import { redemptionViews, toldOf } from './told-redemption.js';
import { Wallet } from './wallet.js';

type Person = { lifetime: number; roles: Role[]; inRankings: boolean };

/** Credits and stock are reserved together with the asking: two people who want the last one do not both get it. */
@Injectable()
export class Redeem {
  constructor(private readonly commands: Commands) {}

  ask(context: CommandContext, { id, price }: InputOf<typeof storeApi.redeem>): Promise<RedemptionView> {
    const { principal, now } = context;
    return this.commands.run(context, async (tx) => {
      await lockStore(tx, principal.teamId);
      const resource = await tx.findOne(ResourceRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (resource?.teamId !== principal.teamId) throw new AppError('points.resource_not_found');
      const zone = await officeZone(tx);
      const today = businessDay(now, zone);
      const month = today.slice(0, 7);
      const [person, policy, spentCny, has] = await Promise.all([
        personOf(tx, principal.id),
        storePolicyOf(tx, resource.teamId),
        spentIn(tx, resource.teamId, month),
        countOf(tx, principal.id, id),
      ]);
      const wallet = await Wallet.open(tx, principal.id, zone);
      const who = { ...person, spendable: spendable(wallet.lots, today), owed: wallet.owed, has };
      const outcome = decideRequest(resource, { seenPrice: price, spentCny }, who, policy);
      if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
      const row: RedemptionRow = {
        id: uuid(),
        resourceId: id,
        teamId: resource.teamId,
        userId: principal.id,
        type: resource.type,
        title: resource.title,
        price,
        costCny: resource.costCny,
        month,
        drawn: draw(wallet.lots, price, today)!,
        tookStock: resource.stock !== null,
        state: outcome.value,
        requestedAt: now,
        decidedBy: null,
        decidedAt: outcome.value === 'approved' ? now : null,
        note: '',
      };
      // Another version, so that nobody who is changing the resource meanwhile brings the old number back.
      if (resource.stock !== null)
        await tx.update(ResourceRow, { id }, { stock: resource.stock - 1, version: resource.version + 1 });
      await tx.insert(RedemptionRow, row);
      await wallet.carry('reserve', `redemption:${row.id}`, row.drawn, now, zone);
      const [reply] = await redemptionViews(tx, [row]);
      return { reply: reply!, facts: [toldOf(row), changedOf(row)] };
    });
  }

  decide(context: CommandContext, { id, step, note }: InputOf<typeof storeApi.decide>): Promise<RedemptionView> {
    const { principal, now, actorId } = context;
    return this.commands.run(context, async (tx) => {
      const row = await lockedRedemption(tx, id);
      const isMine = row?.userId === principal.id;
      const manages = row !== null && seesTeam(principal, row.teamId) && principal.capabilities.has('points.manage');
      if (!row || !(isMine || manages)) throw new AppError('points.redemption_not_found');
      const outcome = decideRedemption(row, step, { userId: principal.id, manages });
      if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
      const { state, credits, givesStockBack } = outcome.value;
      const decided: RedemptionRow = { ...row, state, note: note || row.note, decidedBy: actorId, decidedAt: now };
      await tx.update(RedemptionRow, { id }, { state, note: decided.note, decidedBy: actorId, decidedAt: now });
      await giveBack(tx, row, { credits, givesStockBack }, now);
      if (step !== 'cancel')
        await audit(tx, context, {
          action: 'points.redemption_decided',
          subject: id,
          details: { step, userId: row.userId },
        });
      const facts = [toldOf(decided), ...(givesStockBack ? [changedOf(row)] : [])];
      const { inRankings } = await personOf(tx, row.userId);
      // What somebody learns is shown as an example, unless they would rather not be seen.
      if (step === 'fulfil' && inRankings)
        facts.push(newFact(teamFeed(row.teamId), 'points.resource_given', { userId: row.userId, type: row.type }));
      const [reply] = await redemptionViews(tx, [decided]);
      return { reply: reply!, facts };
    });
  }
}

/** A redemption, held with the store it is of, always in this order. */
export async function lockedRedemption(tx: EntityManager, id: string): Promise<RedemptionRow | null> {
  const known = await tx.findOneBy(RedemptionRow, { id });
  if (!known) return null;
  await lockStore(tx, known.teamId);
  return tx.findOne(RedemptionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** What a step does with the credits and the stock of a redemption. */
export async function giveBack(
  tx: EntityManager,
  row: RedemptionRow,
  { credits, givesStockBack }: { credits: CreditEffect; givesStockBack: boolean },
  now: string,
): Promise<void> {
  if (givesStockBack && row.tookStock)
    await tx.query(
      'update store_resource set stock = stock + 1, version = version + 1 where id = $1 and stock is not null',
      [row.resourceId],
    );
  if (credits === 'none') return;
  const zone = await officeZone(tx);
  const wallet = await Wallet.open(tx, row.userId, zone);
  await wallet.carry(credits, `redemption:${row.id}`, row.drawn, now, zone);
}

const changedOf = ({ teamId, resourceId }: RedemptionRow): NewFact =>
  newFact(teamFeed(teamId), 'points.resource_changed', { resourceId });

async function personOf(tx: EntityManager, userId: string): Promise<Person> {
  const [person] = await tx.query<[Person]>(
    `select coalesce(t.points, 0)::int as lifetime, p.roles, p.in_rankings as "inRankings" from people_person_view p
       left join points_lifetime_view t on t.user_id = p.id where p.id = $1`,
    [userId],
  );
  return person;
}

/** How many of it somebody has or has asked for. */
export async function countOf(tx: EntityManager, userId: string, resourceId: string): Promise<number> {
  const [row] = await tx.query<[{ n: number }]>(
    `select count(*)::int as n from redemption where user_id = $1 and resource_id = $2 and state in ('requested', 'approved', 'fulfilled')`,
    [userId, resourceId],
  );
  return row.n;
}
