import { expect, test } from 'vitest';
import { badgesOf, type History } from './badges.js';
import type { StreakWeek } from './streak.js';

const nothing: History = { awards: [], points: [], weeks: [], firsts: [] };
const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const week = (n: number, run: number, mark: StreakWeek['mark'] = 'full') => ({
  week: `2026W${n}`,
  mark,
  hits: 1,
  misses: 0,
  run,
  endsAt: day(n),
});

test('of nothing there is no badge', () => {
  expect(badgesOf(nothing)).toEqual([]);
});
test('an award that was won twice is one badge, of the later', () => {
  const won = (id: string, at: string) => ({ id, award: 'fastest_responder' as const, at });
  expect(badgesOf({ ...nothing, awards: [won('a', day(1)), won('b', day(8))] })).toEqual([
    { kind: 'award', award: 'fastest_responder', n: 2, at: day(8), cause: 'b' },
  ]);
});
test('a level counts from the points that took one over its edge; taken back and reached again, from the later', () => {
  const points = [60, 50, -20, 30, 200].map((amount, i) => ({ id: `t${i}`, at: day(i + 1), amount }));
  expect(badgesOf({ ...nothing, points: points.slice(0, 3) })).toEqual([]);
  expect(badgesOf({ ...nothing, points })).toEqual([
    { kind: 'level', level: 'coastal', n: 1, at: day(4), cause: 't3' },
    { kind: 'level', level: 'ocean_going', n: 1, at: day(5), cause: 't4' },
  ]);
});
test('several levels at one stroke are several badges of one cause', () => {
  const got = badgesOf({ ...nothing, points: [{ id: 't', at: day(1), amount: 750 }] });
  expect(got.map((b) => b.kind === 'level' && [b.level, b.cause])).toEqual([
    ['coastal', 't'],
    ['ocean_going', 't'],
    ['navigator', 't'],
  ]);
});
test('a streak is marked in the week that completed it; a week of rest at the same length is not counted again', () => {
  const weeks = [week(1, 3), week(2, 4), week(3, 4, 'leave'), week(4, 5), week(5, 0, 'missed'), week(6, 4)];
  expect(badgesOf({ ...nothing, weeks })).toEqual([{ kind: 'streak', weeks: 4, n: 2, at: day(6), cause: '2026W6' }]);
});
test('the first of its kind, not the later ones', () => {
  const firsts = [1, 2].map((n) => ({ id: `o${n}`, ruleId: 'ORD-01' as const, at: day(n) }));
  expect(badgesOf({ ...nothing, firsts })).toEqual([{ kind: 'first', first: 'order', n: 1, at: day(1), cause: 'o1' }]);
});
