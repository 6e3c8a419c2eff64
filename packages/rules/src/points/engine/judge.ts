import type { Order } from '../../orders/order.js';
import { businessDay } from '../../time/business-day.js';
import { type Season, seasonAt } from '../../time/season.js';
import { entitlements } from '../catalogue.js';
import type { Entitlement, RuleInForce } from '../rule.js';
import type { Sale } from './classify-sale.js';
import type { LedgerTxn } from './ledger-txn.js';
import type { Newcomers } from './newcomers.js';
import type { OrderPassages, Passages } from './passages.js';
import type { Sales } from './sales.js';
import { type About, newcomerSubject, type ScoredFact, subjectOf } from './scored-fact.js';
import { clip, settle, type StandingGrant } from './settle.js';

/** What was there before the facts at hand: a database, or nothing at all. Each question is asked once. */
export type Known = {
  /** All transactions of a subject, oldest first. */
  history(subject: string): readonly LedgerTxn[] | Promise<readonly LedgerTxn[]>;
  /** What was granted under a cap so far; reversing does not give it back (I7). */
  used(ruleId: string, capKey: string): number | Promise<number>;
  /** An order as the last fact taken in before these tells it. */
  order(orderId: string): Order | null | Promise<Order | null>;
  /** The stages an order came to, where `Bench.passages` does not have them. */
  passages(orderId: string): OrderPassages | null | Promise<OrderPassages | null>;
};

/** An engine that begins with an empty ledger. */
export const KNOWING_NOTHING: Known = { history: () => [], used: () => 0, order: () => null, passages: () => null };

/** Where and under which rules one judges. */
export type Bench = {
  zone: string;
  rulesAt: (instant: string) => readonly RuleInForce[];
  sales: Sales;
  passages: Passages;
  newcomers: Newcomers;
  known: Known;
};

type OrderStep = Extract<About, { of: 'order' }>;
type Subject = { key: string; orderId: string | null; no: string | null };

/**
 * The points engine: takes in facts one by one and says which transactions follow. What is due for a subject as it stands is compared
 * with what was granted for it. Pure but for what `known` is asked: the same facts in the same order give the same transactions.
 */
export class Judge {
  private readonly histories = new Map<string, LedgerTxn[]>();
  private readonly usedBy = new Map<string, number>();
  private readonly orders = new Map<string, Order>();
  private season: Season | null = null;

  constructor(private readonly bench: Bench) {}

  /** What a fact changes: for its own subject and, where an order was part of one purchase, for the orders that followed it. */
  async judge(fact: ScoredFact): Promise<LedgerTxn[]> {
    const { about } = fact;
    const key = subjectOf(fact);
    const today = businessDay(fact.at, this.bench.zone);
    const due = (evidence: Parameters<typeof entitlements>[0], at: string): Entitlement[] =>
      entitlements(evidence, this.bench.rulesAt(at));
    switch (about.of) {
      case 'replyWeek': {
        const { of, week } = about;
        return this.settleOn(fact, { key, orderId: null, no: week.week }, due({ of, week, today }, fact.at));
      }
      case 'survey': {
        const { of, survey, orderId, orderNo: no } = about;
        return this.settleOn(fact, { key, orderId, no }, due({ of, survey, today }, fact.at));
      }
      case 'inquiry': {
        const { of, inquiry } = about;
        const subject = { key, orderId: null, no: inquiry.no };
        const own = await this.settleOn(fact, subject, due({ of, inquiry, today }, inquiry.receivedAt));
        return [...own, ...(await this.settleNewcomers(fact, null))];
      }
      case 'kudos': {
        const { of, kudos } = about;
        return this.settleOn(fact, { key, orderId: null, no: null }, due({ of, kudos, today }, fact.at));
      }
      case 'adjustment': {
        const { of, adjustment } = about;
        return this.settleOn(fact, { key, orderId: null, no: null }, due({ of, adjustment, today }, fact.at));
      }
      case 'knowledge': {
        const { of, item } = about;
        return this.settleOn(fact, { key, orderId: null, no: null }, due({ of, item, today }, fact.at));
      }
      case 'vote': {
        const { of, vote } = about;
        return this.settleOn(fact, { key, orderId: null, no: null }, due({ of, vote, today }, fact.at));
      }
      case 'start':
        return this.settleNewcomers(fact, null);
      case 'order':
        return this.judgeOrder(fact, about);
    }
  }

  private async judgeOrder(fact: ScoredFact, { order, isNew, isUndo }: OrderStep): Promise<LedgerTxn[]> {
    const { sale, others } = this.bench.sales.follow(order, isNew);
    this.bench.passages.follow(order, { isUndo, today: businessDay(fact.at, this.bench.zone) });
    const txns = await this.settleOrder(fact, order, sale);
    for (const other of others) {
      const asItIs = this.orders.get(other.orderId) ?? (await this.bench.known.order(other.orderId));
      if (!asItIs) continue;
      await this.learnPassages(other.orderId);
      txns.push(...(await this.settleOrder(fact, asItIs, other.sale)));
    }
    this.orders.set(order.id, order);
    txns.push(...(await this.settleNewcomers(fact, sale)));
    return txns;
  }

