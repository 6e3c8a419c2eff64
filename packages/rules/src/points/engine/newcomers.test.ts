import { expect, test } from 'vitest';
import { sampleInquiry } from '../../inquiries/inquiry.sample.js';
import type { Inquiry } from '../../inquiries/inquiry.js';
import type { Order } from '../../orders/order.js';
import { sampleOrder } from '../../orders/order.sample.js';
import { addDays } from '../../time/business-day.js';
import { defaultRules } from '../catalogue.js';
import { Judge, KNOWING_NOTHING } from './judge.js';
import { Mechanisms } from './mechanisms.js';
import { Newcomers } from './newcomers.js';
import { Passages } from './passages.js';
import { Sales } from './sales.js';
import { Uses } from './uses.js';
import type { About } from './scored-fact.js';

const JOINED = '2026-11-01';
const on = (day: number): string => `${addDays(JOINED, day)}T02:00:00.000Z`;

/** An office in which `new` joined on the first of November. */
function office() {
  const rules = defaultRules();
  const judge = new Judge({
    zone: 'Asia/Shanghai',
    rulesAt: () => rules,
    sales: new Sales(),
    passages: new Passages(),
    uses: new Uses(),
    mechanisms: new Mechanisms(),
    newcomers: new Newcomers([['new', JOINED]]),
    known: KNOWING_NOTHING,
  });
  let seq = 0;
  let sum = 0;
  const take = async (day: number, about: About): Promise<number[]> => {
    seq += 1;
    const txns = await judge.judge({
      feed: 'team:t',
      seq,
      causedBy: null,
      at: on(day),
      about,
    });
    const amounts = txns.filter((t) => t.ruleId.startsWith('MIL')).map((t) => t.amount);
    sum += amounts.reduce((a, b) => a + b, 0);
    return amounts;
  };
  const owners = { sales: 'new', documents: null, logistics: null };
  return {
    sum: () => sum,
    start: (day: number, joinedOn: string) => take(day, { of: 'start', userId: 'new', joinedOn }),
    order: (day: number, id: string, fields: Partial<Order> = {}, isNew = false) =>
      take(day, {
        of: 'order',
        isNew,
        isUndo: false,
        order: sampleOrder({
          id,
          customerId: id,
          owners,
          stage: 'SECURED',
          securedAt: on(day),
          ...fields,
        }),
      }),
    qualify: (day: number, n: number, fields: Partial<Inquiry> = {}) =>
      take(day, {
        of: 'inquiry',
        inquiry: sampleInquiry({
          ...{
            id: `i${n}`,
            no: `IQ-${n}`,
            status: 'qualified',
            qualifiedAt: on(day),
            qualifiedFor: 'new',
          },
          ...fields,
        }),
      }),
  };
}

test('the first order of a newcomer earns once, for as long as one of their orders stands', async () => {
  const at = office();
  expect(await at.order(20, '1')).toEqual([20]);
  expect(await at.order(21, '2')).toEqual([]);
  expect(await at.order(22, '1', { securedAt: null, status: 'cancelled' })).toEqual([]);
  expect(await at.order(23, '2', { securedAt: null })).toEqual([-20]);
  expect(await at.order(24, '2')).toEqual([20]);
  expect(at.sum()).toBe(20);
});

test('an order that was carried over, that came before them or long after, is none; another’s is none of theirs', async () => {
  const at = office();
  expect(await at.order(3, 'carried', {}, true)).toEqual([]);
  expect(await at.order(-1, 'before')).toEqual([]);
  expect(await at.order(305, 'late')).toEqual([]);
  expect(
    await at.order(4, 'other', {
      owners: { sales: 'old', documents: null, logistics: null },
    }),
  ).toEqual([]);
  expect(await at.order(5, 'other')).toEqual([20]);
});

test('the tenth qualified inquiry within thirty days earns, and one that is taken back takes it along', async () => {
  const at = office();
  for (let n = 1; n < 10; n += 1) expect(await at.qualify(n, n)).toEqual([]);
  expect(await at.qualify(31, 10)).toEqual([]);
  expect(await at.qualify(30, 11)).toEqual([15]);
  expect(await at.qualify(30, 12)).toEqual([]);
  expect(await at.qualify(31, 12, { status: 'invalid' })).toEqual([]);
  expect(
    await at.qualify(31, 3, {
      status: 'open',
      qualifiedAt: null,
      qualifiedFor: null,
    }),
  ).toEqual([-15]);
  expect(at.sum()).toBe(0);
});

test('who turns out to have joined long ago was no newcomer; who joined later has later days', async () => {
  const at = office();
  await at.order(20, '1');
  expect(await at.start(25, '2019-03-01')).toEqual([-20]);
  expect(await at.start(25, '2019-03-01')).toEqual([]);
  expect(await at.start(26, addDays(JOINED, 10))).toEqual([20]);
});
