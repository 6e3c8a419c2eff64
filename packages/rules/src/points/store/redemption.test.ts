import { describe, expect, test } from 'vitest';
import {
  decideRedemption,
  decideRequest,
  DEFAULT_STORE_POLICY,
  REDEMPTION_STATES,
  REDEMPTION_STEPS,
  type RedemptionState,
  type RedemptionStep,
  type Redeemer,
  type Resource,
} from './redemption.js';

const resource: Resource = {
  price: 50,
  stock: 2,
  perPerson: 1,
  minLevel: 'coastal',
  roles: [],
  costCny: 300,
  active: true,
};
const who: Redeemer = { lifetime: 120, roles: ['sales'], spendable: 80, owed: 0, has: 0 };
const ask = (r: Partial<Resource> = {}, w: Partial<Redeemer> = {}, seenPrice = r.price ?? 50, spentCny = 0) =>
  decideRequest(
    { ...resource, ...r },
    { seenPrice, spentCny },
    { ...who, ...w },
    { monthlyCny: 1_000, approveUpTo: 20 },
  );

describe('asking for something', () => {
  test('waits for a manager, or for nobody when it is small', () => {
    expect([ask(), ask({ price: 20 })]).toMatchObject([{ value: 'requested' }, { value: 'approved' }]);
    expect(decideRequest(resource, { seenPrice: 50, spentCny: 1e9 }, who, DEFAULT_STORE_POLICY).ok).toBe(true);
  });
  test.each([
    ['store_closed', ask({ active: false })],
    ['store_price_changed', ask({}, {}, 40)],
    ['store_level', ask({}, { lifetime: 99 })],
    ['store_not_for_you', ask({ roles: ['documents'] })],
    ['store_per_person', ask({}, { has: 1 })],
    ['store_out_of_stock', ask({ stock: 0 })],
    ['store_owed', ask({}, { owed: 1 })],
    ['store_too_few', ask({}, { spendable: 49 })],
    ['store_over_budget', ask({}, {}, 50, 701)],
  ])('is refused: %s', (code, outcome) => expect(outcome).toMatchObject({ ok: false, code: `points.${code}` }));
});

const to = (state: RedemptionState, step: RedemptionStep, by = { userId: 'boss', manages: true }) => {
  const outcome = decideRedemption({ userId: 'lin', state }, step, by);
  return outcome.ok ? `${outcome.value.state} ${outcome.value.credits}` : outcome.code;
};
test('every step from every state, by a manager', () => {
  const table = Object.fromEntries(
    REDEMPTION_STATES.map((s) => [s, REDEMPTION_STEPS.filter((x) => x !== 'cancel').map((x) => to(s, x))]),
  );
  const no = 'points.store_not_now';
  const over = [no, no, no, no];
  expect(table).toEqual({
    requested: ['approved none', 'declined release', no, no],
    approved: [no, 'declined release', 'fulfilled spend', no],
    fulfilled: [no, no, no, 'refunded refund'],
    ...{ declined: over, cancelled: over, expired: over, refunded: over },
  });
});
test('one cancels one’s own, and decides nothing about it', () => {
  const lin = { userId: 'lin', manages: true };
  expect([to('requested', 'cancel', lin), to('approved', 'cancel', lin)]).toEqual([
    'cancelled release',
    'cancelled release',
  ]);
  expect([to('requested', 'cancel'), to('requested', 'approve', lin)]).toEqual([
    'points.store_not_yours',
    'points.store_own',
  ]);
  expect(to('requested', 'approve', { userId: 'chen', manages: false })).toBe('points.store_not_yours');
});
