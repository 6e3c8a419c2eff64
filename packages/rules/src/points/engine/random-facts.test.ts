import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Order } from '../../orders/order.js';
import { type Balances, entriesOf } from '../buckets.js';
import { Judge } from './judge.js';
import type { LedgerTxn } from './ledger-txn.js';
import { type KnownCase, type KnownItem, Mechanisms } from './mechanisms.js';
import { Newcomers } from './newcomers.js';
import { Passages } from './passages.js';
import {
  ANSWER_STEPS,
  INQUIRY_STEPS,
  ITEM_COUNT,
  ITEM_STEPS,
  JOINED_ON,
  KUDOS_STEPS,
  LESSON,
  ORDER_STEPS,
  PEOPLE,
  SETTLED,
  STAGES,
  story,
  storyRules,
  USE_COUNT,
  USE_STEPS,
} from './random-facts.sample.js';
import { Sales } from './sales.js';
import { Standing } from './standing.js';
import type { ScoredFact } from './scored-fact.js';
import { type KnownUse, Uses } from './uses.js';

/** In each of the four time zones of the suite; together 100,000, and a million with CHAOS=full. */
const RUNS = process.env['CHAOS'] === 'full' ? 250_000 : 25_000;
const ZONE = 'Asia/Shanghai';

const one = <T extends string>(...names: readonly T[]) => fc.constantFrom(...names);
const stage = fc.oneof(
  { weight: 4, arbitrary: fc.nat(STAGES.length - 1) },
  { weight: 1, arbitrary: fc.constant(SETTLED) },
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: one('move'), order: fc.nat(2), stage, undo: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: one(...ORDER_STEPS), order: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ do: one(...INQUIRY_STEPS), inquiry: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: one(...KUDOS_STEPS), kudos: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: one(...ITEM_STEPS), item: fc.nat(ITEM_COUNT - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: one(...ANSWER_STEPS), answer: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ do: one(...USE_STEPS), use: fc.nat(USE_COUNT - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: one('accepted', 'reversed'), amount: fc.constantFrom(40, -50) }) },
  { weight: 1, arbitrary: fc.record({ do: one('survey'), score: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: one('start'), day: fc.integer({ min: 1, max: 28 }) }) },
);

/** What an engine leaves behind for the next one, as a database would keep it. */
class Kept {
  readonly txns: LedgerTxn[] = [];
  private readonly orders = new Map<string, Order>();
  private readonly passages = new Map<string, Passages>();
  private sales = new Sales();
  private readonly uses = new Map<string, KnownUse>();
  private readonly items = new Map<string, KnownItem>();
  private newcomers = new Newcomers(STARTS);

  /** An engine that is told of these facts together, and has nothing but what was kept. */
  async judge(facts: readonly ScoredFact[]): Promise<void> {
    const ids = new Set(facts.flatMap(({ about: a }) => (a.of === 'order' ? [a.order.id] : [])));
    const own = new Passages([...ids].flatMap((id) => this.passages.get(id)?.get(id) ?? []));
    const mechanisms = new Mechanisms();
    const uses = new Uses(this.usesFor(facts));
    const judge = new Judge({
      zone: ZONE,
      rulesAt: () => RULES,
      sales: this.sales,
      passages: own,
      newcomers: this.newcomers,
      uses,
      mechanisms,
      known: {
        standing: (subject) => Standing.of(this.txns.filter((t) => t.subject === subject)),
        used: (ruleId, capKey) =>
          this.txns.filter((t) => t.ruleId === ruleId && t.capKey === capKey).reduce((sum, t) => sum + t.amount, 0),
        order: (id) => this.orders.get(id) ?? null,
        passages: (id) => this.passages.get(id)?.get(id) ?? null,
        caseOf: (itemId) => this.caseOf(itemId),
        usesOf: (itemId) => this.usesOf([itemId]),
      },
    });
    const txns: LedgerTxn[] = [];
    for (const fact of facts) {
      txns.push(...(await judge.judge(fact)));
      if (fact.about.of === 'order') this.orders.set(fact.about.order.id, fact.about.order);
    }
    this.txns.push(...txns);
    for (const id of mechanisms.changed) this.items.set(id, mechanisms.get(id)!);
    for (const id of own.changed) this.passages.set(id, own);
    this.sales = new Sales(['0', '1', '2'].flatMap((id) => this.sales.get(id) ?? []));
    for (const id of uses.changed) this.uses.set(id, uses.get(id)!);
    const marks = MARKS.flatMap((key) => this.newcomers.mark(key) ?? []);
    this.newcomers = new Newcomers(
      PEOPLE.flatMap((id) => {
        const on = this.newcomers.joinedOn(id);
        return on ? [[id, on] as const] : [];
      }),
      marks,
    );
  }

