import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streakOf, type Week } from './streak.js';

const MARKS: Readonly<Record<string, Omit<Week, 'week'>>> = {
  x: { hits: 3, misses: 0, rest: null },
  m: { hits: 3, misses: 1, rest: null },
  l: { hits: 0, misses: 0, rest: 'leave' },
  w: { hits: 2, misses: 0, rest: 'leave' },
  b: { hits: 0, misses: 2, rest: 'leave' },
  c: { hits: 0, misses: 0, rest: 'closed' },
  q: { hits: 0, misses: 0, rest: null },
};
const weeks = (text: string): Week[] => [...text].map((mark, i) => ({ week: `2026W${10 + i}`, ...MARKS[mark]! }));
const figures = (text: string): [number, number] => {
  const { current, longest } = streakOf(weeks(text));
  return [current, longest];
};

test.each([
  ['', 0, 0],
  ['x', 1, 1],
  ['xxx', 3, 3],
  ['xxm', 0, 2],
  ['xxmx', 1, 2],
  // Leave, a closed office and a week without buyers freeze it.
  ['xxlx', 3, 3],
  ['xcqx', 2, 2],
  ['xxl', 2, 2],
  // Answers given on leave neither lengthen nor break it.
  ['xwx', 2, 2],
  ['xbx', 2, 2],
])('%s: %d now, %d at best', (text, current, longest) => expect(figures(text)).toEqual([current, longest]));

test('taking rest and quiet weeks out changes neither figure, and no streak is longer than its full weeks', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Object.keys(MARKS)), maxLength: 60 }), (text) => {
      const [current, longest] = figures(text);
      expect(figures(text.replace(/[^xm]/g, ''))).toEqual([current, longest]);
      expect(current).toBeLessThanOrEqual(longest);
      expect(longest).toBeLessThanOrEqual([...text].filter((m) => m === 'x').length);
      expect(streakOf(weeks(text)).weeks.at(-1)?.run ?? 0).toBe(current);
    }),
  );
});
