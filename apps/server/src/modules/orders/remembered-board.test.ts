import type { FactName } from '@tallyboard/contracts/facts';
import type { Order } from '@tallyboard/rules/orders/order';
import { expect, test } from 'vitest';
import type { StoredFact } from '../../platform/feeds/fact.js';
import { limitedStages, RememberedBoard } from './remembered-board.js';

const order = (id: string, rank: string, more: Partial<Order> = {}): Order =>
  ({ id, rank, stage: 'QUOTED', status: 'active', version: 1, ...more }) as Order;
const fact = (seq: number, name: FactName, payload: unknown): StoredFact => ({
  feed: 'team:a',
  seq,
  name,
  payload,
  actorId: '',
  commandId: null,
  occurredAt: '',
});
const changed = (seq: number, after: Order, name: FactName = 'orders.moved') => fact(seq, name, { order: after });
const aBoard = () =>
  new RememberedBoard({ head: 10, orders: [order('a', 'a1'), order('b', 'a2'), order('c', 'a3')], limited: [] });

test('the gap behind a card leaves out the card that is moved', () => {
  const board = aBoard();
  expect(board.gap('c', null)).toEqual({ before: null, after: 'a1' });
  expect(board.gap('a', null)).toEqual({ before: null, after: 'a2' });
  expect(board.gap('c', 'a')).toEqual({ before: 'a1', after: 'a2' });
  expect(board.gap('b', 'a')).toEqual({ before: 'a1', after: 'a3' });
  expect(board.gap('b', 'c')).toEqual({ before: 'a3', after: null });
  expect(board.gap('b', 'b')).toEqual({ before: null, after: 'a1' });
  expect(board.gap('a', 'closed')).toBeNull();
});

test('facts it knows are passed over; one that is missing makes it worthless', () => {
  const board = aBoard();
  expect(board.hear([changed(10, order('a', 'a9')), changed(11, order('a', 'a25'))])).toBe(true);
  expect([board.head, board.gap('c', 'b')]).toEqual([11, { before: 'a2', after: 'a25' }]);
  expect(board.hear([changed(13, order('a', 'a1'))])).toBe(false);
});

test('what was proven may come before what is yet to be heard', () => {
  const board = aBoard();
  board.leap([changed(14, order('a', 'a5', { version: 2 }))]);
  expect(
    board.hear([fact(11, 'points.granted', {}), changed(14, order('a', 'a1')), fact(15, 'points.granted', {})]),
  ).toBe(true);
  expect([board.head, board.order('a')?.version, board.gap('b', 'c')]).toEqual([15, 2, { before: 'a3', after: 'a5' }]);
});

test('an order that is over, or left, is no longer on it; one that joins or comes back is', () => {
  const board = aBoard();
  board.leap([
    changed(11, order('a', 'a1', { status: 'cancelled' }), 'orders.cancelled'),
    changed(12, order('b', 'a2', { stage: 'CLOSED' })),
    changed(13, order('c', 'a3'), 'orders.left'),
  ]);
  expect([board.order('a'), board.order('b'), board.order('c'), board.gap('x', null)?.after]).toEqual([
    undefined,
    undefined,
    undefined,
    null,
  ]);
  board.leap([changed(14, order('c', 'b1'), 'orders.joined'), changed(15, order('a', 'a4'), 'orders.reopened')]);
  expect(board.gap('c', 'a')).toEqual({ before: 'a4', after: null });
  expect(board.gap('x', 'a')).toEqual({ before: 'a4', after: 'b1' });
});

test('ranks that change places among themselves', () => {
  const board = aBoard();
  board.leap([fact(11, 'orders.reranked', { ranks: [['a', 'a2'], ['b', 'a1'], ['gone', 'a7']] })]); // prettier-ignore
  expect([board.gap('c', 'b'), board.gap('c', 'a'), board.order('a')?.rank]).toEqual([
    { before: 'a1', after: 'a2' },
    { before: 'a2', after: null },
    'a2',
  ]);
});

test('only a hard limit counts, for every stage of its column', () => {
  const column = (id: string, wipLimit: number | null, wipHard: boolean) => ({ id, wipLimit, wipHard });
  const settings = {
    columns: [column('soft', 3, false), column('hard', 3, true), column('none', null, true)],
    stages: [
      { code: 'INQUIRY', columnId: 'soft' },
      { code: 'QUOTED', columnId: 'hard' },
      { code: 'NEGOTIATING', columnId: 'hard' },
      { code: 'CLOSED', columnId: 'none' },
    ],
  } as unknown as Parameters<typeof limitedStages>[0];
  expect(limitedStages(settings)).toEqual(['QUOTED', 'NEGOTIATING']);
  const board = aBoard();
  board.leap([fact(11, 'orders.stages_changed', settings)]);
  expect([board.isLimited('QUOTED'), board.isLimited('INQUIRY')]).toEqual([true, false]);
});
