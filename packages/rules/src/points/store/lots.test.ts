import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from '../../time/business-day.js';
import { type CreditMove, type Draw, draw, endingSoon, expired, foldLots, spendable } from './lots.js';

const gained = (id: string, amount: number, on: string, season = 'S1'): CreditMove => ({
  kind: 'gained',
  id,
  season,
  amount,
  on,
});
const sum = (d: Draw): number => Object.values(d).reduce((a, b) => a + b, 0);

test('what came first goes first, and ends a year after it came', () => {
  const lots = foldLots([gained('b', 10, '2026-03-01'), gained('a', 5, '2025-12-01')]);
  expect(draw(lots, 7, '2026-11-26')).toEqual({ a: 5, b: 2 });
  expect(draw(lots, 7, '2026-12-01')).toEqual({ b: 7 });
  expect([spendable(lots, '2026-11-30'), spendable(lots, '2026-12-01')]).toEqual([15, 10]);
  expect(expired(lots, '2026-12-01')).toEqual({ a: 5 });
  expect(endingSoon(lots, '2026-11-26', '2026-12-26').map((l) => l.id)).toEqual(['a']);
  expect(draw(lots, 16, '2026-11-26')).toBeNull();
});

test('a refund goes back into the lots it came from, and ends with them', () => {
  const moves = [gained('a', 5, '2025-12-01'), gained('b', 10, '2026-03-01')];
  const spent = draw(foldLots(moves), 7, '2026-11-26')!;
  const after = foldLots([...moves, { kind: 'drawn', draw: spent }, { kind: 'returned', draw: spent }]);
  expect(after).toEqual(foldLots(moves));
  expect(expired(after, '2026-12-01')).toEqual({ a: 5 });
});

test('what is taken back goes from its own lot, and what is spent of it from the oldest of its season', () => {
  const moves: CreditMove[] = [
    gained('a', 5, '2026-01-01'),
    gained('b', 5, '2026-02-01'),
    gained('c', 5, '2026-05-01', 'S2'),
  ];
  const left = (more: CreditMove[]) => foldLots([...moves, ...more]).map((l) => l.left);
  expect(left([{ kind: 'taken', lotId: 'b', season: 'S1', amount: 5 }])).toEqual([5, 0, 5]);
  expect(
    left([
      { kind: 'drawn', draw: { b: 3 } },
      { kind: 'taken', lotId: 'b', season: 'S1', amount: 5 },
    ]),
  ).toEqual([2, 0, 5]);
});

test.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-12-31', 12, '2027-12-31'],
])('%s and %i months is %s', (day, months, is) => expect(addMonths(day, months)).toBe(is));

describe('whatever happens', () => {
  const step = fc.record({
    what: fc.constantFrom('gain', 'take', 'buy', 'return', 'expire'),
    amount: fc.integer({ min: 1, max: 30 }),
    days: fc.integer({ min: 0, max: 120 }),
    which: fc.nat(),
  });
  test('no lot goes below zero or above what it brought, and together they are the balance', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const moves: CreditMove[] = [];
        const bought: Draw[] = [];
        const taken = new Set<string>();
        let [today, balance] = ['2026-01-01', 0];
        for (const { what, amount, days, which } of steps) {
          today = addDays(today, days);
          const lots = foldLots(moves);
          if (what === 'gain') {
            moves.push(gained(`l${moves.length}`, amount, today, which % 2 ? 'S1' : 'S2'));
            balance += amount;
          } else if (what === 'take') {
            const lot = lots[which % Math.max(1, lots.length)];
            if (!lot || taken.has(lot.id)) continue;
            taken.add(lot.id);
            // The ledger takes no more than the season's account holds; the rest is owed.
            const held = lots.filter((l) => l.season === lot.season).reduce((n, l) => n + l.left, 0);
            const part = Math.min(lot.gained, held);
            moves.push({ kind: 'taken', lotId: lot.id, season: lot.season, amount: part });
            balance -= part;
          } else if (what === 'buy') {
            const drawn = draw(lots, amount, today);
            expect(drawn === null).toBe(spendable(lots, today) < amount);
            if (!drawn) continue;
            expect(sum(drawn)).toBe(amount);
            // Nothing is left in a lot that ends before one that was drawn from.
            const last = lots.findLast((l) => drawn[l.id])!;
            for (const l of lots) if (l.endsOn < last.endsOn && today < l.endsOn) expect(drawn[l.id] ?? 0).toBe(l.left);
            moves.push({ kind: 'drawn', draw: drawn });
            bought.push(drawn);
            balance -= amount;
          } else if (what === 'return') {
            const back = bought.splice(which % Math.max(1, bought.length), 1)[0];
            if (!back) continue;
            moves.push({ kind: 'returned', draw: back });
            balance += sum(back);
          } else {
            const gone = expired(lots, today);
            moves.push({ kind: 'drawn', draw: gone });
            balance -= sum(gone);
            expect(expired(foldLots(moves), today)).toEqual({});
          }
          const now = foldLots(moves);
          // Which of those that happen at once is written first is chance.
          expect(foldLots(moves.toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0)))).toEqual(now);
          expect(now.reduce((n, l) => n + l.left, 0)).toBe(balance);
          for (const l of now) expect([l.left >= 0, l.left <= l.gained]).toEqual([true, true]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
