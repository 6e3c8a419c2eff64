import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { knowledgeUsesApi, OrderKnowledge } from '@tallyboard/contracts/knowledge-uses';
import {
  checkLines,
  type CheckLine,
  decideAttach,
  decideDetach,
  decideTick,
  kindOnOrder,
} from '@tallyboard/rules/knowledge/use';
import type { OrderStatus } from '@tallyboard/rules/orders/order';
import type { Stage } from '@tallyboard/rules/orders/stages';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { ItemRow } from './item.entity.js';
import { USE_ROWS, useFact, type UseRow } from './told-use.js';
import { UsesRead } from './uses.read.js';

type In<K extends keyof typeof knowledgeUsesApi> = InputOf<(typeof knowledgeUsesApi)[K]>;
type UsedOrder = { id: string; teamId: string; stage: Stage; status: OrderStatus; inquiryId: string | null };

/** What an order is worked on with: whoever may change the order attaches it, ticks it off and takes it off again. */
@Injectable()
export class UseOnOrder {
  constructor(
    private readonly commands: Commands,
    private readonly read: UsesRead,
  ) {}

  attach(context: CommandContext, input: In<'attach'>): Promise<OrderKnowledge> {
    return this.commands.run(context, async (tx) => {
      const order = await lockedOrder(tx, context, input.orderId);
      const item = await tx.findOneBy(ItemRow, { id: input.itemId });
      if (!item?.published) throw new AppError('knowledge.not_found');
      const [there] = await tx.query<unknown[]>(
        `select 1 from knowledge_use where order_id = $1 and item_id = $2 and kind <> 'reply' and removed_at is null`,
        [order.id, item.id],
      );
      const outcome = decideAttach(order, there !== undefined);
      if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
      const id = uuid();
      const kind = kindOnOrder(item.type);
      const lines = kind === 'checklist' ? JSON.stringify(checkLines(item.published.body)) : null;
      await tx.query(
        `insert into knowledge_use (id, item_id, revision, title, kind, team_id, user_id, at, stage, order_id, inquiry_id, lines)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          ...[id, item.id, item.revision, item.published.title, kind, order.teamId, context.actorId, context.now],
          ...[order.stage, order.id, order.inquiryId, lines],
        ],
      );
      return this.told(tx, context, input, 'knowledge.used', id);
    });
  }

  detach(context: CommandContext, input: In<'detach'>): Promise<OrderKnowledge> {
    return this.commands.run(context, async (tx) => {
      const order = await lockedOrder(tx, context, input.orderId);
      const there = await standing(tx, order.id, input.useId);
      const outcome = decideDetach(order, there !== undefined);
      if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
      await tx.query('update knowledge_use set removed_at = $2, removed_by = $3 where id = $1', [
        input.useId,
        context.now,
        context.actorId,
      ]);
      return this.told(tx, context, input, 'knowledge.use_removed', input.useId);
    });
  }

  tick(context: CommandContext, input: In<'tick'>): Promise<OrderKnowledge> {
    const { useId, line, done } = input;
    return this.commands.run(context, async (tx) => {
      const order = await lockedOrder(tx, context, input.orderId);
      const before = (await standing(tx, order.id, useId))?.lines ?? null;
      const outcome = decideTick(order, before, { line, done, by: context.actorId, at: context.now });
      if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
      const changed = JSON.stringify(outcome.value) !== JSON.stringify(before);
      if (changed)
        await tx.query('update knowledge_use set lines = $2 where id = $1', [useId, JSON.stringify(outcome.value)]);
      const fact = newFact(teamFeed(order.teamId), 'knowledge.line_ticked', { useId, orderId: order.id, line, done });
      return { reply: await this.read.ofOrder(tx, context.principal, input), facts: changed ? [fact] : [] };
    });
  }

  private async told(
    tx: EntityManager,
    context: CommandContext,
    input: Pick<In<'ofOrder'>, 'orderId' | 'language'>,
    name: 'knowledge.used' | 'knowledge.use_removed',
    useId: string,
  ) {
    const [row] = await tx.query<[UseRow]>(`${USE_ROWS} where u.id = $1`, [useId]);
    return { reply: await this.read.ofOrder(tx, context.principal, input), facts: [useFact(name, row)] };
  }
}

/** Locked like a move locks it: the stage that is told is the one it stands in, and of two who attach the same the second finds the first. */
async function lockedOrder(tx: EntityManager, { principal }: CommandContext, id: string): Promise<UsedOrder> {
  const [order] = await tx.query<Omit<UsedOrder, 'inquiryId'>[]>(
    'select id, team_id as "teamId", stage, status from orders_order_view where id = $1 for update',
    [id],
  );
  if (!order || !seesTeam(principal, order.teamId)) throw new AppError('orders.not_found');
  const [origin] = await tx.query<{ id: string }[]>('select id from inquiries_asked_view where order_id = $1', [id]);
  return { ...order, inquiryId: origin?.id ?? null };
}

async function standing(
  tx: EntityManager,
  orderId: string,
  useId: string,
): Promise<{ lines: CheckLine[] | null } | undefined> {
  const [row] = await tx.query<{ lines: CheckLine[] | null }[]>(
    `select lines from knowledge_use where id = $1 and order_id = $2 and kind <> 'reply' and removed_at is null`,
    [useId, orderId],
  );
  return row;
}
