import type { Order } from '@tallyboard/rules/orders/order';
import type { EntityManager } from 'typeorm';
import { OrderRow } from './order.entity.js';

type Joined = OrderRow & { customerName: string; country: string };

const COLUMNS = `o.id, o.team_id as "teamId", o.no, o.customer_id as "customerId", o.title, o.incoterm, o.place, o.currency, o.amount_minor as "amountMinor",
  o.amount_usd_minor as "amountUsdMinor", o.promised_ship_on as "promisedShipOn", o.frozen_ship_on as "frozenShipOn", o.on_board_on as "onBoardOn",
  o.deadline_kind as "deadlineKind", o.deadline_on as "deadlineOn", o.sales_owner_id as "salesOwnerId", o.documents_owner_id as "documentsOwnerId",
  o.logistics_owner_id as "logisticsOwnerId", o.credit, o.production_track as "productionTrack", o.documents_track as "documentsTrack",
  o.logistics_track as "logisticsTrack", o.payment_track as "paymentTrack", o.stage, o.stage_since as "stageSince", o.rank, o.status,
  o.status_reason as "statusReason", o.lost_from as "lostFrom", o.secured_at as "securedAt", o.created_at as "createdAt", o.version,
  c.name as "customerName", c.country`;
const FROM = 'from trade_order o join customers_customer_view c on c.id = o.customer_id';

/** The order of the rules from its row. */
export function toOrder({
  salesOwnerId,
  documentsOwnerId,
  logisticsOwnerId,
  deadlineKind,
  deadlineOn,
  productionTrack,
  documentsTrack,
  logisticsTrack,
  paymentTrack,
  ...rest
}: Joined): Order {
  return {
    ...rest,
    deadline: deadlineKind && deadlineOn ? { kind: deadlineKind, on: deadlineOn } : null,
    owners: { sales: salesOwnerId, documents: documentsOwnerId, logistics: logisticsOwnerId },
    tracks: {
      production: productionTrack,
      documents: documentsTrack,
      logistics: logisticsTrack,
      payment: paymentTrack,
    },
  };
}

export function toRow({ customerName: _, country: __, deadline, owners, tracks, ...rest }: Order): OrderRow {
  return {
    ...rest,
    deadlineKind: deadline?.kind ?? null,
    deadlineOn: deadline?.on ?? null,
    salesOwnerId: owners.sales,
    documentsOwnerId: owners.documents,
    logisticsOwnerId: owners.logistics,
    productionTrack: tracks.production,
    documentsTrack: tracks.documents,
    logisticsTrack: tracks.logistics,
    paymentTrack: tracks.payment,
  };
}

/** Orders by id, locked in the order of their ids; ids that do not exist are left out. */
export async function lockOrders(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Order>> {
  const rows = await tx.query<Joined[]>(
    `select ${COLUMNS} ${FROM} where o.id = any($1::uuid[]) order by o.id for update of o`,
    [ids],
  );
  return new Map(rows.map((r) => [r.id, toOrder(r)]));
}

/** Orders by a condition of ours (never of the caller's making) over `o` and `c`. */
export async function selectOrders(tx: EntityManager, where: string, parameters: unknown[]): Promise<Order[]> {
  const rows = await tx.query<Joined[]>(`select ${COLUMNS} ${FROM} where ${where}`, parameters);
  return rows.map(toOrder);
}

export async function insertOrder(tx: EntityManager, order: Order): Promise<void> {
  await tx.insert(OrderRow, toRow(order));
}

/** Writes an order over the version it was decided on. */
export async function updateOrder(tx: EntityManager, before: Order, after: Order): Promise<void> {
  const { id: _, teamId: __, createdAt: ___, ...fields } = toRow(after);
  const { affected } = await tx.update(OrderRow, { id: before.id, version: before.version }, fields);
  if (affected !== 1) throw new Error(`order ${before.id} was not at version ${before.version} although it is locked`);
}

/**
 * Writes what moves change, for a whole batch in one statement. Each order is at the version it was decided on; should one not
 * be, the database refuses the whole, since nobody waits for the count before the commit.
 */
export async function writeMoves(tx: EntityManager, moved: readonly { loaded: Order; after: Order }[]): Promise<void> {
  if (moved.length === 0) return;
  // In the order in which everybody locks them.
  const moves = [...moved].sort((a, b) => (a.loaded.id < b.loaded.id ? -1 : 1));
  const of = <T>(pick: (o: Order) => T): T[] => moves.map((m) => pick(m.after));
  await tx.query(
    `with moved as (update trade_order o set stage = m.stage, stage_since = m.since, rank = m.rank, version = m.version, secured_at = m.secured, frozen_ship_on = m.frozen, on_board_on = m.boarded
     from unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::text[], $6::int[], $7::timestamptz[], $8::date[], $9::date[])
       as m (id, loaded, stage, since, rank, version, secured, frozen, boarded)
     where o.id = m.id and o.version = m.loaded returning 1)
     select expect_rows((select count(*) from moved), $10)`,
    [
      of((o) => o.id),
      moves.map((m) => m.loaded.version),
      of((o) => o.stage),
      of((o) => o.stageSince),
      of((o) => o.rank),
      of((o) => o.version),
      of((o) => o.securedAt),
      of((o) => o.frozenShipOn),
      of((o) => o.onBoardOn),
      moves.length,
    ],
  );
}
