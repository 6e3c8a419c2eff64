import { describe, expect, test } from 'vitest';
import { sampleInquiry } from '../../inquiries/inquiry.sample.js';
import type { Order } from '../../orders/order.js';
import { sampleOrder } from '../../orders/order.sample.js';
import type { Stage } from '../../orders/stages.js';
import { defaultRules } from '../catalogue.js';
import type { UsedItem } from '../rule.js';
import { Judge, KNOWING_NOTHING } from './judge.js';
import { Mechanisms } from './mechanisms.js';
import { Newcomers } from './newcomers.js';
import { Passages } from './passages.js';
import { Sales } from './sales.js';
import type { About } from './scored-fact.js';
import { Uses } from './uses.js';

/** What authors have of their texts being used, fact by fact. */
function office() {
  const rules = defaultRules();
  const judge = new Judge({
    ...{ zone: 'Asia/Shanghai', rulesAt: () => rules, known: KNOWING_NOTHING },
    ...{ sales: new Sales(), passages: new Passages(), newcomers: new Newcomers() },
    ...{ uses: new Uses(), mechanisms: new Mechanisms() },
  });
  let seq = 0;
  const sums: Record<string, number> = {};
  let order = sampleOrder({ id: 'o', stage: 'QUOTED' });
  async function take(about: About, on = '2026-11-02') {
    seq += 1;
    const txns = await judge.judge({ feed: 'team:t', seq, causedBy: null, at: `${on}T02:00:00.000Z`, about });
    for (const { ruleId, ownerId, amount } of txns.filter((t) => t.ruleId.startsWith('KNW-')))
      sums[`${ruleId} ${ownerId}`] = (sums[`${ruleId} ${ownerId}`] ?? 0) + amount;
    return txns;
  }
  const change = (fields: Partial<Order>) =>
    take({ of: 'order', order: (order = { ...order, ...fields }), isNew: false, isUndo: false });
  return {
    take,
    change,
    to: (stage: Stage) => change({ stage, securedAt: stage === 'SETTLED' ? '2026-11-02T02:00:00.000Z' : null }),
    inquiry: (fields: Parameters<typeof sampleInquiry>[0]) =>
      take({ of: 'inquiry', inquiry: sampleInquiry({ id: 'i', ...fields }) }),
    of: (rule: string) =>
      Object.fromEntries(Object.entries(sums).flatMap(([k, n]) => (k.startsWith(rule) && n ? [[k.slice(7), n]] : []))),
  };
}
const use = (n: number, fields: Partial<UsedItem> = {}): UsedItem => ({
  ...{ useId: `u${n}`, itemId: `item${n}`, authorId: `author${n}`, userId: 'rep', title: 'T', no: 'YD-1' },
  ...{ stage: 'QUOTED', at: `2026-11-01T02:00:0${n}.000Z`, inquiryId: null, orderId: 'o' },
  ...fields,
});
const used = (n: number, fields: Partial<UsedItem> = {}, stands = true): About => ({
  of: 'use',
  use: use(n, fields),
  stands,
});

