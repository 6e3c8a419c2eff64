import type { Order } from '../../orders/order.js';
import { entitlements } from '../catalogue.js';
import type { Entitlement, RuleInForce } from '../rule.js';
import { Books, type KnownGrants } from './books.js';
import type { Sale } from './classify-sale.js';
import type { LedgerTxn } from './ledger-txn.js';
import { adoptionSubject, caseOfStep, dueForAdoption, type KnownCase, type Mechanisms } from './mechanisms.js';
import type { Newcomers } from './newcomers.js';
import type { OrderPassages, Passages } from './passages.js';
import type { Sales } from './sales.js';
import { type About, newcomerSubject, type ScoredFact, subjectOf } from './scored-fact.js';
import { Standing } from './standing.js';
import { type KnownUse, royaltySubject, type Uses, useSubject } from './uses.js';

/** What was there before the facts at hand: a database, or nothing at all. Each question is asked once. */
export type Known = KnownGrants & {
  /** An order as the last fact taken in before these tells it. */
  order(orderId: string): Order | null | Promise<Order | null>;
  /** The stages an order came to, where `Bench.passages` does not have them. */
  passages(orderId: string): OrderPassages | null | Promise<OrderPassages | null>;
  /** The case that an item tells or was made of, with all that was made of it; empty for any other item. */
  caseOf(itemId: string): KnownCase | Promise<KnownCase>;
  /** All uses of an item that `caseOf` does not know yet: it may have been used before it was heard of that it is in the pool. */
  usesOf(itemId: string): readonly KnownUse[] | Promise<readonly KnownUse[]>;
};

/** An engine that begins with an empty ledger. */
export const KNOWING_NOTHING: Known = {
  standing: () => new Standing(),
  used: () => 0,
  order: () => null,
  passages: () => null,
  caseOf: () => ({ items: [], uses: [] }),
  usesOf: () => [],
};

/** Where and under which rules one judges. */
export type Bench = {
  zone: string;
  rulesAt: (instant: string) => readonly RuleInForce[];
  sales: Sales;
  passages: Passages;
  newcomers: Newcomers;
  uses: Uses;
  mechanisms: Mechanisms;
  known: Known;
};

type OrderStep = Extract<About, { of: 'order' }>;

/**
 * The points engine: takes in facts one by one and says which transactions follow. What is due for a subject as it stands is compared
 * with what was granted for it. Pure but for what `known` is asked: the same facts in the same order give the same transactions.
 */
export class Judge {
  readonly books: Books;
  private readonly orders = new Map<string, Order>();

  constructor(private readonly bench: Bench) {
    this.books = new Books(bench.known, bench.zone);
  }

  /** What a fact changes: for its own subject and, where an order was part of one purchase, for the orders that followed it. */
  async judge(fact: ScoredFact): Promise<LedgerTxn[]> {
    const { about } = fact;
    const key = subjectOf(fact);
    const today = this.books.dayOf(fact.at);
    const due = (evidence: Parameters<typeof entitlements>[0], at: string): Entitlement[] =>
      entitlements(evidence, this.bench.rulesAt(at));
    switch (about.of) {
      case 'replyWeek': {
        const { of, week } = about;
        return this.books.settleOn(fact, { key, orderId: null, no: week.week }, due({ of, week, today }, fact.at));
      }
      case 'survey': {
        const { of, survey, orderId, orderNo: no } = about;
        return this.books.settleOn(fact, { key, orderId, no }, due({ of, survey, today }, fact.at));
      }
      case 'inquiry': {
        const { of, inquiry } = about;
        const subject = { key, orderId: null, no: inquiry.no };
        const own = await this.books.settleOn(fact, subject, due({ of, inquiry, today }, inquiry.receivedAt));
        const used = await this.settleUses(fact, this.bench.uses.followInquiry(inquiry));
        return [...own, ...used, ...(await this.settleNewcomers(fact, null))];
      }
      case 'knowledge': {
        const { of, item } = about;
        const rulesOf = item.sharedAt ?? fact.at;
        const own = await this.books.settleOn(
          fact,
          { key, orderId: null, no: null },
          due({ of, item, today }, rulesOf),
        );
        const caseId = caseOfStep(about);
        if (caseId === null) return own;
        await this.learnCase(caseId);
        if (!this.bench.mechanisms.get(about.itemId))
          this.bench.uses.learn(await this.bench.known.usesOf(about.itemId));
        this.bench.mechanisms.follow(about, fact.at);
        return [...own, ...(await this.settleAdoptions(fact, [about.itemId]))];
      }
      case 'kudos':
      case 'adjustment':
      case 'vote':
      case 'answer':
      case 'verification':
      case 'flag':
        return this.books.settleOn(fact, { key, orderId: null, no: null }, due({ ...about, today }, fact.at));
      case 'use':
        return this.settleUses(fact, [this.bench.uses.follow(about.use, about.stands)]);
      case 'start':
        return this.settleNewcomers(fact, null);
      case 'order':
        return this.judgeOrder(fact, about);
    }
  }

