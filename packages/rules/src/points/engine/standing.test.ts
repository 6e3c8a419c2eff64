import { expect, test } from 'vitest';
import type { LedgerTxn } from './ledger-txn.js';
import { Standing } from './standing.js';

const txn = (key: string, more: Partial<LedgerTxn> = {}): LedgerTxn => ({
  ...{ key, ruleId: 'STG-01', ruleVersion: 1, ownerId: 'd', currency: 'HP', subject: 'order:1', part: 'SHIPPED' },
  ...{ orderId: '1', orderNo: 'YD-1', season: '2026Q4', amount: 5, requested: 5, capKey: null, inputs: {} },
  ...{ bucket: 'vested', reverses: null, vests: null, source: { feed: 'team:t', seq: 1 }, causedBy: null },
  ...{ effectiveOn: '2026-11-03', at: '2026-11-03T02:00:00.000Z' },
  ...more,
});

test('what was taken back is gone, and was granted all the same', () => {
  const standing = Standing.of([txn('a'), txn('-a', { reverses: 'a' }), txn('b'), txn('c', { part: 'LOADED' })]);
  expect([...standing.grants.keys()]).toEqual(['b', 'c']);
  expect(standing.timesOf(txn('?'))).toBe(2);
  expect(standing.timesOf(txn('?', { ownerId: 'l' }))).toBe(0);
});

test('what waited has vested, in its old place', () => {
  const standing = Standing.of([
    txn('a', { bucket: 'pending' }),
    txn('b', { part: 'LOADED' }),
    txn('+a', { amount: 0, vests: { key: 'a', from: 'pending', amount: 5 } }),
  ]);
  expect(standing.asGranted().map((g) => [g.key, g.bucket])).toEqual([
    ['a', 'vested'],
    ['b', 'vested'],
  ]);
  expect(standing.timesOf(txn('?'))).toBe(1);
});

test('remembered and taken up again it is the same, and stays as small however long it goes on', () => {
  const long = Array.from({ length: 100 }, (_, i) => [txn(`${i}`), txn(`-${i}`, { reverses: `${i}` })]).flat();
  const standing = Standing.of([...long, txn('z')]);
  const again = new Standing([...standing.grants.values()], standing.times);
  expect(again).toEqual(standing);
  expect([again.grants.size, again.times.size, again.timesOf(txn('?'))]).toEqual([1, 1, 101]);
});
