import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultRules, entitlements } from './catalogue.js';
import { grantEntries, reversalEntries, vestingEntries, waitingEntries } from './buckets.js';
import { classifySale, followsInWindow, type SecuredOrder } from './engine/classify-sale.js';
import { placeLeague } from './league.js';
import type { Entitlement, RuleId } from './rule.js';
import { clip, settle, type StandingGrant } from './engine/settle.js';

const entitlement = (
  ruleId: RuleId,
  ownerId: string,
  amount: number,
  bucket: Entitlement['bucket'] = 'vested',
): Entitlement => ({
  ruleId,
  ruleVersion: 1,
  ownerId,
  currency: 'HP',
  amount,
  part: '',
  cap: null,
  bucket,
  inputs: {},
});

describe('settling', () => {
  test('grants what is new, keeps what stands, reverses what is no longer due or due otherwise', () => {
    const standing: StandingGrant[] = [
      { key: '1', ruleId: 'ORD-01', ownerId: 'a', part: '', requested: 20, bucket: 'vested' },
      { key: '2', ruleId: 'ORD-02', ownerId: 'a', part: '', requested: 15, bucket: 'vested' },
      { key: '3', ruleId: 'ORD-05', ownerId: 'b', part: '', requested: 4, bucket: 'vested' },
    ];
    const { reverse, grant } = settle(standing, [entitlement('ORD-01', 'a', 20), entitlement('ORD-02', 'a', 20)]);
    expect(reverse.map((r) => r.key)).toEqual(['2', '3']);
    expect(grant.map((g) => [g.ruleId, g.amount])).toEqual([['ORD-02', 20]]);
  });

  test('what was pending vests when it is due for good, and does not go back', () => {
    const pending: StandingGrant = {
      key: '1',
      ruleId: 'INQ-01',
      ownerId: 'a',
      part: '',
      requested: 5,
      bucket: 'pending',
    };
    const due = (bucket: Entitlement['bucket']) => [entitlement('INQ-01', 'a', 5, bucket)];
    expect(settle([pending], due('pending'))).toEqual({ reverse: [], vest: [], grant: [] });
    expect(settle([pending], due('vested'))).toEqual({ reverse: [], vest: [pending], grant: [] });
    expect(settle([{ ...pending, bucket: 'vested' }], due('pending'))).toEqual({ reverse: [], vest: [], grant: [] });
    expect(settle([pending], [])).toEqual({ reverse: [pending], vest: [], grant: [] });
  });

  test('done again changes nothing, and what stands afterwards is exactly what is due', () => {
    const dues = fc.uniqueArray(
      fc.record({
        ruleId: fc.constantFrom<RuleId>('ORD-01', 'ORD-02', 'ORD-03'),
        ownerId: fc.constantFrom('a', 'b'),
        amount: fc.integer({ min: 1, max: 9 }),
      }),
      { selector: (d) => d.ruleId + d.ownerId },
    );
    fc.assert(
      fc.property(fc.array(dues, { maxLength: 6 }), (history) => {
        let standing: StandingGrant[] = [];
        let next = 0;
        for (const list of history) {
          const due = list.map((d) => entitlement(d.ruleId, d.ownerId, d.amount));
          const { reverse, grant } = settle(standing, due);
          standing = [
            ...standing.filter((s) => !reverse.includes(s)),
            ...grant.map((g) => ({
              key: String((next += 1)),
              ruleId: g.ruleId,
              ownerId: g.ownerId,
              part: g.part,
              requested: g.amount,
              bucket: g.bucket,
            })),
          ];
          expect(standing.map((s) => `${s.ruleId}${s.ownerId}${s.requested}`).sort()).toEqual(
            due.map((d) => `${d.ruleId}${d.ownerId}${d.amount}`).sort(),
          );
          expect(settle(standing, due)).toEqual({ reverse: [], vest: [], grant: [] });
        }
      }),
    );
  });
});

test('a cap clips exactly: never above, and the last grant gets the rest', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 })), fc.integer({ min: 0, max: 200 }), (asked, limit) => {
      let used = 0;
      for (const a of asked) used += clip(a, limit, used);
      expect(used).toBe(
        Math.min(
          limit,
          asked.reduce((x, y) => x + y, 0),
        ),
      );
    }),
  );
});

