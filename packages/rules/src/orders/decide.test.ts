import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Capability, capabilitiesOf, type Role, ROLES } from '../people/capabilities.js';
import { stageForDrop } from './columns.js';
import { nextDeadline, riskOf } from './deadline.js';
import { BACKWARD_REASONS, decideMove } from './decide-move.js';
import { decideStatus, type StatusChange } from './decide-status.js';
import { decideUndo } from './decide-undo.js';
import type { Order } from './order.js';
import { sampleOrder } from './order.sample.js';
import { hasReached, isBefore, LANE_OF, STAGES, type Stage, stageIndex } from './stages.js';

const NOW = '2026-11-23T06:00:00.000Z';
const context = (roles: Role[] = ['manager']) => ({
  now: NOW,
  zone: 'Asia/Shanghai',
  capabilities: capabilitiesOf(roles),
});
const move = (order: Order, toStage: Stage, more: object = {}, roles?: Role[]) =>
  decideMove(order, { toStage, expectedVersion: order.version, rank: 'a1', ...more }, context(roles));

describe('a move', () => {
  test('forwards needs nothing, may skip stages and counts the version', () => {
    expect(move(sampleOrder(), 'PI_SIGNED')).toMatchObject({
      ok: true,
      value: { stage: 'PI_SIGNED', stageSince: NOW, version: 4, rank: 'a1' },
    });
  });
  test('within a stage only re-ranks', () => {
    expect(move(sampleOrder(), 'QUOTED')).toMatchObject({
      ok: true,
      value: { stageSince: '2026-11-01T00:00:00.000Z', rank: 'a1' },
    });
  });
  test.each([
    ['an old version', sampleOrder(), 'PI_SIGNED', { expectedVersion: 2 }, 'orders.stale'],
    ['backwards without a reason', sampleOrder(), 'INQUIRY', {}, 'orders.reason_required'],
    ['on hold', sampleOrder({ status: 'on_hold' }), 'PI_SIGNED', {}, 'orders.not_movable'],
    ['cancelled', sampleOrder({ status: 'cancelled' }), 'PI_SIGNED', {}, 'orders.not_movable'],
    ['lost', sampleOrder({ stage: 'LOST' }), 'QUOTED', {}, 'orders.not_movable'],
    ['to be lost', sampleOrder(), 'LOST', {}, 'orders.stage_not_reachable'],
  ] as const)('of %s is refused', (_, order, to, more, code) => {
    expect(move(order, to, more)).toMatchObject({ ok: false, code });
  });

  test('is for those whose lane it stands in, or who may move in all', () => {
    for (const role of ROLES) {
      for (const stage of STAGES.filter((s) => s !== 'LOST' && s !== 'CLOSED')) {
        const outcome = move(sampleOrder({ stage }), STAGES[stageIndex(stage) + 1]!, {}, [role]);
        const may = capabilitiesOf([role]).has(`orders.move.${LANE_OF[stage]}`);
        expect([role, stage, outcome.ok || outcome.code]).toEqual([
          role,
          stage,
          may
            ? LANE_OF[stage] === LANE_OF[STAGES[stageIndex(stage) + 1]!] ||
              capabilitiesOf([role]).has('orders.crossLane')
              ? true
              : 'orders.lane_crossing_not_allowed'
            : 'orders.lane_not_yours',
        ]);
      }
    }
  });

  test('along any path keeps the marks true: secured and frozen exactly from SECURED on, on board exactly from SHIPPED on', () => {
    const stages = fc.constantFrom(...STAGES.filter((s) => s !== 'LOST'));
    fc.assert(
      fc.property(fc.array(stages, { minLength: 1, maxLength: 12 }), (path) => {
        let order = sampleOrder({ stage: 'INQUIRY' });
        for (const to of path) {
          const outcome = move(order, to, isBefore(to, order.stage) ? { reason: BACKWARD_REASONS[0] } : {});
          if (!outcome.ok) throw new Error(outcome.code);
          const was = order;
          order = outcome.value;
          expect(order.securedAt !== null).toBe(hasReached(order.stage, 'SECURED'));
          expect(order.onBoardOn !== null).toBe(hasReached(order.stage, 'SHIPPED'));
          if (was.securedAt && order.securedAt)
            expect([order.securedAt, order.frozenShipOn]).toEqual([was.securedAt, was.frozenShipOn]);
          expect(order.version).toBe(was.version + 1);
        }
      }),
    );
  });
});

