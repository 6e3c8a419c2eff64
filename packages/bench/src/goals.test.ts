import { expect, test } from 'vitest';
import { GOALS, ROWS, verdictOf } from './goals.js';
import type { Sample } from './sample.js';

const at = (value: number): Sample[] => [{ value, noise: [] }];
const goal = (id: string) => GOALS.find((g) => g.id === id)!;

test('a verdict goes by the better direction, and a mark that is met exactly is reached', () => {
  expect([1.1, 1.11, 1.25, 1.26].map((v) => verdictOf(goal('live.p50'), at(v)))).toEqual([
    'moonshot',
    'must',
    'must',
    'missed',
  ]);
  expect([5, 4.9, 3, 2.9].map((v) => verdictOf(goal('live.rate'), at(v)))).toEqual([
    'moonshot',
    'must',
    'must',
    'missed',
  ]);
});

test('what was not measured is not called missed', () => {
  expect([
    verdictOf(goal('live.p50'), undefined),
    verdictOf(goal('live.p50'), []),
    verdictOf(goal('live.p50'), at(NaN)),
  ]).toEqual(Array(3).fill('not measured here'));
});

test('each goal belongs to a row, has its own name, and aims at least as high as it must', () => {
  expect(new Set(GOALS.map((g) => g.id)).size).toBe(GOALS.length);
  for (const g of GOALS) {
    expect(ROWS).toContain(g.row);
    expect(g.better === 'less' ? g.moonshot <= g.must : g.moonshot >= g.must).toBe(true);
  }
});
