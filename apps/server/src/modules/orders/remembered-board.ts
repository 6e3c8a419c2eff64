import type { OrderChanged, StageSettings } from '@tallyboard/contracts/order-cards';
import { isOpen, type Order } from '@tallyboard/rules/orders/order';
import type { Stage } from '@tallyboard/rules/orders/stages';
import type { StoredFact } from '../../platform/feeds/fact.js';
import type { Gap } from './ranks.js';

/** Facts of a team's feed that change what a move is decided on; the rest of the feed (points, calendars) does not. */
export const CHANGES_BOARD = 'orders.';

/** A board as one statement of the database showed it, at a number of its feed. */
export type BoardReading = { head: number; orders: readonly Order[]; limited: Iterable<Stage> };

/**
 * What this node knows of a team's board: the open orders and their places, up to a number of the team's feed. It holds as long as the
 * feed has told of no order beyond that number, and that is asked when a decision is written.
 */
export class RememberedBoard {
  /** Up to which number of the feed it knows. */
  head: number;
  private readonly orders = new Map<string, Order>();
  /** Of all open orders, in bytewise order. */
  private readonly ranks: string[] = [];
  private limited: ReadonlySet<Stage>;

  constructor({ head, orders, limited }: BoardReading) {
    this.head = head;
    this.limited = new Set(limited);
    for (const order of orders) this.put(order);
  }

  order(id: string): Order | undefined {
    return this.orders.get(id);
  }

  /** Cards may be refused by these stages' columns for being too many; then the database has to count. */
  isLimited(stage: Stage): boolean {
    return this.limited.has(stage);
  }

  /** As `findGaps` finds it among open orders; null when the card to stand behind is not one of them. */
  gap(orderId: string, afterId: string | null): Gap | null {
    const own = this.orders.get(orderId)?.rank;
    const before = afterId === null || afterId === orderId ? null : this.orders.get(afterId)?.rank;
    if (before === undefined) return null;
    let next = before === null ? 0 : this.placeOf(before) + 1;
    if (own !== undefined && this.ranks[next] === own) next += 1;
    return { before, after: this.ranks[next] ?? null };
  }

  /** The next facts of the feed; those it knows are passed over. False where one is missing: then it is worth nothing any more. */
  hear(facts: readonly StoredFact[]): boolean {
    for (const fact of facts) {
      if (fact.seq <= this.head) continue;
      if (fact.seq !== this.head + 1) return false;
      this.apply(fact);
    }
    return true;
  }

  /** Facts that were written on the proof that none before them, beyond what it knows, changed the board. */
  leap(facts: readonly StoredFact[]): void {
    for (const fact of facts) if (fact.seq > this.head) this.apply(fact);
  }

  private apply(fact: StoredFact): void {
    if (fact.name.startsWith(CHANGES_BOARD)) this.change(fact);
    this.head = fact.seq;
  }

  private change({ name, payload }: StoredFact): void {
    if (name === 'orders.stages_changed') this.limited = new Set(limitedStages(payload as StageSettings));
    else if (name === 'orders.reranked') this.rerank((payload as { ranks: [string, string][] }).ranks);
    else {
      const { order } = payload as OrderChanged;
      this.drop(order.id);
      if (name !== 'orders.left' && isOpen(order)) this.put(order);
    }
  }

  /** All leave their places first: a new rank may be the old one of a neighbour. */
  private rerank(ranks: readonly [string, string][]): void {
    const moved = ranks.flatMap(([id, rank]) => {
      const order = this.orders.get(id);
      return order ? [{ ...order, rank }] : [];
    });
    for (const { id } of moved) this.drop(id);
    for (const order of moved) this.put(order);
  }

  private put(order: Order): void {
    this.orders.set(order.id, order);
    this.ranks.splice(this.placeOf(order.rank), 0, order.rank);
  }

  private drop(id: string): void {
    const order = this.orders.get(id);
    if (!order) return;
    this.orders.delete(id);
    this.ranks.splice(this.placeOf(order.rank), 1);
  }

  /** Where a rank stands, or would stand. */
  private placeOf(rank: string): number {
    let [low, high] = [0, this.ranks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ranks[middle]! < rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The stages whose columns refuse what is too much for them. */
export function limitedStages({ columns, stages }: Pick<StageSettings, 'columns' | 'stages'>): Stage[] {
  const limited = new Set(columns.filter((c) => c.wipHard && c.wipLimit !== null).map((c) => c.id));
  return stages.filter((s) => limited.has(s.columnId)).map((s) => s.code);
}