  private async judgeOrder(fact: ScoredFact, { order, isNew, isUndo }: OrderStep): Promise<LedgerTxn[]> {
    const { sale, others } = this.bench.sales.follow(order, isNew);
    this.bench.passages.follow(order, { isUndo, today: this.books.dayOf(fact.at) });
    const txns = await this.settleOrder(fact, order, sale);
    for (const other of others) {
      const asItIs = this.orders.get(other.orderId) ?? (await this.bench.known.order(other.orderId));
      if (!asItIs) continue;
      await this.learnPassages(other.orderId);
      txns.push(...(await this.settleOrder(fact, asItIs, other.sale)));
    }
    this.orders.set(order.id, order);
    const changed = this.bench.uses.followOrder(order);
    txns.push(...(await this.settleRoyalty(fact, order)));
    txns.push(...(await this.settleAdoptions(fact, changed.map(itemOf))));
    txns.push(...(await this.settleNewcomers(fact, sale)));
    return txns;
  }

  /** What was used counts or does not count any more: for its author, and for the order where that is settled already. */
  private async settleUses(fact: ScoredFact, touched: readonly KnownUse[]): Promise<LedgerTxn[]> {
    const txns: LedgerTxn[] = [];
    for (const [key, { orderId, no }] of new Map(touched.map((u) => [useSubject(u), u]))) {
      const uses = this.bench.uses.of(key);
      const rules = this.bench.rulesAt(uses[0]?.at ?? fact.at);
      const due = entitlements({ of: 'use', uses, today: this.books.dayOf(fact.at) }, rules);
      txns.push(...(await this.books.settleOn(fact, { key, orderId, no }, due)));
    }
    for (const orderId of new Set(touched.map((u) => u.orderId))) {
      const order = orderId && (this.orders.get(orderId) ?? (await this.bench.known.order(orderId)));
      if (!order) continue;
      this.bench.uses.markOrder(order);
      txns.push(...(await this.settleRoyalty(fact, order)));
    }
    txns.push(...(await this.settleAdoptions(fact, touched.map(itemOf))));
    return txns;
  }

  /** Something happened to items or to their uses: where they were made of a case, that may bring its author something, or not any more. */
  private async settleAdoptions(fact: ScoredFact, itemIds: readonly string[]): Promise<LedgerTxn[]> {
    const cases = new Set<string>();
    for (const itemId of new Set(itemIds)) {
      await this.learnCase(itemId);
      const caseId = this.bench.mechanisms.caseOf(itemId);
      if (caseId !== null) cases.add(caseId);
    }
    const txns: LedgerTxn[] = [];
    for (const caseId of cases) {
      const due = dueForAdoption(caseId, this.bench, this.bench.rulesAt, this.bench.zone);
      txns.push(...(await this.books.settleOn(fact, { key: adoptionSubject(caseId), orderId: null, no: null }, due)));
    }
    return txns;
  }
  private async learnCase(itemId: string): Promise<void> {
    const { mechanisms, uses, known } = this.bench;
    if (mechanisms.wasAsked(itemId)) return;
    const { items, uses: used } = await known.caseOf(itemId);
    uses.learn(used);
    mechanisms.learn(itemId, items);
  }

  /** What is due to authors for an order; of what it was won by, the rules are those of the day on which it was secured. */
  private settleRoyalty(fact: ScoredFact, order: Order): Promise<LedgerTxn[]> {
    const { uses } = this.bench;
    if (!uses.knowsOrder(order.id)) return Promise.resolve([]);
    const evidence = { of: 'royalty' as const, order, uses: uses.ofOrder(order.id), today: this.books.dayOf(fact.at) };
    const due = entitlements(evidence, this.bench.rulesAt(order.securedAt ?? fact.at));
    return this.books.settleOn(fact, { key: royaltySubject(order.id), orderId: order.id, no: order.no }, due);
  }

  /** Those whose first days look otherwise. What was promised on the day somebody joined holds for all of them, also in the next season. */
  private async settleNewcomers(fact: ScoredFact, sale: Sale | null): Promise<LedgerTxn[]> {
    const txns: LedgerTxn[] = [];
    for (const userId of this.bench.newcomers.follow(fact.about, sale, this.bench.zone)) {
      const newcomer = this.bench.newcomers.of(userId);
      const rules = newcomer ? this.bench.rulesAt(noonOf(newcomer.joinedOn)) : [];
      const due = newcomer ? entitlements({ of: 'newcomer', newcomer }, rules) : [];
      txns.push(...(await this.books.settleOn(fact, { key: newcomerSubject(userId), orderId: null, no: null }, due)));
    }
    return txns;
  }

  private async learnPassages(orderId: string): Promise<void> {
    if (this.bench.passages.get(orderId)) return;
    const known = await this.bench.known.passages(orderId);
    if (known) this.bench.passages.learn(known);
  }

  private settleOrder(fact: ScoredFact, order: Order, sale: Sale | null): Promise<LedgerTxn[]> {
    const today = this.books.dayOf(fact.at);
    const rules = this.bench.rulesAt(order.securedAt ?? fact.at);
    const passages = this.bench.passages.of(order.id);
    const due = entitlements({ of: 'order', order, sale, passages, today }, rules);
    return this.books.settleOn(fact, { key: `order:${order.id}`, orderId: order.id, no: order.no }, due);
  }
}

const itemOf = ({ itemId }: KnownUse): string => itemId;
/** An instant that is on this day in every zone but those at the date line. */
const noonOf = (day: string): string => `${day}T12:00:00.000Z`;
