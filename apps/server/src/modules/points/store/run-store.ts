import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ResourceView, storeApi, Suggestion } from '@tallyboard/contracts/store';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { actingIn, seesTeam } from '../../../platform/auth/acting-in.js';
import type { CommandContext } from '../../../platform/commands/command.js';
import { Commands } from '../../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../../platform/feeds/fact.js';
import { AppError } from '../../../platform/http/app-error.js';
import { audit } from '../../../platform/ops/audit.js';
import { isPicture } from './picture.js';
import { countOf } from './redeem.js';
import { lockStore, storePolicyOf } from './store-policy.js';
import { ResourceRow } from './store.entity.js';
import { resourceView } from './store.read.js';
import { SUGGESTION } from './suggestion.js';

/** What managers put into the store and how much it may cost; what colleagues would like to find in it. */
@Injectable()
export class RunStore {
  constructor(private readonly commands: Commands) {}

  add(context: CommandContext, { teamId, resource }: InputOf<typeof storeApi.add>): Promise<ResourceView> {
    const own = actingIn(context.principal, teamId).teamId;
    return this.commands.run(context, async (tx) => {
      if (!isPicture(resource.picture)) throw new AppError('points.store_picture');
      const row: ResourceRow = {
        ...resource,
        ...{ id: uuid(), teamId: own, active: true, version: 1, createdBy: context.actorId, createdAt: context.now },
      };
      await tx.insert(ResourceRow, row);
      return this.told(tx, context, row);
    });
  }

  change(context: CommandContext, input: InputOf<typeof storeApi.change>): Promise<ResourceView> {
    const { id, expectedVersion, resource, active } = input;
    return this.commands.run(context, async (tx) => {
      const before = await tx.findOne(ResourceRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!before || !seesTeam(context.principal, before.teamId)) throw new AppError('points.resource_not_found');
      if (before.version !== expectedVersion) {
        const mine = await countOf(tx, context.actorId, id);
        throw new AppError('points.resource_stale', { current: resourceView(before, mine, true) });
      }
      if (!isPicture(resource.picture)) throw new AppError('points.store_picture');
      const after = { ...before, ...resource, active, version: before.version + 1 };
      await tx.update(ResourceRow, { id }, after);
      return this.told(tx, context, after);
    });
  }

  setPolicy(
    context: CommandContext,
    { teamId, expectedVersion, ...policy }: InputOf<typeof storeApi.setPolicy>,
  ): Promise<ReplyOf<typeof storeApi.setPolicy>> {
    const own = actingIn(context.principal, teamId).teamId;
    return this.commands.run(context, async (tx) => {
      await lockStore(tx, own);
      const before = await storePolicyOf(tx, own);
      if (before.version !== expectedVersion) throw new AppError('points.store_policy_changed', { current: before });
      await tx.query(
        `insert into store_policy (team_id, monthly_cny, approve_up_to) values ($1, $2, $3)
         on conflict (team_id) do update set monthly_cny = excluded.monthly_cny, approve_up_to = excluded.approve_up_to, version = store_policy.version + 1`,
        [own, policy.monthlyCny, policy.approveUpTo],
      );
      await audit(tx, context, { action: 'points.store_policy_set', subject: own, details: { before, policy } });
      return { reply: { ...policy, version: before.version + 1 }, facts: [] };
    });
  }

  suggest(context: CommandContext, input: InputOf<typeof storeApi.suggest>): Promise<Suggestion> {
    const { type, title, link, why } = input;
    return this.commands.run(context, async (tx) => {
      const id = uuid();
      await tx.query(
        'insert into store_suggestion (id, team_id, user_id, type, title, link, why, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [id, context.principal.teamId, context.actorId, type, title, link, why, context.now],
      );
      return { reply: await suggestionOf(tx, id), facts: [] };
    });
  }

  settle(context: CommandContext, { id, to }: InputOf<typeof storeApi.settleSuggestion>): Promise<Suggestion> {
    return this.commands.run(context, async (tx) => {
      const [row] = await tx.query<{ teamId: string }[]>(
        'select team_id as "teamId" from store_suggestion where id = $1 for update',
        [id],
      );
      if (!row || !seesTeam(context.principal, row.teamId)) throw new AppError('points.suggestion_not_found');
      await tx.query('update store_suggestion set state = $2 where id = $1', [id, to]);
      return { reply: await suggestionOf(tx, id), facts: [] };
    });
  }

  private async told(tx: EntityManager, context: CommandContext, row: ResourceRow) {
    const { title, price, stock, costCny, active } = row;
    const details = { title, price, stock, costCny, active };
    await audit(tx, context, { action: 'points.resource_set', subject: row.id, details });
    const mine = await countOf(tx, context.actorId, row.id);
    const fact = newFact(teamFeed(row.teamId), 'points.resource_changed', { resourceId: row.id });
    return { reply: resourceView(row, mine, true), facts: [fact] };
  }
}

async function suggestionOf(tx: EntityManager, id: string): Promise<Suggestion> {
  const [row] = await tx.query<[Suggestion]>(`${SUGGESTION} where id = $1`, [id]);
  return row;
}
