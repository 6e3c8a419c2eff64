import { expect, test } from 'vitest';
import { median, percentile, spread } from './statistics.js';

test('a percentile is one of the values, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1), percentile(hundred, 0)]).toEqual(
    [50, 99, 100, 1],
  );
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
  expect(hundred[0]).toBe(100);
});

test('the median of an even number is the mean of the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
  expect(median([])).toBeNaN();
});

test('one slow one in a hundred is seen by the greatest, not by p99', () => {
  expect(spread([...Array.from({ length: 99 }, () => 1), 50])).toEqual({ p50: 1, p99: 1, max: 50 });
});
