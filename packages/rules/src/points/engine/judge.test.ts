import { describe, expect, test } from 'vitest';
import type { Order } from '../../orders/order.js';
import { sampleOrder } from '../../orders/order.sample.js';
import type { Stage } from '../../orders/stages.js';
import { defaultRules } from '../catalogue.js';
import { Judge, KNOWING_NOTHING } from './judge.js';
import { Mechanisms } from './mechanisms.js';
import { Newcomers } from './newcomers.js';
import { Passages } from './passages.js';
import { Sales } from './sales.js';
import { Standing } from './standing.js';
import { Uses } from './uses.js';
import type { About } from './scored-fact.js';

/** An office day after day: each fact happens on the day that is named. */
function office() {
  const rules = defaultRules();
  const zone = 'Asia/Shanghai';
  const judge = new Judge({
    zone,
    rulesAt: () => rules,
    sales: new Sales(),
    passages: new Passages(),
    uses: new Uses(),
    mechanisms: new Mechanisms(),
    newcomers: new Newcomers(),
    known: KNOWING_NOTHING,
  });
  let seq = 0;
  const sums = new Map<string, number>();
  return {
    sums,
    async take(on: string, about: About) {
      seq += 1;
      const txns = await judge.judge({ feed: 'team:t', seq, causedBy: null, at: `${on}T02:00:00.000Z`, about });
      for (const { ruleId, ownerId, amount, bucket } of txns) {
        const key = `${ruleId} ${ownerId}${bucket === 'vested' ? '' : ` ${bucket}`}`;
        sums.set(key, (sums.get(key) ?? 0) + amount);
      }
      return txns;
    },
    of(rule: string): Record<string, number> {
      return Object.fromEntries([...sums].filter(([key, n]) => key.startsWith(rule) && n !== 0));
    },
  };
}

describe('stages that were done (STG-01, LOG-01)', () => {
  const secured = { securedAt: '2026-11-02T02:00:00.000Z', frozenShipOn: '2026-11-20' };
  function anOrder(entered: Stage, fields: Partial<Order> = {}) {
    const at = office();
    let order = sampleOrder({ stage: entered, ...secured, ...fields });
    const step = (on: string, changes: Partial<Order>, isUndo = false) =>
      at.take(on, { of: 'order', order: (order = { ...order, ...changes }), isNew: false, isUndo });
    return {
      at,
      begin: () => at.take('2026-11-02', { of: 'order', order, isNew: true, isUndo: false }),
      step,
      to: (on: string, stage: Stage, isUndo = false) => step(on, { stage }, isUndo),
    };
  }

  test('each stage of documents and logistics earns once, to whose work it is; the one it was entered in does not', async () => {
    const o = anOrder('PRODUCTION');
    await o.begin();
    await o.to('2026-11-04', 'INSPECTED');
    await o.to('2026-11-06', 'BOOKED');
    expect(o.at.of('STG')).toEqual({ 'STG-01 d': 10 });
    await o.to('2026-11-10', 'LOADED');
    await o.step('2026-11-12', { stage: 'SHIPPED', onBoardOn: '2026-11-12' });
    expect(o.at.of('STG')).toEqual({ 'STG-01 d': 10, 'STG-01 l': 10 });
    expect(o.at.of('LOG')).toEqual({ 'LOG-01 l': 1 });
    await o.step('2026-11-13', { onBoardOn: '2026-11-11' });
    expect(o.at.of('LOG')).toEqual({});
  });

  test('before the goods are on board the promise has to hold; afterwards it is enough to be there', async () => {
    const o = anOrder('INSPECTED');
    await o.begin();
    await o.to('2026-11-21', 'BOOKED');
    expect(o.at.of('STG')).toEqual({});
    await o.step('2026-11-25', { stage: 'SHIPPED', onBoardOn: '2026-11-25' });
    await o.to('2026-12-01', 'DOCS_SENT');
    expect(o.at.of('STG')).toEqual({ 'STG-01 l': 10 });
  });

  test('moving back takes back, moving there again earns again; an undo is as if nothing had been', async () => {
    const o = anOrder('PRODUCTION');
    await o.begin();
    await o.to('2026-11-04', 'INSPECTED');
    await o.to('2026-11-05', 'BOOKED');
    await o.to('2026-11-06', 'PRODUCTION');
    expect(o.at.of('STG')).toEqual({});
    await o.to('2026-11-06', 'BOOKED', true);
    expect(o.at.of('STG')).toEqual({ 'STG-01 d': 10 });
    await o.to('2026-11-07', 'INSPECTED');
    expect(o.at.of('STG')).toEqual({ 'STG-01 d': 5 });
    await o.to('2026-11-24', 'BOOKED');
    // It came there for good after the promise.
    expect(o.at.of('STG')).toEqual({ 'STG-01 d': 5 });
    await o.to('2026-11-24', 'INSPECTED', true);
    await o.step('2026-11-25', { status: 'cancelled' });
    expect(o.at.of('STG')).toEqual({});
  });

  test('the work of a stage follows its owner', async () => {
    const o = anOrder('PRODUCTION');
    await o.begin();
    await o.to('2026-11-04', 'INSPECTED');
    await o.step('2026-11-05', { owners: { sales: 's', documents: 'e', logistics: 'l' } });
    expect(o.at.of('STG')).toEqual({ 'STG-01 e': 5 });
  });
});

