import { expect, it } from 'vitest';
import { seededRandom, seedOfRun } from './random.js';

it('repeats itself exactly from the same seed, and not from another', () => {
  const draw = (seed: number): number[] => Array.from({ length: 50 }, seededRandom(seed).next);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7).every((value) => value >= 0 && value < 1)).toBe(true);
});

it('reaches both ends of a range and about the middle of it', () => {
  const random = seededRandom(1);
  const values = Array.from({ length: 6000 }, () => random.int(1, 6));
  expect(new Set(values)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(3.5, 0);
});

it('shuffles without loss and leaves the list alone', () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8];
  const shuffled = seededRandom(3).shuffle(list);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
  expect(shuffled).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(list).toContain(seededRandom(3).pick(list));
  expect(() => seededRandom(3).pick([])).toThrow('nothing');
});

it('takes SEED, refuses nonsense, and else makes one up', () => {
  expect(seedOfRun({ SEED: '42' })).toBe(42);
  expect(() => seedOfRun({ SEED: 'x' })).toThrow('whole number');
  expect(Number.isInteger(seedOfRun({}))).toBe(true);
});
