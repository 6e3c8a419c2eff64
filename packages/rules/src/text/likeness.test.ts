import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likeness, sketchOf } from './likeness.js';

const WORDS = [...'信用证审核要点单清关提正本原产地船期付款尾定金报价合同客户回复'];
const text = fc.array(fc.constantFrom(...WORDS), { minLength: 40, maxLength: 120 }).map((a) => a.join(''));
const shares = (a: string, b: string): boolean => sketchOf(a).some((mark) => sketchOf(b).includes(mark));

test('a text with a few words changed is found by its sketch', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 3 }), (a, places) => {
      const letters = [...a];
      for (const p of places) letters[p % letters.length] = '的';
      const b = letters.join('');
      if (likeness(a, b) >= 0.8) expect(shares(a, b)).toBe(true);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('strangers hardly ever share a mark', () => {
  const texts = fc.sample(text, { numRuns: 60, seed: 11 });
  const pairs = texts.flatMap((a, i) => texts.slice(i + 1).map((b) => shares(a, b)));
  expect(pairs.filter(Boolean).length / pairs.length).toBeLessThan(0.1);
  expect(sketchOf('')).toEqual([]);
});