  /** Those whose first days look otherwise. What was promised on the day somebody joined holds for all of them, also in the next season. */
  private async settleNewcomers(fact: ScoredFact, sale: Sale | null): Promise<LedgerTxn[]> {
    const txns: LedgerTxn[] = [];
    for (const userId of this.bench.newcomers.follow(fact.about, sale, this.bench.zone)) {
      const newcomer = this.bench.newcomers.of(userId);
      const rules = newcomer ? this.bench.rulesAt(noonOf(newcomer.joinedOn)) : [];
      const due = newcomer ? entitlements({ of: 'newcomer', newcomer }, rules) : [];
      txns.push(...(await this.settleOn(fact, { key: newcomerSubject(userId), orderId: null, no: null }, due)));
    }
    return txns;
  }

  private async learnPassages(orderId: string): Promise<void> {
    if (this.bench.passages.get(orderId)) return;
    const known = await this.bench.known.passages(orderId);
    if (known) this.bench.passages.learn(known);
  }

  private settleOrder(fact: ScoredFact, order: Order, sale: Sale | null): Promise<LedgerTxn[]> {
    const today = businessDay(fact.at, this.bench.zone);
    const rules = this.bench.rulesAt(order.securedAt ?? fact.at);
    const passages = this.bench.passages.of(order.id);
    const due = entitlements({ of: 'order', order, sale, passages, today }, rules);
    return this.settleOn(fact, { key: `order:${order.id}`, orderId: order.id, no: order.no }, due);
  }

  /** Brings what stands on a subject to what is due. */
  private async settleOn(fact: ScoredFact, subject: Subject, due: readonly Entitlement[]): Promise<LedgerTxn[]> {
    const history = await this.historyOf(subject.key);
    if (history.length === 0 && due.length === 0) return [];
    const { reverse, vest, grant } = settle(standing(history), due);
    const base = {
      subject: subject.key,
      orderId: subject.orderId,
      orderNo: subject.no,
      source: { feed: fact.feed, seq: fact.seq },
      causedBy: fact.causedBy,
      effectiveOn: businessDay(fact.at, this.bench.zone),
      at: fact.at,
    };
    const follow = (key: string, name: string): LedgerTxn => ({
      ...history.find((t) => t.key === key)!,
      ...base,
      key: `${name}|${key}`,
      capKey: null,
      inputs: {},
      reverses: null,
      vests: null,
    });
    const txns: LedgerTxn[] = reverse.map(({ key, bucket }) => {
      const granted = follow(key, 'reverse');
      return { ...granted, amount: -granted.amount, requested: -granted.requested, reverses: key, bucket };
    });
    for (const { key, bucket } of vest) {
      if (bucket === 'vested') continue;
      const granted = follow(key, 'vest');
      const vests = { key, from: bucket, amount: granted.amount };
      txns.push({ ...granted, amount: 0, requested: 0, bucket: 'vested', vests });
    }
    for (const entitlement of grant)
      txns.push({ ...base, ...(await this.granted(entitlement, fact, history, subject.key)) });
    history.push(...txns);
    return txns;
  }

  private async granted(
    { ruleId, ruleVersion, ownerId, part, currency, amount: requested, cap, inputs, bucket }: Entitlement,
    fact: ScoredFact,
    history: readonly LedgerTxn[],
    subject: string,
  ) {
    const amount = cap ? clip(requested, cap.limit, await this.usedOf(ruleId, cap.key)) : requested;
    if (cap) this.usedBy.set(`${ruleId}|${cap.key}`, (await this.usedOf(ruleId, cap.key)) + amount);
    const isAlike = (t: LedgerTxn): boolean => t.ruleId === ruleId && t.ownerId === ownerId && t.part === part;
    const occurrence = history.filter((t) => isAlike(t) && !t.reverses && !t.vests).length + 1;
    // Orders came first, and are known by their id alone; parts came last.
    const place = [ruleId, subject.replace(/^order:/, ''), ...(part ? [part] : []), ownerId, occurrence];
    return {
      key: place.join('|'),
      ruleId,
      ruleVersion,
      ownerId,
      part,
      currency,
      season: this.seasonOf(fact.at),
      amount,
      requested,
      capKey: cap?.key ?? null,
      inputs,
      reverses: null,
      vests: null,
      bucket,
    };
  }

  private seasonOf(at: string): string {
    if (!this.season || at < this.season.startsAt || at >= this.season.endsAt)
      this.season = seasonAt(at, this.bench.zone);
    return this.season.code;
  }

  private async historyOf(subject: string): Promise<LedgerTxn[]> {
    let history = this.histories.get(subject);
    if (!history) this.histories.set(subject, (history = [...(await this.bench.known.history(subject))]));
    return history;
  }

  private async usedOf(ruleId: string, key: string): Promise<number> {
    const name = `${ruleId}|${key}`;
    let used = this.usedBy.get(name);
    if (used === undefined) this.usedBy.set(name, (used = await this.bench.known.used(ruleId, key)));
    return used;
  }
}

/** An instant that is on this day in every zone but those at the date line. */
const noonOf = (day: string): string => `${day}T12:00:00.000Z`;

/** Grants that have not been reversed; those that waited have vested when something says so. */
function standing(history: readonly LedgerTxn[]): StandingGrant[] {
  const reversed = new Set(history.map((t) => t.reverses));
  const vested = new Set(history.map((t) => t.vests?.key));
  return history
    .filter((t) => !t.reverses && !t.vests && !reversed.has(t.key))
    .map(({ key, ruleId, ownerId, part, requested, bucket }) => ({
      key,
      ruleId,
      ownerId,
      part,
      requested,
      bucket: vested.has(key) ? 'vested' : bucket,
    }));
}