test('what vests leaves the pending bucket, pays debts first, and sums to zero', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(80), (amount, owed) => {
      const list = vestingEntries('pending', amount, { vested: 0, owed });
      const of = (bucket: string): number => list.find((e) => e.bucket === bucket)?.amount ?? 0;
      expect(list.reduce((sum, e) => sum + e.amount, 0)).toBe(0);
      expect(waitingEntries('pending', amount).reduce((sum, e) => sum + e.amount, 0)).toBe(0);
      expect([of('pending'), of('vested') - of('owed')]).toEqual([-amount, amount]);
      expect(owed + of('owed')).toBe(Math.max(0, owed - amount));
    }),
  );
});

test('buckets: every transaction sums to zero, nothing goes below zero, and grants pay debts first (I8)', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 100 }))), (steps) => {
      const have = { vested: 0, owed: 0 };
      let net = 0;
      for (const [isGrant, amount] of steps) {
        const entries = isGrant ? grantEntries(amount, have) : reversalEntries(amount, have);
        expect(entries.reduce((sum, e) => sum + e.amount, 0)).toBe(0);
        for (const e of entries) if (e.bucket === 'vested' || e.bucket === 'owed') have[e.bucket] += e.amount;
        net += isGrant ? amount : -amount;
        expect(have.vested).toBeGreaterThanOrEqual(0);
        expect(have.owed).toBeGreaterThanOrEqual(0);
        expect(have.vested - have.owed).toBe(net);
        expect(Math.min(have.vested, have.owed)).toBe(0);
      }
    }),
  );
});

test('SAT-01 pays for four and five stars that the system asked for, and for nothing else', () => {
  const rules = defaultRules();
  const due = (fields: object) =>
    entitlements(
      { of: 'survey', survey: { ownerId: 'a', score: 5, counted: true, way: 'mail', ...fields }, today: '2026-11-25' },
      rules,
    ).map((e) => e.amount);
  expect([5, 4, 3, 1].map((score) => due({ score }))).toEqual([[8], [4], [], []]);
  for (const not of [{ counted: false }, { way: 'hand' }, { ownerId: null }]) expect(due(not)).toEqual([]);
});

describe('a sale', () => {
  const at = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString();
  const other = (day: number, usd = 1_000, kind: SecuredOrder['kind'] = 'first'): SecuredOrder => ({
    orderId: `o${day}`,
    securedAt: at(day),
    usdMinor: usd,
    kind,
  });
  const sale = { orderId: 'x', securedAt: at(10) };
  test('is the first, a repeat, or a piece of what came within seven days', () => {
    expect(classifySale([], sale).kind).toBe('first');
    expect(classifySale([other(1)], sale).kind).toBe('repeat');
    expect(classifySale([other(3)], sale).kind).toBe('repeat');
    expect(classifySale([other(4, 700), other(1)], sale)).toEqual({
      kind: 'piece',
      groupUsdMinorBefore: 700,
      shippedOnEntry: false,
    });
  });

  test('is not eaten by orders that were carried over, but the customer is known', () => {
    expect(classifySale([other(9, 6_000_000, 'carried')], sale).kind).toBe('repeat');
  });

  test('is judged by what came before it only', () => {
    expect(classifySale([other(11)], sale).kind).toBe('first');
  });

  test('is judged again when it followed closely on what changed', () => {
    expect([3, 4, 10, 16, 17].filter((day) => followsInWindow(other(day), sale))).toEqual([16]);
    expect(followsInWindow(other(12, 1, 'carried'), sale)).toBe(false);
  });

  test('in whatever order sales of one purchase come and go, together they earn what the standing ones would in their order', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(days, fc.array(fc.nat({ max: 5 }), { maxLength: 12 }), (all, flips) => {
        const rows = new Map<string, SecuredOrder>();
        const others = (row: SecuredOrder) => [...rows.values()].filter((r) => r.orderId !== row.orderId);
        const judge = (row: SecuredOrder) => ({ ...row, ...classifySale(others(row), row) });
        for (const flip of flips) {
          const row = other(all[flip % all.length]!);
          if (!rows.delete(row.orderId)) rows.set(row.orderId, judge(row));
          for (const r of others(row).filter((x) => followsInWindow(x, row))) rows.set(r.orderId, judge(r));
        }
        for (const row of rows.values()) expect(row.kind === 'piece').toBe(judge(row).kind === 'piece');
      }),
    );
  });
});

test('places are shared and the next is skipped; nobody without points has one', () => {
  expect(
    placeLeague([
      { userId: 'a', points: 5 },
      { userId: 'b', points: 9 },
      { userId: 'c', points: 9 },
      { userId: 'd', points: 0 },
    ]).map((p) => [p.userId, p.place]),
  ).toEqual([
    ['b', 1],
    ['c', 1],
    ['a', 3],
  ]);
});
