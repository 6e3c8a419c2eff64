import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleOrder } from '../../orders/order.sample.js';
import type { Order } from '../../orders/order.js';
import { hasReached, type Stage } from '../../orders/stages.js';
import { type Balances, entriesOf } from '../buckets.js';
import { defaultRules } from '../catalogue.js';
import { Judge } from './judge.js';
import type { LedgerTxn } from './ledger-txn.js';
import { Passages } from './passages.js';
import { Sales } from './sales.js';
import type { About, ScoredFact } from './scored-fact.js';

/** In each of the four time zones of the suite; together 100,000, and a million with CHAOS=full. */
const RUNS = process.env['CHAOS'] === 'full' ? 250_000 : 25_000;
const ZONE = 'Asia/Shanghai';
const STAGES: readonly Stage[] = ['PI_SIGNED', 'SECURED', 'PRODUCTION', 'BOOKED', 'SHIPPED', 'DELIVERED', 'LOST'];
const PEOPLE = ['s', 't', 'd', 'l'];

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('move'), order: fc.nat(2), stage: fc.nat(6), undo: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('cancel', 'reopen', 'buyer', 'owner', 'worth'), order: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('given', 'held', 'withdrawn', 'released', 'refused'),
      kudos: fc.nat(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('accepted', 'reversed'), amount: fc.constantFrom(40, -50) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('survey'), score: fc.integer({ min: 1, max: 5 }) }) },
);
type Step = {
  do: string;
  order?: number;
  stage?: number;
  undo?: boolean;
  kudos?: number;
  amount?: number;
  score?: number;
};

/** What happened, day after day, as facts. */
function story(steps: readonly Step[]): ScoredFact[] {
  const orders = new Map<number, Order>();
  return steps.map((s, i) => {
    const at = new Date(Date.parse('2026-11-02T02:00:00.000Z') + i * 30 * 3_600_000).toISOString();
    return { feed: 'team:t', seq: i + 1, causedBy: null, at, about: about(orders, s, at) };
  });
}
function about(orders: Map<number, Order>, s: Step, at: string): About {
  if (s.kudos !== undefined)
    return { of: 'kudos', kudosId: `k${s.kudos}`, kudos: { fromId: 's', toId: 'd', state: s.do as 'given' } };
  if (s.amount !== undefined)
    return {
      of: 'adjustment',
      adjustmentId: 'a',
      adjustment: { userId: 'd', amount: s.amount, state: s.do as 'accepted', reason: 'r', proposedBy: 'm' },
    };
  if (s.score !== undefined) {
    const survey = { ownerId: 's', score: s.score, counted: true, way: 'mail' as const };
    return { of: 'survey', surveyId: at, orderId: '0', orderNo: 'YD-0', survey };
  }
  const n = s.order!;
  const before = orders.get(n);
  const was =
    before ??
    sampleOrder({ id: String(n), customerId: n === 2 ? 'other' : 'c', amountUsdMinor: 2_000_000, stage: 'PI_SIGNED' });
  const order = before ? changed(was, s, at) : was;
  orders.set(n, order);
  return { of: 'order', order, isNew: !before, isUndo: s.undo === true && before !== undefined };
}
function changed(was: Order, s: Step, at: string): Order {
  switch (s.do) {
    case 'move': {
      const stage = STAGES[s.stage!]!;
      const secured = hasReached(stage, 'SECURED');
      const onBoardOn = hasReached(stage, 'SHIPPED') ? (was.onBoardOn ?? at.slice(0, 10)) : null;
      return {
        ...was,
        stage,
        onBoardOn,
        securedAt: secured ? (was.securedAt ?? at) : null,
        frozenShipOn: secured ? '2026-11-30' : null,
      };
    }
    case 'cancel':
      return { ...was, status: 'cancelled', securedAt: null };
    case 'reopen':
      return { ...was, status: 'active', securedAt: hasReached(was.stage, 'SECURED') ? (was.securedAt ?? at) : null };
    case 'buyer':
      return { ...was, customerId: was.customerId === 'c' ? 'other' : 'c' };
    case 'owner':
      return { ...was, owners: { ...was.owners, sales: was.owners.sales === 's' ? 't' : 's' } };
    default:
      return { ...was, amountUsdMinor: (was.amountUsdMinor ?? 0) + 700_000 };
  }
}

/** What an engine leaves behind for the next one, as a database would keep it. */
class Kept {
  readonly txns: LedgerTxn[] = [];
  private readonly orders = new Map<string, Order>();
  private readonly passages = new Map<string, Passages>();
  private sales = new Sales();

  /** An engine that is told of these facts together, and has nothing but what was kept. */
  async judge(facts: readonly ScoredFact[]): Promise<void> {
    const ids = new Set(facts.flatMap(({ about: a }) => (a.of === 'order' ? [a.order.id] : [])));
    const own = new Passages([...ids].flatMap((id) => this.passages.get(id)?.get(id) ?? []));
    const judge = new Judge({
      zone: ZONE,
      rulesAt: () => RULES,
      sales: this.sales,
      passages: own,
      known: {
        history: (subject) => this.txns.filter((t) => t.subject === subject),
        used: (ruleId, capKey) =>
          this.txns.filter((t) => t.ruleId === ruleId && t.capKey === capKey).reduce((sum, t) => sum + t.amount, 0),
        order: (id) => this.orders.get(id) ?? null,
        passages: (id) => this.passages.get(id)?.get(id) ?? null,
      },
    });
    const txns: LedgerTxn[] = [];
    for (const fact of facts) {
      txns.push(...(await judge.judge(fact)));
      if (fact.about.of === 'order') this.orders.set(fact.about.order.id, fact.about.order);
    }
    this.txns.push(...txns);
    for (const id of own.changed) this.passages.set(id, own);
    this.sales = new Sales(['0', '1', '2'].flatMap((id) => this.sales.get(id) ?? []));
  }
}
const RULES = defaultRules();

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
  const steps = fc.array(step, { minLength: 2, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(6), async (list, cut) => {
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
