import type { Order } from '../../orders/order.js';
import { hasReached, isBefore, type Stage } from '../../orders/stages.js';

/** A stage that an order came to by a move, and the business day on which it did. */
export type Passage = { stage: Stage; on: string };
/** `left`: it was moved back from there since. */
export type OrderPassages = { orderId: string; entered: Stage; passed: readonly (Passage & { left: boolean })[] };
/** How a fact changed an order. */
export type Step = { isUndo: boolean; today: string };

/**
 * Which stages orders came to on the board. The stage in which an order was entered is not one of them. What it is moved back from does not
 * count until it comes there again; an undo is as if the move had not been.
 */
export class Passages {
  private readonly orders: Map<string, OrderPassages>;
  /** The orders of which something changed. */
  readonly changed = new Set<string>();

  constructor(known: readonly OrderPassages[] = []) {
    this.orders = new Map(known.map((o) => [o.orderId, o]));
  }

  get(orderId: string): OrderPassages | undefined {
    return this.orders.get(orderId);
  }
  /** Takes in what was known before; it is no change. */
  learn(order: OrderPassages): void {
    this.orders.set(order.orderId, order);
  }
  /** Those that stand. */
  of(orderId: string): readonly Passage[] {
    return this.orders.get(orderId)?.passed.filter((p) => !p.left) ?? [];
  }

  /** Takes in where an order is. One first heard of is taken as entered where it is. */
  follow(order: Order, { isUndo, today }: Step): void {
    const was = this.orders.get(order.id);
    if (!was) this.keep({ orderId: order.id, entered: order.stage, passed: [] });
    else if (order.stage !== 'LOST') this.keep({ ...was, passed: passedNow(was, order.stage, isUndo, today) });
  }

  private keep(order: OrderPassages): void {
    if (samePassages(this.orders.get(order.orderId), order)) return;
    this.orders.set(order.orderId, order);
    this.changed.add(order.orderId);
  }
}

function passedNow(
  { entered, passed }: OrderPassages,
  stage: Stage,
  isUndo: boolean,
  today: string,
): OrderPassages['passed'] {
  if (isUndo) return passed.filter((p) => hasReached(stage, p.stage)).map((p) => ({ ...p, left: false }));
  const stayed = passed.map((p) => (hasReached(stage, p.stage) ? p : { ...p, left: true }));
  if (!isBefore(entered, stage) || stayed.some((p) => p.stage === stage && !p.left)) return stayed;
  return [...stayed.filter((p) => p.stage !== stage), { stage, on: today, left: false }];
}

function samePassages(a: OrderPassages | undefined, b: OrderPassages): boolean {
  if (a?.passed.length !== b.passed.length) return false;
  return b.passed.every((p, i) => {
    const was = a.passed[i]!;
    return was.stage === p.stage && was.on === p.on && was.left === p.left;
  });
}
