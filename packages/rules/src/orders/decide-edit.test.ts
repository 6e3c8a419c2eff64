import { expect, test } from 'vitest';
import { capabilitiesOf } from '../people/capabilities.js';
import { decideEdit, isGivenUp } from './decide-edit.js';
import { decideMove } from './decide-move.js';
import { decideStatus } from './decide-status.js';
import type { Order } from './order.js';
import { sampleOrder } from './order.sample.js';

const NOW = { now: '2026-11-23T06:00:00.000Z', zone: 'Asia/Shanghai' };
const admin = { id: 'a', capabilities: capabilitiesOf(['admin']) };
const edits: Partial<Order>[] = [
  {},
  { title: 'x' },
  { amountMinor: 1 },
  { onBoardOn: '2026-11-20' },
  { owners: { sales: 'a', documents: null, logistics: null } },
  { credit: [{ userId: 'a', percent: 100 }] },
  { tracks: { production: 100, documents: 0, logistics: 0, payment: 0 } },
];

test.each<[string, Partial<Order>]>([
  ['cancelled', { status: 'cancelled' }],
  ['cancelled when finished', { status: 'cancelled', stage: 'CLOSED' }],
  ['lost', { stage: 'LOST', lostFrom: 'QUOTED' }],
])('an order that is %s can be neither edited, assigned, shared nor moved, by nobody', (_, fields) => {
  const order = sampleOrder(fields);
  expect(isGivenUp(order)).toBe(true);
  for (const edit of edits)
    expect(decideEdit(order, { ...order, ...edit }, admin)).toMatchObject({ ok: false, code: 'orders.locked' });
  const move = { toStage: 'PI_SIGNED' as const, expectedVersion: order.version, rank: 'a1' };
  expect(decideMove(order, move, { ...NOW, capabilities: admin.capabilities })).toMatchObject({
    ok: false,
    code: 'orders.not_movable',
  });
  const reopened = decideStatus(order, { kind: 'reopen' }, order.version, NOW);
  expect(
    reopened.ok && edits.map((edit) => decideEdit(reopened.value, { ...reopened.value, ...edit }, admin).ok),
  ).toEqual(edits.map(() => true));
});

test.each<[string, Partial<Order>]>([
  ['running', {}],
  ['on hold', { status: 'on_hold' }],
  ['closed', { stage: 'CLOSED' }],
])('an order that is %s is edited by whoever may assign what the edit assigns', (_, fields) => {
  const order = sampleOrder(fields);
  const clerk = { id: 'x', capabilities: capabilitiesOf(['logistics']) };
  expect(isGivenUp(order)).toBe(false);
  expect(decideEdit(order, { ...order, title: 'x' }, clerk).ok).toBe(true);
  expect(decideEdit(order, { ...order, credit: [{ userId: 'x', percent: 100 }] }, clerk)).toMatchObject({
    code: 'orders.credit_not_yours',
  });
});
