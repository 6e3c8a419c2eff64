import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { marksAt } from '@tallyboard/rules/orders/decide-move';
import type { Order } from '@tallyboard/rules/orders/order';
import { LANE_OF } from '@tallyboard/rules/orders/stages';
import { businessDay } from '@tallyboard/rules/time/business-day';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { isUniqueViolation } from '../../platform/db/retry.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { FxRates } from './fx-rates.js';
import { OfficeZone } from './office-zone.js';
import { cardFor } from './order-cards.js';
import { checkFields, customerOf, type CustomerOfOrder } from './order-fields.js';
import { insertOrder } from './order-table.js';
import { findGaps, isRankClash, rankIn } from './ranks.js';
import { refuseFull } from './wip-limits.js';

type Input = Omit<InputOf<typeof ordersApi.create>, 'stage'> & { stage?: InputOf<typeof ordersApi.create>['stage'] };
type Reply = ReplyOf<typeof ordersApi.create>;

@Injectable()
export class CreateOrder {
  constructor(
    private readonly commands: Commands,
    private readonly office: OfficeZone,
    private readonly rates: FxRates,
  ) {}

  async run(context: CommandContext, input: Input): Promise<Reply> {
    try {
      return await this.commands.run(context, (tx) => this.inTransaction(tx, context, input), isRankClash);
    } catch (error) {
      if (isUniqueViolation(error, 'trade_order_no')) throw new AppError('orders.no_taken', { no: input.no });
      throw error;
    }
  }

  /** The order is put on top of the board; its owner in the lane it starts in is, unless said otherwise, whoever made it. */
  async inTransaction(tx: EntityManager, context: CommandContext, input: Input): Promise<Done<Reply>> {
    const { teamId } = context.principal;
    const zone = await this.office.zone(tx);
    const stage = input.stage ?? 'INQUIRY';
    const customer = await customerOf(tx, input.customerId);
    const id = uuid();
    const [gap] = await findGaps(tx, [{ teamId, orderId: id, afterId: null }]);
    const own =
      context.principal.kind === 'user' && !context.principal.isVisiting && LANE_OF[stage] === 'sales' && !input.owners
        ? { sales: context.actorId }
        : {};
    const owners = { sales: null, documents: null, logistics: null, ...own, ...input.owners };
    const draft = blankOrder({
      ...input,
      id,
      teamId,
      no: input.no ?? (await nextNumber(tx, context.now, zone)),
      customer,
      owners,
      stage,
      rank: rankIn(gap!),
      now: context.now,
    });
    await checkFields(tx, context.principal, draft, null);
    const order: Order = {
      ...draft,
      ...marksAt(draft, stage, { now: context.now, zone }),
      amountUsdMinor: await this.rates.usd(tx, draft),
    };
    await refuseFull(tx, order);
    await insertOrder(tx, order);
    return {
      reply: { card: cardFor(context.principal.view, order), commandId: context.commandId ?? order.id },
      facts: [
        newFact(teamFeed(teamId), 'orders.created', { order, before: null, reason: null, note: null, undoes: null }),
      ],
    };
  }
}

type Blank = {
  id: string;
  teamId: string;
  no: string;
  customer: CustomerOfOrder;
  owners: Order['owners'];
  stage: Order['stage'];
  rank: string;
  now: string;
};
type Given = Partial<
  Pick<
    Order,
    | 'title'
    | 'incoterm'
    | 'place'
    | 'currency'
    | 'amountMinor'
    | 'promisedShipOn'
    | 'onBoardOn'
    | 'deadline'
    | 'credit'
    | 'tracks'
  >
>;

/** A new order with what is known of it; its marks and its amount in dollars are for the caller to add. */
export function blankOrder({ id, teamId, no, customer, owners, stage, rank, now, ...given }: Blank & Given): Order {
  return {
    id,
    teamId,
    no,
    customerId: customer.id,
    customerName: customer.name,
    country: customer.country,
    title: given.title ?? '',
    incoterm: given.incoterm ?? null,
    place: given.place ?? '',
    currency: given.currency ?? null,
    amountMinor: given.amountMinor ?? null,
    amountUsdMinor: null,
    promisedShipOn: given.promisedShipOn ?? null,
    frozenShipOn: null,
    onBoardOn: given.onBoardOn ?? null,
    deadline: given.deadline ?? null,
    owners,
    credit: given.credit ?? [],
    tracks: given.tracks ?? { production: 0, documents: 0, logistics: 0, payment: 0 },
    stage,
    stageSince: now,
    rank,
    status: 'active',
    statusReason: null,
    lostFrom: null,
    securedAt: null,
    createdAt: now,
    version: 1,
  };
}

/** `TB-2611-007`: year and month of the office, and a number that counts up within it. */
async function nextNumber(tx: EntityManager, now: string, zone: string): Promise<string> {
  const prefix = `TB-${businessDay(now, zone).slice(2, 7).replace('-', '')}-`;
  await tx.query(`select pg_advisory_xact_lock(hashtext('orders.no:' || $1))`, [prefix]);
  const [row] = await tx.query<{ last: number | null }[]>(
    `select max(substring(no from '\\d+$')::int) as last from trade_order where no ~ ('^' || $1 || '\\d{1,6}$')`,
    [prefix],
  );
  return prefix + String((row?.last ?? 0) + 1).padStart(3, '0');
}