describe('the status', () => {
  const change = (order: Order, c: StatusChange) =>
    decideStatus(order, c, order.version, { now: NOW, zone: 'Asia/Shanghai' });
  test('a lost order keeps where it was lost and comes back there', () => {
    const lost = change(sampleOrder({ stage: 'NEGOTIATING' }), { kind: 'lose', reason: 'price' });
    expect(lost).toMatchObject({ ok: true, value: { stage: 'LOST', lostFrom: 'NEGOTIATING', statusReason: 'price' } });
    expect(lost.ok && change(lost.value, { kind: 'reopen' })).toMatchObject({
      ok: true,
      value: { stage: 'NEGOTIATING', lostFrom: null },
    });
  });
  test('a cancelled order loses its marks and gets them again', () => {
    const order = sampleOrder({
      stage: 'PRODUCTION',
      securedAt: '2026-11-02T00:00:00.000Z',
      frozenShipOn: '2026-12-01',
    });
    const cancelled = change(order, { kind: 'cancel', reason: 'x' });
    expect(cancelled).toMatchObject({ ok: true, value: { status: 'cancelled', securedAt: null, stageSince: NOW } });
    expect(cancelled.ok && change(cancelled.value, { kind: 'reopen' })).toMatchObject({
      ok: true,
      value: { status: 'active', stage: 'PRODUCTION', securedAt: NOW },
    });
  });
  test.each([
    [sampleOrder({ stage: 'SECURED' }), { kind: 'lose', reason: 'price' }, 'orders.too_late_to_lose'],
    [sampleOrder({ status: 'on_hold' }), { kind: 'hold', reason: 'x' }, 'orders.not_active'],
    [sampleOrder(), { kind: 'resume' }, 'orders.not_on_hold'],
    [sampleOrder(), { kind: 'reopen' }, 'orders.nothing_to_reopen'],
    [sampleOrder({ stage: 'CLOSED' }), { kind: 'cancel', reason: 'x' }, 'orders.not_active'],
  ] as const)('case %#', (order, c, code) => {
    expect(change(order, c)).toMatchObject({ ok: false, code });
  });
});

test.each([
  ['NEGOTIATING', ['PI_SIGNED', 'SECURED'], 'PI_SIGNED'],
  ['SHIPPED', ['PI_SIGNED', 'SECURED'], 'SECURED'],
  ['SECURED', ['PI_SIGNED', 'SECURED'], 'SECURED'],
  ['DELIVERED', ['SETTLED', 'CLOSED', 'LOST'], 'SETTLED'],
  ['QUOTED', ['LOST'], null],
  ['QUOTED', [], null],
] as const)('a drop from %s on a column of %j means %s', (from, stages, to) => {
  expect(stageForDrop(from, [...stages])).toBe(to);
});

test.each([
  [{}, '2026-11-20', 'ok', 'promised_ship'],
  [{}, '2026-11-28', 'due', 'promised_ship'],
  [{}, '2026-12-02', 'late', 'promised_ship'],
  [{ deadline: { kind: 'quote_validity', on: '2026-11-21' } }, '2026-11-20', 'due', 'quote_validity'],
  [{ stage: 'SHIPPED' }, '2026-12-02', 'ok', undefined],
  [{ status: 'on_hold' }, '2026-12-02', 'blocked', 'promised_ship'],
  [{ stage: 'SETTLED', deadline: { kind: 'other', on: '2026-01-01' } }, '2026-12-02', 'ok', undefined],
  [{ status: 'cancelled' }, '2026-12-02', 'ok', undefined],
] as const)('the risk of %j on %s is %s', (fields, today, risk, kind) => {
  expect(riskOf(sampleOrder(fields), today)).toBe(risk);
  expect(nextDeadline(sampleOrder(fields), today)?.kind).toBe(kind);
});

test('undoing needs what the change needed, still', () => {
  const before = sampleOrder({ stage: 'BOOKED' });
  const may = (...have: Capability[]) => new Set(have);
  expect(decideUndo('orders.moved', before, may('orders.move.documents', 'orders.edit')).ok).toBe(true);
  expect(decideUndo('orders.moved', before, may('orders.move.sales', 'orders.edit'))).toMatchObject({
    ok: false,
    details: { needs: 'orders.move.documents' },
  });
  expect(decideUndo('orders.created', null, may('orders.create')).ok).toBe(true);
  expect(decideUndo('orders.cancelled', before, may('orders.edit')).ok).toBe(false);
});
