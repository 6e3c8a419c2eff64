import type { Order } from '@tallyboard/rules/orders/order';
import { hasReached } from '@tallyboard/rules/orders/stages';
import { carried, classifySale, type Sale } from '@tallyboard/rules/points/classify-sale';
import type { EntityManager } from 'typeorm';

type Row = {
  orderId: string;
  customerId: string;
  securedAt: string;
  usdMinor: number;
  kind: Sale['kind'];
  groupUsdMinorBefore: number;
  shippedOnEntry: boolean;
};

/** Which orders of a customer are secured, and what each was to the customer when it became so. */
export class SalesMemory {
  private readonly changed = new Set<string>();
  private constructor(private readonly rows: Map<string, Row>) {}

  static async load(tx: EntityManager, orders: readonly Order[]): Promise<SalesMemory> {
    const rows = await tx.query<Row[]>(
      `select order_id as "orderId", customer_id as "customerId", secured_at as "securedAt", usd_minor as "usdMinor", kind, group_usd_minor_before as "groupUsdMinorBefore", shipped_on_entry as "shippedOnEntry"
       from points_sale where customer_id = any($1::uuid[]) or order_id = any($2::uuid[])`,
      [orders.map((o) => o.customerId), orders.map((o) => o.id)],
    );
    return new SalesMemory(new Map(rows.map((r) => [r.orderId, r])));
  }

  /** The sale this order is now; judged when it becomes secured, forgotten when it no longer is. */
  follow(order: Order, isNew: boolean): Sale | null {
    const known = this.rows.get(order.id);
    if (!order.securedAt) {
      if (known && known.kind !== 'carried') this.forget(order.id);
      return null;
    }
    if (known?.kind === 'carried') return known;
    if (known && known.customerId === order.customerId && known.securedAt === order.securedAt) return known;
    const others = [...this.rows.values()].filter((r) => r.customerId === order.customerId && r.orderId !== order.id);
    const sale = isNew ? carried(hasReached(order.stage, 'SHIPPED')) : classifySale(others, order.securedAt);
    this.rows.set(order.id, {
      orderId: order.id,
      customerId: order.customerId,
      securedAt: order.securedAt,
      usdMinor: order.amountUsdMinor ?? 0,
      ...sale,
    });
    this.changed.add(order.id);
    return sale;
  }

  private forget(orderId: string): void {
    this.rows.delete(orderId);
    this.changed.add(orderId);
  }

  async save(tx: EntityManager): Promise<void> {
    if (this.changed.size === 0) return;
    await tx.query('delete from points_sale where order_id = any($1::uuid[])', [[...this.changed]]);
    const kept = [...this.changed].map((id) => this.rows.get(id)).filter((r) => r !== undefined);
    if (kept.length === 0) return;
    await tx.query(
      `insert into points_sale (order_id, customer_id, secured_at, usd_minor, kind, group_usd_minor_before, shipped_on_entry)
       select "orderId", "customerId", "securedAt", "usdMinor", kind, "groupUsdMinorBefore", "shippedOnEntry"
       from jsonb_to_recordset($1::jsonb) as r ("orderId" uuid, "customerId" uuid, "securedAt" timestamptz, "usdMinor" bigint, kind text, "groupUsdMinorBefore" bigint, "shippedOnEntry" boolean)`,
      [JSON.stringify(kept)],
    );
  }
}