describe('used by a colleague (KNW-03)', () => {
  test('once for each order, however often and by however many; not by its author', async () => {
    const at = office();
    await at.take(used(1));
    await at.take(used(1, { useId: 'again', userId: 'other' }));
    await at.take(used(2, { userId: 'author2' }));
    expect(at.of('KNW-03')).toEqual({ author1: 1 });
    await at.take(used(1, {}, false));
    expect(at.of('KNW-03')).toEqual({ author1: 1 });
    await at.take(used(1, { useId: 'again', userId: 'other' }, false));
    expect(at.of('KNW-03')).toEqual({});
  });

  test('five a day, and what was taken back does not give the room back', async () => {
    const at = office();
    for (let n = 1; n <= 7; n += 1) await at.take(used(n, { authorId: 'a', orderId: `o${n}` }));
    expect(at.of('KNW-03')).toEqual({ a: 5 });
    await at.take(used(1, { authorId: 'a', orderId: 'o1' }, false));
    await at.take(used(8, { authorId: 'a', orderId: 'o8' }));
    expect(at.of('KNW-03')).toEqual({ a: 4 });
  });

  test('an inquiry and the order that it became are one', async () => {
    const at = office();
    await at.take(used(1, { inquiryId: 'i', orderId: null, stage: 'INQUIRY' }));
    await at.inquiry({ status: 'converted', orderId: 'o' });
    await at.take(used(1, { useId: 'later', inquiryId: 'i', orderId: 'o' }));
    expect(at.of('KNW-03')).toEqual({ author1: 1 });
  });

  test('an inquiry that is none takes it away, and gives it back when it was marked by mistake', async () => {
    const at = office();
    await at.take(used(1, { inquiryId: 'i', orderId: null, stage: 'INQUIRY' }));
    await at.inquiry({ status: 'invalid' });
    expect(at.of('KNW-03')).toEqual({});
    await at.inquiry({ status: 'open' });
    expect(at.of('KNW-03')).toEqual({ author1: 1 });
  });
});

describe('the royalty of an order that was settled (KNW-04)', () => {
  test('is shared to the credit by the first three items', async () => {
    const at = office();
    await at.change({});
    for (let n = 1; n <= 4; n += 1) await at.take(used(n));
    await at.to('DELIVERED');
    expect(at.of('KNW-04')).toEqual({});
    await at.to('SETTLED');
    expect(at.of('KNW-04')).toEqual({ author1: 4, author2: 3, author3: 3 });
    await at.to('CLOSED');
    expect(at.of('KNW-04')).toEqual({ author1: 4, author2: 3, author3: 3 });
  });

  test.each([
    ['one alone has it whole', [used(1)], { author1: 10 }],
    ['two items of one author are two', [used(1), used(2, { authorId: 'author1' })], { author1: 10 }],
    ['one used twice is one', [used(1), used(1, { useId: 'again' }), used(2)], { author1: 5, author2: 5 }],
    ['their own use brings nobody anything', [used(1, { userId: 'author1' }), used(2)], { author2: 10 }],
    ['too late', [used(1, { stage: 'PI_SIGNED' }), used(2, { stage: 'LOST' }), used(3, { stage: 'SHIPPED' })], {}],
    ['what was taken back before', [used(1), used(1, {}, false)], {}],
  ])('%s', async (_, facts, due) => {
    const at = office();
    await at.change({});
    for (const fact of facts) await at.take(fact);
    await at.to('SETTLED');
    expect(at.of('KNW-04')).toEqual(due);
  });

  test('counts what was used in replies to the inquiry that the order came of', async () => {
    const at = office();
    await at.take(used(1, { inquiryId: 'i', orderId: null, stage: 'INQUIRY' }));
    await at.change({});
    await at.inquiry({ status: 'converted', orderId: 'o' });
    await at.to('SETTLED');
    expect(at.of('KNW-04')).toEqual({ author1: 10 });
    // A message that was never sent was never used.
    await at.take(used(1, { inquiryId: 'i', orderId: null, stage: 'INQUIRY' }, false));
    expect(at.of('KNW-04')).toEqual({});
  });

  test('goes with the settlement, and comes back with it', async () => {
    const at = office();
    await at.change({});
    await at.take(used(1));
    await at.to('SETTLED');
    await at.to('DELIVERED');
    expect(at.of('KNW-04')).toEqual({});
    const again = await at.to('SETTLED');
    expect(again.find((t) => t.ruleId === 'KNW-04')).toMatchObject({
      ...{ subject: 'royalty:o', part: 'item1', orderId: 'o', currency: 'KC', amount: 10 },
      ...{ inputs: { title: 'T', by: 'rep', use: 'u1', total: 10, count: 1 } },
    });
    await at.change({ status: 'cancelled' });
    expect(at.of('KNW-04')).toEqual({});
  });
});
