import { expect, test } from 'vitest';
import { noiseOf, ratio, type Sample, sum, summarize } from './sample.js';

const quiet = (value: number): Sample => ({ value, noise: [] });
const noisy = (value: number): Sample => ({ value, noise: ['other load 60 %'] });
const calm = { otherPct: 5, generatorPct: 40, commitBefore: 1, commitAfter: 1.5 };

test('a repeat is noisy for each of the three reasons, and only beyond the limit', () => {
  expect(noiseOf(calm)).toEqual([]);
  expect(noiseOf({ ...calm, otherPct: 30, generatorPct: 85, commitAfter: 2 })).toEqual([]);
  expect(noiseOf({ otherPct: 31, generatorPct: 86, commitBefore: 3, commitAfter: 1 })).toEqual([
    'other load 31 %',
    'generator at 86 % of a core',
    'commit floor changed 3.0×',
  ]);
});

test('noisy repeats do not count when two quiet ones are there', () => {
  expect(summarize([quiet(1), noisy(100), quiet(3)])).toEqual({
    value: 2,
    low: 1,
    high: 3,
    counted: 2,
    total: 3,
    noisy: false,
  });
});

test('with too few quiet repeats all count, and it is said', () => {
  expect(summarize([quiet(1), noisy(100), noisy(3)])).toMatchObject({ value: 3, counted: 3, noisy: true });
  expect(summarize([noisy(9)])).toMatchObject({ value: 9, noisy: true });
});

test('one repeat is enough when only one was asked for', () => {
  expect(summarize([quiet(4)])).toMatchObject({ value: 4, noisy: false });
});

test('what could not be measured is NaN and does not spoil the rest', () => {
  expect(summarize([quiet(NaN), quiet(2), quiet(4)])).toMatchObject({ value: 3, counted: 2, total: 3 });
  expect(summarize([]).value).toBeNaN();
});

test('a quotient and a sum carry the noise of both', () => {
  expect(ratio(quiet(6), noisy(3))).toEqual({ value: 2, noise: ['other load 60 %'] });
  expect(sum(noisy(1), noisy(2))).toEqual({ value: 3, noise: ['other load 60 %'] });
});
