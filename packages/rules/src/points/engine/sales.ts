import type { Order } from '../../orders/order.js';
import { hasReached } from '../../orders/stages.js';
import { carried, classifySale, followsInWindow, type Sale } from './classify-sale.js';

/** A secured order, and what it is to its customer. */
export type KnownSale = Sale & { orderId: string; customerId: string; securedAt: string; usdMinor: number };
/** What an order is to its customer now, and which other orders are something else because of it. */
export type Followed = { sale: Sale | null; others: { orderId: string; sale: Sale }[] };

/** Which orders of a customer are secured, and what each is to the customer. */
export class Sales {
  private readonly sales: Map<string, KnownSale>;
  private readonly byCustomer = new Map<string, Set<string>>();
  /** The orders whose sale came, went or changed. */
  readonly changed = new Set<string>();
  private last: { order: Order; followed: Followed } | null = null;

  constructor(known: readonly KnownSale[] = []) {
    this.sales = new Map();
    for (const sale of known) this.keep(sale);
  }

  get(orderId: string): KnownSale | undefined {
    return this.sales.get(orderId);
  }

  /** Takes in what an order has become. A carried one stays what it is; what followed closely on a changed sale is judged again. */
  follow(order: Order, isNew: boolean): Followed {
    // Two engines may share this memory: the second is told what the first was.
    if (this.last?.order !== order) this.last = { order, followed: this.followOnce(order, isNew) };
    return this.last.followed;
  }

  private followOnce(order: Order, isNew: boolean): Followed {
    const was = this.sales.get(order.id);
    if (was?.kind === 'carried') return { sale: order.securedAt ? was : null, others: [] };
    const is = order.securedAt ? this.judged(order, order.securedAt, isNew) : null;
    if (sameSale(was, is)) return { sale: was ?? null, others: [] };
    if (is) this.keep(is);
    else this.forget(order.id);
    this.changed.add(order.id);
    const touched = [was, is].filter((r) => r !== undefined && r !== null);
    return { sale: is, others: touched.flatMap((row) => this.judgeAgain(row)) };
  }

  private judged(order: Order, securedAt: string, isNew: boolean): KnownSale {
    const base = { orderId: order.id, customerId: order.customerId, securedAt, usdMinor: order.amountUsdMinor ?? 0 };
    const was = this.sales.get(order.id);
    const kept = was?.customerId === order.customerId && was.securedAt === securedAt;
    if (kept) return { ...was, ...base };
    return {
      ...base,
      ...(isNew ? carried(hasReached(order.stage, 'SHIPPED')) : classifySale(this.othersOf(base), base)),
    };
  }

  private judgeAgain(changed: KnownSale): { orderId: string; sale: Sale }[] {
    const others: { orderId: string; sale: Sale }[] = [];
    for (const row of this.othersOf(changed).filter((r) => followsInWindow(r, changed))) {
      const again = { ...row, ...classifySale(this.othersOf(row), row) };
      if (sameSale(row, again)) continue;
      this.keep(again);
      this.changed.add(row.orderId);
      others.push({ orderId: row.orderId, sale: again });
    }
    return others;
  }

  private othersOf({ customerId, orderId }: Pick<KnownSale, 'customerId' | 'orderId'>): KnownSale[] {
    return [...(this.byCustomer.get(customerId) ?? [])].filter((id) => id !== orderId).map((id) => this.sales.get(id)!);
  }

  private keep(sale: KnownSale): void {
    this.forget(sale.orderId);
    this.sales.set(sale.orderId, sale);
    const ids = this.byCustomer.get(sale.customerId);
    if (ids) ids.add(sale.orderId);
    else this.byCustomer.set(sale.customerId, new Set([sale.orderId]));
  }
  private forget(orderId: string): void {
    const was = this.sales.get(orderId);
    if (was) this.byCustomer.get(was.customerId)!.delete(orderId);
    this.sales.delete(orderId);
  }
}

function sameSale(a: KnownSale | null | undefined, b: KnownSale | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  return (
    a.customerId === b.customerId &&
    a.securedAt === b.securedAt &&
    a.usdMinor === b.usdMinor &&
    a.kind === b.kind &&
    a.groupUsdMinorBefore === b.groupUsdMinorBefore
  );
}
