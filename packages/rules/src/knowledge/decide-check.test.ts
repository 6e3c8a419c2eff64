import { expect, test } from 'vitest';
import { type CheckActor, decideStillValid, decideVerifier, isDueForCheck, isOnTime } from './decide-check.js';
import { newItem } from './decide-item.js';
import type { Item } from './item.js';

const as = (userId: string, manages = false): CheckActor => ({
  userId,
  manages,
  capabilities: new Set(['knowledge.write']),
  now: '2026-11-26T02:00:00.000Z',
  today: '2026-11-26',
});
const text = { title: '关税', body: '3 %', language: 'zh-CN', market: null, stage: null, retrospective: null } as const;
const draft = newItem('i', 't', 'market_report', text, as('lin'));
const item: Item = { ...draft, state: 'published', published: text, verifierId: 'chen', verifyBy: '2026-12-10' };

test.each([
  ['fifteen days before', '2026-11-25', false, false],
  ['fourteen days before', '2026-11-26', true, true],
  ['on the last day', '2026-12-10', true, true],
  ['on the day after', '2026-12-11', true, false],
])('%s', (_, day, due, onTime) => {
  expect([isDueForCheck(item, day), isOnTime(item, day)]).toEqual([due, onTime]);
});
test('what is not in the pool is never due', () => {
  expect(isDueForCheck({ ...item, published: null }, '2027-01-01')).toBe(false);
});

test('still valid: for another term from today on, whatever was left', () => {
  expect(decideStillValid(item, as('chen'), 1)).toMatchObject({
    ok: true,
    value: { verifyBy: '2027-02-24', version: 2 },
  });
});

test.each([
  ['its author', as('lin', true), item, 1, 'knowledge.own_item'],
  ['somebody else', as('wang'), item, 1, 'knowledge.not_verifier'],
  ['late', as('chen'), item, 2, 'knowledge.stale'],
  ['of a draft', as('chen'), draft, 1, 'knowledge.not_published'],
])('not by %s', (_, by, of, version, code) => expect(decideStillValid(of, by, version)).toMatchObject({ code }));
test('a manager may for whoever looks after it', () =>
  expect(decideStillValid(item, as('boss', true), 1).ok).toBe(true));

test.each([
  ['handed on by who has it', 'wang', as('chen'), null],
  ['by a manager', 'wang', as('boss', true), null],
  ['by the author who manages', 'wang', as('lin', true), null],
  ['to its author', 'lin', as('chen'), 'knowledge.own_item'],
  ['to who has it', 'chen', as('chen'), 'knowledge.same_verifier'],
  ['by a bystander', 'wang', as('wang'), 'knowledge.not_verifier'],
])('%s', (_, to, by, code) => {
  const outcome = decideVerifier(item, to, by, 1);
  expect(outcome.ok ? outcome.value.verifierId : outcome.code).toBe(code ?? to);
});
