import { Injectable } from '@nestjs/common';
import type { FactName } from '@tallyboard/contracts/facts';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { decideEdit } from '@tallyboard/rules/orders/decide-edit';
import { decideStatus, type StatusChange } from '@tallyboard/rules/orders/decide-status';
import type { Order } from '@tallyboard/rules/orders/order';
import { hasReached, LANE_OF } from '@tallyboard/rules/orders/stages';
import type { EntityManager } from 'typeorm';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { isUniqueViolation } from '../../platform/db/retry.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { FxRates } from './fx-rates.js';
import { OfficeZone } from './office-zone.js';
import { cardFor } from './order-cards.js';
import { checkFields, customerOf } from './order-fields.js';
import { lockOrders, updateOrder } from './order-table.js';
import { explainStale, visibleTo } from './visible.js';
import { refuseFull } from './wip-limits.js';

type Reply = ReplyOf<typeof ordersApi.edit>;
type Target = { id: string; expectedVersion: number };
type Told = { fact: Extract<FactName, `orders.${string}`>; reason?: string | null; note?: string | null };

const STATUS_FACT = {
  hold: 'orders.held',
  resume: 'orders.resumed',
  cancel: 'orders.cancelled',
  lose: 'orders.lost',
  reopen: 'orders.reopened',
} as const;

/** Edits an order's fields and its status: everything but moving it. */
@Injectable()
export class ChangeOrder {
  constructor(
    private readonly commands: Commands,
    private readonly rates: FxRates,
    private readonly office: OfficeZone,
  ) {}

  async edit(
    context: CommandContext,
    { id, expectedVersion, ...fields }: InputOf<typeof ordersApi.edit>,
  ): Promise<Reply> {
    try {
      return await this.commands.run(context, (tx) =>
        this.editInTransaction(tx, context, { id, expectedVersion }, fields),
      );
    } catch (error) {
      if (isUniqueViolation(error, 'trade_order_no')) throw new AppError('orders.no_taken', { no: fields.no });
      throw error;
    }
  }

  editInTransaction(
    tx: EntityManager,
    context: CommandContext,
    target: Target,
    fields: Omit<InputOf<typeof ordersApi.edit>, keyof Target>,
  ): Promise<Done<Reply>> {
    return this.change(tx, context, target, async (before) => {
      const customer =
        fields.customerId && fields.customerId !== before.customerId ? await customerOf(tx, fields.customerId) : null;
      // Owners and tracks are merged here, under the lock: an edit says only what it changes, so it never undoes a colleague's.
      const owners = { ...before.owners, ...fields.owners };
      const tracks = { ...before.tracks, ...fields.tracks };
      const edited: Order = {
        ...before,
        ...fields,
        owners,
        tracks,
        ...(customer && { customerId: customer.id, customerName: customer.name, country: customer.country }),
        version: before.version + 1,
      };
      const allowed = decideEdit(before, edited, {
        id: context.actorId,
        capabilities: context.principal.capabilities,
      });
      if (!allowed.ok) throw new AppError(allowed.code, allowed.details);
      await checkFields(tx, context.principal, edited, before);
      if (edited.onBoardOn === null && hasReached(edited.stage, 'SHIPPED')) edited.onBoardOn = before.onBoardOn;
      const after = { ...edited, amountUsdMinor: await this.rates.usd(tx, edited, before) };
      return { after, told: { fact: 'orders.edited' } };
    });
  }

  status(context: CommandContext, target: Target, change: StatusChange, note: string | null = null): Promise<Reply> {
    return this.commands.run(context, (tx) =>
      this.change(tx, context, target, async (before) => {
        if (
          (change.kind === 'cancel' || change.kind === 'lose') &&
          !context.principal.capabilities.has(`orders.move.${LANE_OF[before.stage]}`)
        )
          throw new AppError('orders.lane_not_yours', { lane: LANE_OF[before.stage] });
        const outcome = decideStatus(before, change, target.expectedVersion, {
          now: context.now,
          zone: await this.office.zone(tx),
        });
        if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
        if (change.kind === 'reopen') await refuseFull(tx, outcome.value);
        return {
          after: outcome.value,
          told: { fact: STATUS_FACT[change.kind], reason: 'reason' in change ? change.reason : null, note },
        };
      }),
    );
  }

  private async change(
    tx: EntityManager,
    context: CommandContext,
    { id, expectedVersion }: Target,
    decide: (before: Order) => Promise<{ after: Order; told: Told }>,
  ): Promise<Done<Reply>> {
    const before = visibleTo(context.principal, (await lockOrders(tx, [id])).get(id));
    if (!before) throw new AppError('orders.not_found');
    if (before.version !== expectedVersion) throw await explainStale(tx, context.principal, before);
    const { after: order, told } = await decide(before);
    await updateOrder(tx, before, order);
    return {
      reply: { card: cardFor(context.principal.view, order), commandId: context.commandId ?? order.id },
      facts: [
        newFact(teamFeed(order.teamId), told.fact as 'orders.edited', {
          order,
          before,
          reason: told.reason ?? null,
          note: told.note ?? null,
          undoes: null,
        }),
      ],
    };
  }
}
