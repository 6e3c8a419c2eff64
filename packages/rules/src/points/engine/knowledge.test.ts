import { expect, test } from 'vitest';
import { defaultRules } from '../catalogue.js';
import type { GivenAnswer, RuleInForce, SharedItem } from '../rule.js';
import { Judge, KNOWING_NOTHING } from './judge.js';
import { Mechanisms } from './mechanisms.js';
import { Newcomers } from './newcomers.js';
import { Passages } from './passages.js';
import { Sales } from './sales.js';
import type { About } from './scored-fact.js';
import { Uses } from './uses.js';

const RULES = defaultRules();
const BEFORE = RULES.filter((r) => r.ruleId !== 'RET-01' && r.ruleId !== 'KNW-07');

/** What lin has after each fact, as credits and honour by rule. */
function pool(rulesAt: (at: string) => readonly RuleInForce[] = () => RULES) {
  const memory = {
    ...{ sales: new Sales(), passages: new Passages(), newcomers: new Newcomers() },
    ...{ uses: new Uses(), mechanisms: new Mechanisms() },
  };
  const judge = new Judge({ zone: 'Asia/Shanghai', rulesAt, ...memory, known: KNOWING_NOTHING });
  const sums = new Map<string, number>();
  let seq = 0;
  const take = async (on: string, about: About): Promise<Record<string, number>> => {
    seq += 1;
    const fact = { feed: 'team:t', seq, causedBy: null, at: `${on}T02:00:00.000Z`, about };
    for (const { ruleId, currency, amount } of await judge.judge(fact)) {
      const key = `${ruleId} ${currency}`;
      sums.set(key, (sums.get(key) ?? 0) + amount);
    }
    return Object.fromEntries([...sums].filter(([, n]) => n !== 0));
  };
  const item = (on: string, fields: Partial<SharedItem> = {}, itemId = 'i'): Promise<Record<string, number>> => {
    const shared = { authorId: 'lin', type: 'retrospective' as const, title: 'T', inPool: true };
    const step = { of: 'knowledge' as const, itemId, madeOf: null, isRetired: fields.inPool === false };
    return take(on, { ...step, item: { ...shared, sharedAt: `${on}T02:00:00.000Z`, ...fields } });
  };
  const answer = (on: string, fields: Partial<GivenAnswer> = {}, answerId = 'a') =>
    take(on, {
      of: 'answer',
      answerId,
      answer: { authorId: 'lin', askerId: 'chen', title: 'Q', accepted: true, ...fields },
    });
  return { item, answer };
}

test('a case brings what RET-01 gives and nothing of KNW-01, as long as it is in the pool', async () => {
  const { item } = pool();
  expect(await item('2026-11-23')).toEqual({ 'RET-01 KC': 8, 'RET-01 HP': 5 });
  expect(await item('2026-11-24', { title: 'U' })).toEqual({ 'RET-01 KC': 8, 'RET-01 HP': 5 });
  expect(await item('2026-11-25', { inPool: false, sharedAt: null })).toEqual({});
});

test('two cases a week; what is no case has a week of its own', async () => {
  const { item } = pool();
  for (const id of ['1', '2', '3']) await item('2026-11-23', {}, id);
  expect(await item('2026-11-24', { type: 'checklist' }, 'c')).toEqual({
    ...{ 'RET-01 KC': 16, 'RET-01 HP': 10 },
    ...{ 'KNW-01 KC': 10, 'KNW-01 HP': 3 },
  });
});

test('cases that were shared before RET-01 came into force keep what KNW-01 gave, also with a new edition after that', async () => {
  const { item } = pool((at) => (at < '2026-12-01' ? BEFORE : RULES));
  const earned = { 'KNW-01 KC': 10, 'KNW-01 HP': 3 };
  // Facts of that time did not say since when an item is shared.
  expect(await item('2026-11-23', { sharedAt: null })).toEqual(earned);
  expect(await item('2026-12-02', { sharedAt: '2026-11-23T02:00:00.000Z' })).toEqual(earned);
  expect(await item('2026-12-03', {}, 'new')).toEqual({ ...earned, 'RET-01 KC': 8, 'RET-01 HP': 5 });
});

test('an accepted answer brings 8 credits, five a week, and takes them along; one’s own brings nothing', async () => {
  const { answer } = pool();
  expect(await answer('2026-11-23', { askerId: 'lin' }, 'own')).toEqual({});
  expect(await answer('2026-11-23')).toEqual({ 'KNW-07 KC': 8 });
  expect(await answer('2026-11-24', { accepted: false })).toEqual({});
  for (const id of ['1', '2', '3', '4', '5']) await answer('2026-11-25', {}, id);
  // What was taken back does not give its room in the week back.
  expect(await answer('2026-11-26', {}, '6')).toEqual({ 'KNW-07 KC': 32 });
  expect(await answer('2026-11-30', {}, '7')).toEqual({ 'KNW-07 KC': 40 });
});