  /** Of what the facts are about, as a database is asked for it. */
  private usesFor(facts: readonly ScoredFact[]): KnownUse[] {
    const places = new Set<string | null>();
    for (const { about: a } of facts) {
      if (a.of === 'order') places.add(a.order.id);
      if (a.of === 'inquiry') places.add(a.inquiry.id).add(a.inquiry.orderId);
      if (a.of === 'use') places.add(a.use.inquiryId).add(a.use.orderId);
    }
    places.delete(null);
    const found = [...this.uses.values()].filter((u) => places.has(u.orderId) || places.has(u.inquiryId));
    const orders = new Set(found.map((u) => u.orderId).filter((id) => id !== null));
    return [...this.uses.values()].filter((u) => found.includes(u) || orders.has(u.orderId!));
  }
  private usesOf(items: readonly string[]): KnownUse[] {
    return [...this.uses.values()].filter((u) => items.includes(u.itemId));
  }
  private caseOf(itemId: string): KnownCase {
    const caseId = this.items.get(itemId)?.caseId ?? itemId;
    const items = [...this.items.values()].filter((i) => i.caseId === caseId);
    return { items, uses: this.usesOf(items.map((i) => i.itemId)) };
  }
}
const RULES = storyRules();
const STARTS = ['s', 't'].map((id) => [id, JOINED_ON] as const);
const MARKS = ['order 0', 'order 1', 'order 2', 'inquiry i0', 'inquiry i1', 'inquiry i2'];

function checkLedger(txns: readonly LedgerTxn[]): void {
  expect(new Set(txns.map((t) => t.key)).size).toBe(txns.length);
  const byKey = new Map(txns.map((t) => [t.key, t]));
  const standing = new Set<string>();
  const balances = new Map<string, Balances & { counted: number }>();
  for (const t of txns) {
    const name = [t.subject, t.ruleId, t.ownerId, t.part].join('|');
    if (t.reverses) {
      expect(t.amount).toBe(-byKey.get(t.reverses)!.amount);
      expect(standing.delete(name)).toBe(true);
    } else if (!t.vests) {
      // Nobody has the same thing twice.
      expect(standing.has(name)).toBe(false);
      standing.add(name);
    }
    const account = `${t.ownerId}|${t.currency}|${t.season}`;
    const have = balances.get(account) ?? { vested: 0, owed: 0, counted: 0 };
    const entries = entriesOf(t, have);
    expect(entries.reduce((sum, e) => sum + e.amount, 0)).toBe(0);
    for (const { bucket, amount } of entries) if (bucket === 'vested' || bucket === 'owed') have[bucket] += amount;
    have.counted += t.vests ? t.vests.amount : t.bucket === 'vested' ? t.amount : 0;
    expect(have.vested).toBeGreaterThanOrEqual(0);
    expect(have.vested - have.owed).toBe(have.counted);
    balances.set(account, have);
  }
  expect(PEOPLE).toEqual(expect.arrayContaining([...new Set(txns.map((t) => t.ownerId))]));
}

test('whatever happens: nothing is granted twice, all adds up, and it does not matter which facts are judged together', async () => {
  const steps = fc
    .tuple(fc.constantFrom([], [], [], LESSON), fc.array(step, { minLength: 2, maxLength: 7 }))
    .map(([before, after]) => [...before, ...after]);
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(9), async (list, cut) => {
      const facts = story(list);
      const [whole, cutUp, oneByOne] = [new Kept(), new Kept(), new Kept()];
      await whole.judge(facts);
      await cutUp.judge(facts.slice(0, cut));
      await cutUp.judge(facts.slice(cut));
      for (const fact of facts) await oneByOne.judge([fact]);
      checkLedger(whole.txns);
      expect(cutUp.txns).toEqual(whole.txns);
      expect(oneByOne.txns).toEqual(whole.txns);
    }),
    { numRuns: RUNS },
  );
}, 600_000);
