import type { Order } from '@tallyboard/rules/orders/order';
import { type OrderPassages, Passages } from '@tallyboard/rules/points/engine/passages';
import { type KnownSale, Sales } from '@tallyboard/rules/points/engine/sales';
import type { EntityManager } from 'typeorm';

/** What is known of the sales to the customers of some orders. */
export async function loadSales(tx: EntityManager, orders: readonly Order[]): Promise<Sales> {
  if (orders.length === 0) return new Sales();
  return new Sales(
    await tx.query<KnownSale[]>(
      `select s.order_id as "orderId", s.customer_id as "customerId", s.secured_at as "securedAt", s.usd_minor as "usdMinor", s.kind,
         s.group_usd_minor_before as "groupUsdMinorBefore", s.shipped_on_entry as "shippedOnEntry"
       from points_sale s where s.customer_id = any($1::uuid[]) or s.order_id = any($2::uuid[])
         or s.customer_id in (select customer_id from points_sale where order_id = any($2::uuid[]))`,
      [orders.map((o) => o.customerId), orders.map((o) => o.id)],
    ),
  );
}

export async function saveSales(tx: EntityManager, sales: Sales): Promise<void> {
  if (sales.changed.size === 0) return;
  const kept = [...sales.changed].map((id) => sales.get(id)).filter((r) => r !== undefined);
  await Promise.all([
    tx.query('delete from points_sale where order_id = any($1::uuid[])', [[...sales.changed]]),
    tx.query(
      `insert into points_sale (order_id, customer_id, secured_at, usd_minor, kind, group_usd_minor_before, shipped_on_entry)
       select "orderId", "customerId", "securedAt", "usdMinor", kind, "groupUsdMinorBefore", "shippedOnEntry"
       from jsonb_to_recordset($1::jsonb) as r ("orderId" uuid, "customerId" uuid, "securedAt" timestamptz, "usdMinor" bigint, kind text, "groupUsdMinorBefore" bigint, "shippedOnEntry" boolean)`,
      [JSON.stringify(kept)],
    ),
  ]);
}

/** The stages that some orders came to; `known` is not asked for again. */
export async function loadPassages(
  tx: EntityManager,
  orders: readonly Order[],
  known: ReadonlyMap<string, OrderPassages>,
): Promise<Passages> {
  const ids = [...new Set(orders.map((o) => o.id))];
  const remembered = ids.flatMap((id) => known.get(id) ?? []);
  return new Passages([
    ...remembered,
    ...(await passagesOf(
      tx,
      ids.filter((id) => !known.has(id)),
    )),
  ]);
}

export function passagesOf(tx: EntityManager, orderIds: readonly string[]): Promise<OrderPassages[]> {
  if (orderIds.length === 0) return Promise.resolve([]);
  return tx.query<OrderPassages[]>(
    'select order_id as "orderId", entered, passed from points_passage where order_id = any($1::uuid[])',
    [orderIds],
  );
}

export async function savePassages(tx: EntityManager, passages: Passages): Promise<void> {
  if (passages.changed.size === 0) return;
  await tx.query(
    `insert into points_passage (order_id, entered, passed) select "orderId", entered, passed from jsonb_to_recordset($1::jsonb) as r ("orderId" uuid, entered text, passed jsonb)
     on conflict (order_id) do update set passed = excluded.passed`,
    [JSON.stringify([...passages.changed].map((id) => passages.get(id)))],
  );
}
