import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRanks, MAX_RANK, rankBetween, ranksBetween } from './rank.js';

const entropy = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a rank lies strictly between its neighbours, whatever was inserted where before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), entropy), { maxLength: 60 }), (drops) => {
      const ranks: string[] = [];
      for (const [n, e] of drops) {
        const at = n % (ranks.length + 1);
        const rank = rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null, e);
        ranks.splice(at, 0, rank);
      }
      expect([...ranks].sort(compareRanks)).toEqual(ranks);
      expect(new Set(ranks).size).toBe(ranks.length);
    }),
  );
});

test('drops into one gap spread out: fifty at once seldom meet', () => {
  const ranks = Array.from({ length: 50 }, (_, i) => rankBetween('a0', 'a1', (i * 0.618_033_988_7) % 1));
  expect(new Set(ranks).size).toBe(50);
});

test('a thousand drops behind one card grow past what is re-spaced, and re-spacing makes them short again', () => {
  let high = 'a1';
  for (let i = 0; i < 1_000; i += 1) high = rankBetween('a0', high, (i * 0.618_033_988_7) % 1);
  expect(high.length).toBeGreaterThan(MAX_RANK);
  expect(Math.max(...ranksBetween(null, null, 1_000).map((r) => r.length))).toBeLessThan(6);
});
