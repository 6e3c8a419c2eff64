import type { Order } from '@tallyboard/rules/orders/order';
import { hasReached } from '@tallyboard/rules/orders/stages';
import { carried, classifySale, followsInWindow, type Sale } from '@tallyboard/rules/points/classify-sale';
import type { EntityManager } from 'typeorm';

type Row = Sale & { orderId: string; customerId: string; securedAt: string; usdMinor: number };
/** What an order is to its customer now, and which other orders are something else because of it. */
export type Followed = { sale: Sale | null; others: { orderId: string; sale: Sale }[] };

/** Which orders of a customer are secured, and what each is to the customer. */
export class SalesMemory {
  private readonly changed = new Set<string>();
  private constructor(private readonly rows: Map<string, Row>) {}

  static async load(tx: EntityManager, orders: readonly Order[]): Promise<SalesMemory> {
    const rows = await tx.query<Row[]>(
      `select s.order_id as "orderId", s.customer_id as "customerId", s.secured_at as "securedAt", s.usd_minor as "usdMinor", s.kind,
         s.group_usd_minor_before as "groupUsdMinorBefore", s.shipped_on_entry as "shippedOnEntry"
       from points_sale s where s.customer_id = any($1::uuid[]) or s.order_id = any($2::uuid[])
         or s.customer_id in (select customer_id from points_sale where order_id = any($2::uuid[]))`,
      [orders.map((o) => o.customerId), orders.map((o) => o.id)],
    );
    return new SalesMemory(new Map(rows.map((r) => [r.orderId, r])));
  }

  /** Takes in what an order has become. A carried one stays what it is; what followed closely on a changed sale is judged again. */
  follow(order: Order, isNew: boolean): Followed {
    const was = this.rows.get(order.id);
    if (was?.kind === 'carried') return { sale: order.securedAt ? was : null, others: [] };
    const is = order.securedAt ? this.judged(order, order.securedAt, isNew) : null;
    if (sameSale(was, is)) return { sale: was ?? null, others: [] };
    if (is) this.rows.set(order.id, is);
    else this.rows.delete(order.id);
    this.changed.add(order.id);
    const touched = [was, is].filter((r) => r !== undefined && r !== null);
    return { sale: is, others: touched.flatMap((row) => this.judgeAgain(row)) };
  }

  private judged(order: Order, securedAt: string, isNew: boolean): Row {
    const base = { orderId: order.id, customerId: order.customerId, securedAt, usdMinor: order.amountUsdMinor ?? 0 };
    const was = this.rows.get(order.id);
    const kept = was?.customerId === order.customerId && was.securedAt === securedAt;
    if (kept) return { ...was, ...base };
    return {
      ...base,
      ...(isNew ? carried(hasReached(order.stage, 'SHIPPED')) : classifySale(this.othersOf(base), base)),
    };
  }

  private judgeAgain(changed: Row): { orderId: string; sale: Sale }[] {
    const others: { orderId: string; sale: Sale }[] = [];
    for (const row of this.othersOf(changed).filter((r) => followsInWindow(r, changed))) {
      const again = { ...row, ...classifySale(this.othersOf(row), row) };
      if (sameSale(row, again)) continue;
      this.rows.set(row.orderId, again);
      this.changed.add(row.orderId);
      others.push({ orderId: row.orderId, sale: again });
    }
    return others;
  }

  private othersOf({ customerId, orderId }: Pick<Row, 'customerId' | 'orderId'>): Row[] {
    return [...this.rows.values()].filter((r) => r.customerId === customerId && r.orderId !== orderId);
  }

  async save(tx: EntityManager): Promise<void> {
    if (this.changed.size === 0) return;
    const kept = [...this.changed].map((id) => this.rows.get(id)).filter((r) => r !== undefined);
    await Promise.all([
      tx.query('delete from points_sale where order_id = any($1::uuid[])', [[...this.changed]]),
      tx.query(
        `insert into points_sale (order_id, customer_id, secured_at, usd_minor, kind, group_usd_minor_before, shipped_on_entry)
       select "orderId", "customerId", "securedAt", "usdMinor", kind, "groupUsdMinorBefore", "shippedOnEntry"
       from jsonb_to_recordset($1::jsonb) as r ("orderId" uuid, "customerId" uuid, "securedAt" timestamptz, "usdMinor" bigint, kind text, "groupUsdMinorBefore" bigint, "shippedOnEntry" boolean)`,
        [JSON.stringify(kept)],
      ),
    ]);
  }
}

function sameSale(a: Row | null | undefined, b: Row | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  return (
    a.customerId === b.customerId &&
    a.securedAt === b.securedAt &&
    a.usdMinor === b.usdMinor &&
    a.kind === b.kind &&
    a.groupUsdMinorBefore === b.groupUsdMinorBefore
  );
}
