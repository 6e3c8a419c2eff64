import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { ImportReport } from '@tallyboard/contracts/order-imports';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { marksAt } from '@tallyboard/rules/orders/decide-move';
import type { Order } from '@tallyboard/rules/orders/order';
import { ranksBetween } from '@tallyboard/rules/orders/rank';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { SaveCustomer } from '../../modules/customers/save-customer.js';
import { blankOrder } from '../../modules/orders/create-order.js';
import { FxRates } from '../../modules/orders/fx-rates.js';
import { OfficeZone } from '../../modules/orders/office-zone.js';
import { customerOf, type CustomerOfOrder } from '../../modules/orders/order-fields.js';
import { insertOrder, lockOrders, updateOrder } from '../../modules/orders/order-table.js';
import { findGaps, isRankClash } from '../../modules/orders/ranks.js';
import type { Principal } from '../../platform/auth/principal.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { isUniqueViolation } from '../../platform/db/retry.js';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { decodeSheet } from './decode-sheet.js';
import { changesOf, type PlannedRow, planImport, refusalOf, reportOf } from './plan-import.js';

type Input = InputOf<typeof ordersApi.importRun>;

/** An order may no longer be changed as the plan would: somebody gave it up, or secured it, since the plan was made. */
class OvertakenPlan extends Error {}

/** Brings an office's own sheet of orders, with their customers, onto the board: all good rows in one transaction. */
@Injectable()
export class ImportOrders {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly customers: SaveCustomer,
    private readonly office: OfficeZone,
    private readonly rates: FxRates,
  ) {}

  async preview(principal: Principal, input: Input): Promise<ImportReport> {
    return reportOf(await planImport(this.db.manager, principal, decodeSheet(input.contentBase64), input.mapping));
  }

  run(context: CommandContext, input: Input): Promise<ImportReport> {
    const sheet = decodeSheet(input.contentBase64);
    // Somebody else may create one of the numbers meanwhile, or give an order up: planned again, the row is an update, or an error.
    const again = (error: unknown): boolean =>
      error instanceof OvertakenPlan ||
      isRankClash(error) ||
      isUniqueViolation(error, 'trade_order_no') ||
      isUniqueViolation(error, 'customer_name');
    return this.commands.run(
      context,
      async (tx) => {
        const plan = await planImport(tx, context.principal, sheet, input.mapping);
        const customers = await this.meet(tx, context, plan.rows);
        const created = await this.create(
          tx,
          context,
          plan.rows.filter((r) => r.outcome === 'create'),
          customers,
        );
        const updated = await this.update(
          tx,
          context,
          plan.rows.filter((r) => r.outcome === 'update'),
          customers,
        );
        return { reply: reportOf(plan), facts: [...created, ...updated] };
      },
      again,
    );
  }

  /** The customers of all good rows, made where they are new. */
  private async meet(
    tx: EntityManager,
    { principal, now }: CommandContext,
    rows: readonly PlannedRow[],
  ): Promise<Map<string, CustomerOfOrder>> {
    const met = new Map<string, CustomerOfOrder>();
    // In the order of their names: two imports at once must not wait for each other crosswise.
    const wanted = rows
      .filter((r) => r.outcome === 'create' || r.outcome === 'update')
      .sort((a, b) => (a.sheet.customer.toLowerCase() < b.sheet.customer.toLowerCase() ? -1 : 1));
    for (const { sheet } of wanted) {
      const key = sheet.customer.toLowerCase();
      if (met.has(key)) continue;
      const country =
        sheet.country ??
        rows.find((r) => r.sheet.country && r.sheet.customer.toLowerCase() === key)?.sheet.country ??
        '';
      const { id } = await this.customers.findOrCreate(tx, principal, sheet.customer, country, now);
      met.set(key, await customerOf(tx, id));
    }
    return met;
  }

  private async create(
    tx: EntityManager,
    { principal, now }: CommandContext,
    rows: readonly PlannedRow[],
    customers: Map<string, CustomerOfOrder>,
  ): Promise<NewFact[]> {
    const [gap] = await findGaps(tx, [{ teamId: principal.teamId, orderId: uuid(), afterId: null }]);
    const ranks = ranksBetween(null, gap!.after, rows.length);
    const zone = await this.office.zone(tx);
    const facts: NewFact[] = [];
    for (const [i, { sheet, usdMinor }] of rows.entries()) {
      const stage = sheet.stage ?? 'INQUIRY';
      const { title, incoterm, place, promisedShipOn, money } = sheet;
      const owners = { sales: null, documents: null, logistics: null, ...sheet.owners };
      const draft = blankOrder({
        id: uuid(),
        teamId: principal.teamId,
        no: sheet.no,
        customer: customers.get(sheet.customer.toLowerCase())!,
        owners,
        stage,
        rank: ranks[i]!,
        now,
        ...(title && { title }),
        ...(incoterm && { incoterm }),
        ...(place && { place }),
        ...(promisedShipOn && { promisedShipOn }),
        ...(money && { currency: money.currency, amountMinor: money.minor }),
      });
      const order: Order = {
        ...draft,
        ...marksAt(draft, stage, { now, zone }),
        amountUsdMinor: usdMinor,
        ...(stage === 'LOST' && { statusReason: 'other' }),
      };
      await insertOrder(tx, order);
      facts.push(
        newFact(teamFeed(order.teamId), 'orders.created', {
          order,
          before: null,
          reason: null,
          note: 'import',
          undoes: null,
        }),
      );
    }
    return facts;
  }

  private async update(
    tx: EntityManager,
    { principal }: CommandContext,
    rows: readonly PlannedRow[],
    customers: Map<string, CustomerOfOrder>,
  ): Promise<NewFact[]> {
    const orders = await lockOrders(
      tx,
      rows.map((r) => r.existing!.id),
    );
    const facts: NewFact[] = [];
    for (const { existing, sheet } of rows) {
      // Judged again on the locked row: somebody may have edited or secured the order since the plan was made.
      const before = orders.get(existing!.id)!;
      const changes = changesOf(before, sheet);
      if (refusalOf(before, changes, principal)) throw new OvertakenPlan();
      const customer = 'customerName' in changes ? customers.get(sheet.customer.toLowerCase())! : null;
      const edited: Order = {
        ...before,
        ...changes,
        ...(customer && { customerId: customer.id, customerName: customer.name, country: customer.country }),
        version: before.version + 1,
      };
      const order = { ...edited, amountUsdMinor: await this.rates.usd(tx, edited, before) };
      await updateOrder(tx, before, order);
      facts.push(
        newFact(teamFeed(order.teamId), 'orders.edited', { order, before, reason: null, note: 'import', undoes: null }),
      );
    }
    return facts;
  }
}
