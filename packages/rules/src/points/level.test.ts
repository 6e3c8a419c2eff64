import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHigher, levelOf, LEVELS } from './level.js';

test.each([
  [-5, 'set_sail', 100],
  [0, 'set_sail', 100],
  [99, 'set_sail', 100],
  [100, 'coastal', 300],
  [300, 'ocean_going', 700],
  [700, 'navigator', 1500],
  [1499, 'navigator', 1500],
  [1500, 'first_mate', 3000],
  [3000, 'captain', 6000],
  [6000, 'commodore', null],
  [1e9, 'commodore', null],
])('%d points are %s', (points, level, next) => {
  expect([levelOf(points).level, levelOf(points).next?.from ?? null]).toEqual([level, next]);
});

test('more points are never a lower level, and one always stands between its own step and the next', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (a, b) => {
      const [low, high] = [levelOf(Math.min(a, b)), levelOf(Math.max(a, b))];
      expect(isHigher(low.level, high.level)).toBe(false);
      const { level, from, next } = levelOf(a);
      expect(from).toBeLessThanOrEqual(a);
      if (next) {
        expect(next.from).toBeGreaterThan(a);
        expect(LEVELS.indexOf(next.level)).toBe(LEVELS.indexOf(level) + 1);
      } else expect(level).toBe(LEVELS.at(-1));
    }),
  );
});
