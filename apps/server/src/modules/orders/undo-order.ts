import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { OrderChanged } from '@tallyboard/contracts/order-cards';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { decideUndo, type Undoable } from '@tallyboard/rules/orders/decide-undo';
import type { Order } from '@tallyboard/rules/orders/order';
import type { EntityManager } from 'typeorm';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { isUniqueViolation } from '../../platform/db/retry.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { customerOf } from './order-fields.js';
import { cardFor } from './order-cards.js';
import { lockOrders, updateOrder } from './order-table.js';
import { isRankClash, rankNear } from './ranks.js';
import { lastChange, visibleTo } from './visible.js';

type Reply = ReplyOf<typeof ordersApi.undo>;

/** Undoes one of the caller's own commands on an order by a compensating fact, unless anybody has changed the order since. */
@Injectable()
export class UndoOrder {
  constructor(private readonly commands: Commands) {}

  run(context: CommandContext, { id, commandId }: { id: string; commandId: string }): Promise<Reply> {
    return this.commands.run(context, (tx) => this.inTransaction(tx, context, id, commandId), isRankClash);
  }

  private async inTransaction(
    tx: EntityManager,
    context: CommandContext,
    id: string,
    commandId: string,
  ): Promise<Done<Reply>> {
    const now = visibleTo(context.principal, (await lockOrders(tx, [id])).get(id));
    if (!now) throw new AppError('orders.not_found');
    const [row] = await tx.query<{ name: Undoable; payload: OrderChanged }[]>(
      `select name, payload from feed_event where command_id = $1 and actor_id = $2 and payload->'order'->>'id' = $3 and name like 'orders.%' and name not in ('orders.undone', 'orders.left', 'orders.joined')`,
      [commandId, context.actorId, id],
    );
    if (!row) throw new AppError('orders.nothing_to_undo');
    const { order: done, before } = row.payload;
    if (now.version !== done.version)
      throw new AppError('orders.changed_since', {
        current: cardFor(context.principal.view, now),
        changed: await lastChange(tx, id),
      });
    const allowed = decideUndo(row.name, before, context.principal.capabilities);
    if (!allowed.ok) throw new AppError(allowed.code, allowed.details);
    const order = await this.restored(tx, now, before);
    await updateOrder(tx, now, order).catch((error: unknown) => {
      // Somebody has given the old number to another order meanwhile.
      throw isUniqueViolation(error, 'trade_order_no') ? new AppError('orders.no_taken', { no: order.no }) : error;
    });
    return {
      reply: { card: cardFor(context.principal.view, order), commandId: context.commandId! },
      facts: [
        newFact(teamFeed(order.teamId), 'orders.undone', {
          order,
          before: now,
          reason: null,
          note: null,
          undoes: commandId,
        }),
      ],
    };
  }

  /** As it was before, at a new version. An order that was just created is cancelled: what was recorded is not unmade. */
  private async restored(tx: EntityManager, now: Order, before: Order | null): Promise<Order> {
    const version = now.version + 1;
    if (!before) return { ...now, status: 'cancelled', securedAt: null, frozenShipOn: null, version };
    const { name: customerName, country } = await customerOf(tx, before.customerId);
    return { ...before, customerName, country, rank: await rankNear(tx, now.teamId, now.id, before.rank), version };
  }
}