test('an order that is judged again because of another of its customer keeps what its stages earned, whoever remembers them', async () => {
  const rules = defaultRules();
  const amountUsdMinor = 2_000_000;
  const first = sampleOrder({ id: '1', amountUsdMinor, stage: 'PRODUCTION', securedAt: '2026-11-02T02:00:00.000Z' });
  const earlier = sampleOrder({ id: '2', amountUsdMinor, stage: 'SECURED', securedAt: '2026-11-01T02:00:00.000Z' });
  const sale = { customerId: 'c', securedAt: first.securedAt!, usdMinor: amountUsdMinor, shippedOnEntry: false };
  // A judge that has not seen the first order: its sale, its passages and its grants are known to somebody else.
  const judge = new Judge({
    zone: 'Asia/Shanghai',
    rulesAt: () => rules,
    sales: new Sales([{ ...sale, orderId: '1', kind: 'first', groupUsdMinorBefore: 0 }]),
    passages: new Passages(),
    uses: new Uses(),
    mechanisms: new Mechanisms(),
    newcomers: new Newcomers(),
    known: {
      ...KNOWING_NOTHING,
      order: (id) => (id === '1' ? first : null),
      passages: (orderId) => ({
        orderId,
        entered: 'SECURED',
        passed: [{ stage: 'PRODUCTION', on: '2026-11-03', left: false }],
      }),
      standing: (subject) =>
        Standing.of(
          subject === 'order:1'
            ? [
                {
                  ...{ key: 'STG-01|1|PRODUCTION|d|1', ruleId: 'STG-01', ruleVersion: 1, ownerId: 'd', currency: 'HP' },
                  ...{
                    subject,
                    part: 'PRODUCTION',
                    orderId: '1',
                    orderNo: 'YD-1',
                    season: '2026Q4',
                    amount: 5,
                    requested: 5,
                  },
                  ...{ capKey: null, inputs: {}, bucket: 'vested', reverses: null, vests: null, causedBy: null },
                  ...{ source: { feed: 'team:t', seq: 1 }, effectiveOn: '2026-11-03', at: '2026-11-03T02:00:00.000Z' },
                },
              ]
            : [],
        ),
    },
  });
  const txns = await judge.judge({
    feed: 'team:t',
    seq: 9,
    causedBy: null,
    at: '2026-11-04T02:00:00.000Z',
    about: { of: 'order', order: earlier, isNew: false, isUndo: false },
  });
  // The first order has become a piece of one purchase; its stage stands.
  expect(txns.filter((t) => t.orderId === '1' && t.ruleId === 'STG-01')).toEqual([]);
  expect(txns.some((t) => t.orderId === '1')).toBe(true);
});

test('kudos count at once, wait while they are held, and go when they are withdrawn or refused', async () => {
  const at = office();
  const kudos = (kudosId: string, state: 'given' | 'held' | 'withdrawn' | 'released' | 'refused') =>
    at.take('2026-11-02', { of: 'kudos', kudosId, kudos: { fromId: 'a', toId: 'b', state } });
  await kudos('1', 'given');
  await kudos('2', 'held');
  expect(at.of('KUD')).toEqual({ 'KUD-01 b': 1, 'KUD-01 b held': 1 });
  const [vesting] = await kudos('2', 'released');
  expect(vesting).toMatchObject({ amount: 0, vests: { key: 'KUD-01|kudos:2|b|1', from: 'held', amount: 1 } });
  await kudos('3', 'held');
  await kudos('3', 'refused');
  await kudos('1', 'withdrawn');
  expect(at.of('KUD')).toEqual({ 'KUD-01 b held': 1 });
});

test('an adjustment goes up or down, within its limit, and is taken back whole', async () => {
  const at = office();
  const adjust = (adjustmentId: string, amount: number, state: 'accepted' | 'reversed') =>
    at.take('2026-11-02', {
      of: 'adjustment',
      adjustmentId,
      adjustment: { userId: 'u', amount, state, reason: 'r', proposedBy: 'm' },
    });
  await adjust('1', 30, 'accepted');
  await adjust('2', -80, 'accepted');
  expect(at.of('ADJ')).toEqual({ 'ADJ-01 u': -20 });
  await adjust('2', -80, 'reversed');
  expect(at.of('ADJ')).toEqual({ 'ADJ-01 u': 30 });
});

test('a documents clerk who never sells comes into the top half of an office that works as usual (S36)', async () => {
  const at = office();
  // Three who sell, a clerk for documents and one for logistics; each order goes its way in time.
  for (let n = 0; n < 30; n += 1) {
    const day = (d: number): string =>
      new Date(Date.parse('2026-10-05T00:00:00Z') + (n + d) * 86_400_000).toISOString().slice(0, 10);
    const owners = { sales: `rep ${n % 3}`, documents: 'clerk', logistics: 'forwarder' };
    const base = { id: `o${n}`, customerId: `c${n % 9}`, owners, amountUsdMinor: 1_500_000, frozenShipOn: day(40) };
    const stages = [
      'PI_SIGNED',
      'SECURED',
      'PRODUCTION',
      'INSPECTED',
      'BOOKED',
      'DOCS_READY',
      'DECLARED',
      'LOADED',
      'SHIPPED',
    ] as const;
    for (const [i, stage] of stages.entries()) {
      const securedAt = i > 0 ? `${day(1)}T02:00:00.000Z` : null;
      const onBoardOn = stage === 'SHIPPED' ? day(8) : null;
      const order = sampleOrder({ ...base, stage, securedAt, onBoardOn });
      await at.take(day(i), { of: 'order', order, isNew: i === 0, isUndo: false });
    }
  }
  const people = new Map<string, number>();
  for (const [key, n] of at.sums) {
    const who = key.slice(7);
    people.set(who, (people.get(who) ?? 0) + n);
  }
  const ranked = [...people].sort((a, b) => b[1] - a[1]).map(([who]) => who);
  expect(ranked).toHaveLength(5);
  expect(ranked.indexOf('clerk')).toBeLessThan(2.5);
});
