import { expect, test } from 'vitest';
import { sampleInquiry } from '../../inquiries/inquiry.sample.js';
import { sampleOrder } from '../../orders/order.sample.js';
import { defaultRules } from '../catalogue.js';
import type { RuleInForce, UsedItem } from '../rule.js';
import { Judge, KNOWING_NOTHING } from './judge.js';
import { Mechanisms } from './mechanisms.js';
import { Newcomers } from './newcomers.js';
import { Passages } from './passages.js';
import { Sales } from './sales.js';
import type { About } from './scored-fact.js';
import { Uses } from './uses.js';

const RULES = defaultRules();

/** What lin has of RET-02 after each fact: lin told the case, and a checklist of somebody else was made of it. */
async function office(rulesAt: (at: string) => readonly RuleInForce[] = () => RULES) {
  const judge = new Judge({
    ...{
      zone: 'Asia/Shanghai',
      rulesAt,
      known: KNOWING_NOTHING,
      sales: new Sales(),
      passages: new Passages(),
    },
    ...{
      newcomers: new Newcomers(),
      uses: new Uses(),
      mechanisms: new Mechanisms(),
    },
  });
  let seq = 0;
  let sum = 0;
  const take = async (about: About, on = '2026-11-10') => {
    seq += 1;
    const txns = await judge.judge({
      feed: 'team:t',
      seq,
      causedBy: null,
      at: `${on}T02:00:00.000Z`,
      about,
    });
    const own = txns.filter((t) => t.ruleId === 'RET-02');
    for (const { amount, ownerId } of own) {
      expect(ownerId).toBe('lin');
      sum += amount;
    }
    return own;
  };
  const item = (itemId: string, fields: { on?: string; inPool?: boolean; isRetired?: boolean } = {}) => {
    const { on = '2026-11-01', inPool = true, isRetired = !inPool } = fields;
    const [type, madeOf] = itemId === 'case' ? (['retrospective', null] as const) : (['checklist', 'case'] as const);
    const sharedAt = inPool ? `${on}T02:00:00.000Z` : null;
    const authorId = itemId === 'case' ? 'lin' : 'chen';
    const shared = { authorId, type, title: itemId, inPool, sharedAt };
    return take({ of: 'knowledge', itemId, item: shared, madeOf, isRetired }, on);
  };
  const use = (n: number, fields: Partial<UsedItem> = {}, stands = true) => {
    const at = `2026-11-1${n}T02:00:00.000Z`;
    const who = {
      authorId: 'chen',
      userId: 'rep',
      title: 'list',
      no: `YD-${n}`,
      stage: 'QUOTED' as const,
      at,
    };
    const what = {
      useId: `u${n}`,
      itemId: 'list',
      inquiryId: null,
      orderId: `o${n}`,
      ...who,
      ...fields,
    };
    return take({ of: 'use', use: what, stands }, at.slice(0, 10));
  };
  const order = (n: number, fields: Parameters<typeof sampleOrder>[0] = {}) =>
    take({
      of: 'order',
      order: sampleOrder({ id: `o${n}`, ...fields }),
      isNew: false,
      isUndo: false,
    });
  await item('case');
  await item('list', { on: '2026-11-02' });
  return { take, item, use, order, sum: () => sum };
}

test('the third order on which colleagues use it brings its case’s author 15 credits, once', async () => {
  const at = await office();
  await at.use(1);
  await at.use(2);
  await at.use(2, { useId: 'same order', userId: 'other' });
  expect(at.sum()).toBe(0);
  const inputs = { title: 'case', mechanism: 'list', count: 3, use: 'u3' };
  expect(await at.use(3)).toMatchObject([{ subject: 'adoption:case', amount: 15, currency: 'KC', inputs }]);
  await at.use(4);
  await at.item('list', { on: '2026-11-20' });
  await at.item('second', { on: '2026-11-21' });
  for (const n of [5, 6, 7]) await at.use(n, { itemId: 'second' });
  expect(at.sum()).toBe(15);
});

test('not for one’s own uses, nor for inquiries that became no order; who made the checklist may be a user of it', async () => {
  const at = await office();
  await at.use(1, { userId: 'lin' });
  await at.use(2, { userId: 'chen' });
  await at.use(3);
  await at.use(4, { inquiryId: 'i', orderId: null, stage: 'INQUIRY' });
  expect(at.sum()).toBe(0);
  await at.take({
    of: 'inquiry',
    inquiry: sampleInquiry({ id: 'i', status: 'converted', orderId: 'o4' }),
  });
  expect(at.sum()).toBe(15);
  await at.take({
    of: 'inquiry',
    inquiry: sampleInquiry({ id: 'i', status: 'invalid', orderId: 'o4' }),
  });
  expect(at.sum()).toBe(0);
});

test('what is used on two orders of each of two checklists is not used on three', async () => {
  const at = await office();
  await at.item('second');
  for (const n of [1, 2]) await at.use(n);
  for (const n of [3, 4]) await at.use(n, { itemId: 'second' });
  expect(at.sum()).toBe(0);
});

test('goes when a use is taken back or an order is cancelled, and comes back with it', async () => {
  const at = await office();
  for (const n of [1, 2, 3]) await at.use(n);
  await at.use(2, {}, false);
  expect(at.sum()).toBe(0);
  await at.use(4);
  expect(at.sum()).toBe(15);
  await at.order(1, { status: 'cancelled' });
  expect(at.sum()).toBe(0);
  await at.order(1);
  expect(at.sum()).toBe(15);
  await at.order(1, { stage: 'LOST' });
  expect(at.sum()).toBe(15);
});

test('a cancelled order is none also for what is used on it later', async () => {
  const at = await office();
  await at.order(3, { status: 'cancelled' });
  for (const n of [1, 2, 3]) await at.use(n);
  expect(at.sum()).toBe(0);
});

test.each([
  ['2026-12-01', 0],
  ['2026-12-02', 15],
])('retired on %s, having come on 2026-11-02: %i', async (on, left) => {
  const at = await office();
  for (const n of [1, 2, 3]) await at.use(n);
  // Found wrong is not retired.
  await at.item('list', { on: '2026-11-20', inPool: false, isRetired: false });
  expect(at.sum()).toBe(15);
  await at.item('list', { on, inPool: false });
  expect(at.sum()).toBe(left);
  await at.item('list', { on: '2026-12-05' });
  expect(at.sum()).toBe(15);
});

test('it does not matter whether the case is heard of before its checklist is used', async () => {
  const at = await office();
  await at.item('other', { on: '2026-11-03' });
  for (const n of [1, 2, 3]) await at.use(n, { itemId: 'unheard' });
  expect(at.sum()).toBe(0);
  await at.item('unheard', { on: '2026-11-09' });
  expect(at.sum()).toBe(15);
});

test('uses from before the rule came into force count, but only one under it brings anything; it keeps what it was', async () => {
  const before = RULES.filter((r) => r.ruleId !== 'RET-02');
  const later = RULES.map((r) =>
    r.ruleId === 'RET-02' ? { ...r, version: 2, params: { ...r.params, points: 50 } } : r,
  );
  const rulesAt = (at: string) => (at < '2026-11-14' ? before : at < '2026-11-15' ? RULES : later);
  const at = await office(rulesAt);
  for (const n of [1, 2, 3]) await at.use(n);
  expect(at.sum()).toBe(0);
  await at.use(4);
  await at.use(5);
  expect(at.sum()).toBe(15);
});
