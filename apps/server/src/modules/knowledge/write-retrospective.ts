import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { OrderCases, retrospectivesApi } from '@tallyboard/contracts/retrospectives';
import { decideBegin, outcomeOf } from '@tallyboard/rules/knowledge/case-order';
import { newItem } from '@tallyboard/rules/knowledge/decide-item';
import type { ItemText } from '@tallyboard/rules/knowledge/item';
import { offshootOf } from '@tallyboard/rules/knowledge/offshoot';
import { NO_RETROSPECTIVE } from '@tallyboard/rules/knowledge/retrospective';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import { caseOf, courseOf, type CourseOfOrder } from './ended-order.js';
import { keepFileUses } from './file-uses.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead } from './items.read.js';
import { RetrospectivesRead } from './retrospectives.read.js';
import { actorOf } from './locked-item.js';

type In<K extends keyof typeof retrospectivesApi> = InputOf<(typeof retrospectivesApi)[K]>;

/** A case begins with an order that is over, and may become something that the next order goes by. */
@Injectable()
export class WriteRetrospective {
  constructor(
    private readonly commands: Commands,
    private readonly items: ItemsRead,
    private readonly read: RetrospectivesRead,
  ) {}

  /** One of each author and order; who has one goes on with it. A colleague's draft is nobody's business and stands in nobody's way. */
  begin(context: CommandContext, { id: orderId, language }: In<'begin'>): Promise<ItemDetail> {
    return this.commands.run(context, async (tx) => {
      const order = await this.seen(tx, context, orderId);
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `knowledge.case:${orderId}:${context.actorId}`,
      ]);
      const mine = await tx.findOneBy(ItemRow, { orderId, authorId: context.actorId });
      if (mine) return { reply: await this.items.detail(tx, context.principal, mine.id), facts: [] };
      const outcome = decideBegin(order, context.actorId);
      if (!outcome.ok) throw new AppError(outcome.code);
      const item = newItem(
        uuid(),
        order.teamId,
        'retrospective',
        firstText(order, language),
        await actorOf(tx, context),
      );
      const caseOrder = await caseOf(tx, orderId);
      await tx.insert(ItemRow, { ...item, orderId, caseOrder, writtenAt: context.now });
      return { reply: await this.items.detail(tx, context.principal, item.id), facts: [] };
    });
  }

  pass(context: CommandContext, { id: orderId, reason }: In<'pass'>): Promise<OrderCases> {
    return this.commands.run(context, async (tx) => {
      const order = await this.seen(tx, context, orderId);
      const outcome = decideBegin(order, context.actorId);
      if (!outcome.ok) throw new AppError(outcome.code);
      await tx.query(
        `insert into knowledge_case_passed (order_id, user_id, reason, at) values ($1, $2, $3, $4)
         on conflict (order_id, user_id) do update set reason = excluded.reason, at = excluded.at`,
        [orderId, context.actorId, reason, context.now],
      );
      return { reply: await this.read.ofOrder(tx, context.principal, orderId), facts: [] };
    });
  }

  /** Whoever reads a case, of whichever team, may go on from it. */
  offshoot(context: CommandContext, { id, type }: In<'offshoot'>): Promise<ItemDetail> {
    return this.commands.run(context, async (tx) => {
      const from = await tx.findOneBy(ItemRow, { id });
      if (!from?.published || from.type !== 'retrospective') throw new AppError('knowledge.not_found');
      const text = offshootOf(from.published, from.caseOrder, type);
      const item = newItem(uuid(), context.principal.teamId, type, text, await actorOf(tx, context));
      await tx.insert(ItemRow, { ...item, fromId: id, writtenAt: context.now });
      await keepFileUses(tx, context, item);
      return { reply: await this.items.detail(tx, context.principal, item.id), facts: [] };
    });
  }

  private async seen(tx: EntityManager, { principal }: CommandContext, orderId: string): Promise<CourseOfOrder> {
    const order = await courseOf(tx, orderId);
    if (!order || !seesTeam(principal, order.teamId)) throw new AppError('orders.not_found');
    return order;
  }
}

/** What is known before anybody writes: whose order it was, its market, and where it went wrong. */
function firstText(order: CourseOfOrder, language: ItemText['language']): ItemText {
  const isLoss = outcomeOf(order) === 'loss';
  const stage = order.stage === 'LOST' ? order.lostFrom : order.stage;
  return {
    ...{ title: `${order.customerName} · ${order.no}`, body: '', language, market: order.country },
    stage: isLoss ? stage : null,
    retrospective: { ...NO_RETROSPECTIVE, problemStage: isLoss ? stage : null },
  };
}
