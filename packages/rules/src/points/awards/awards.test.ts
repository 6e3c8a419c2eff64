import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, median, placeAward, shrink } from './award.js';
import { type AnyEvidence, awardDefaults, rankAward } from './catalogue.js';

const rank = (evidence: AnyEvidence, period: 'week' | 'month' | 'quarter' | 'year' = 'month') =>
  rankAward(evidence, awardDefaults(evidence.award), period);
const at = '2026-11-02T02:00:00.000Z';
const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);
const answering = (userId: string, n: number, minutes: number, misses = 0) => ({
  userId,
  answers: times(n, { minutes, at }),
  hits: n,
  misses,
  reversals: 0,
});

describe('fastest responder', () => {
  test('the vector: four at 20 minutes come to 91.4, forty at 45 to 60.0, and the forty win', () => {
    expect(shrink(20, 4, 120, 10)).toBeCloseTo(91.43, 2);
    expect(shrink(45, 40, 120, 10)).toBe(60);
  });

  test('too few and too slow are told apart; the rest is ranked by the shrunken median', () => {
    const people = [
      answering('few', 9, 1),
      answering('slow', 12, 10, 1),
      answering('a', 40, 45),
      answering('b', 10, 40),
      answering('crowd', 90, 120),
    ];
    const { placed, out, base } = rank({ award: 'fastest_responder', of: people });
    expect(base).toMatchObject({ teamMedian: 120 });
    expect(placed.map((p) => [p.place, p.id, p.metric])).toEqual([
      [1, 'a', 60],
      [2, 'b', 80],
      [3, 'crowd', 120],
    ]);
    expect(out.map((o) => [o.id, o.why])).toEqual([
      ['slow', 'rate_too_low'],
      ['few', 'too_few'],
    ]);
    // In a week five are enough.
    expect(rank({ award: 'fastest_responder', of: people }, 'week').placed.map((p) => p.id)).toContain('few');
  });

  test('who takes no part in public rankings is no candidate, and it is said why; the median stays that of all', () => {
    const of = [answering('a', 40, 45), answering('b', 10, 40), answering('crowd', 90, 120)];
    const { placed, out, base } = rank({ award: 'fastest_responder', of, optedOut: ['a', 'elsewhere'] });
    expect(placed.map((p) => [p.place, p.id])).toEqual([
      [1, 'b'],
      [2, 'crowd'],
    ]);
    expect(out).toMatchObject([{ id: 'a', n: 40, why: 'opted_out' }]);
    expect(base).toMatchObject({ teamMedian: 120 });
  });

  test('nobody answered, nobody wins', () => {
    expect(rank({ award: 'fastest_responder', of: [answering('a', 0, 0)] })).toMatchObject({
      placed: [],
      out: [{ id: 'a', why: 'too_few', figures: { median: null, rate: null } }],
    });
  });
});

describe('satisfaction star', () => {
  const said = (userId: string, scores: number[], asked = scores.length) => ({
    userId,
    answers: scores.map((score) => ({ score, at })),
    asked,
    reversals: 0,
  });
  test('the vector: three times five come to 4.625, twenty of 4.7 to 4.640', () => {
    expect(shrink(5, 3, 4.4, 5)).toBe(4.625);
    expect(shrink(4.7, 20, 4.4, 5)).toBeCloseTo(4.64, 10);
  });
  test('five answers and a fifth of those who were asked', () => {
    const { placed, out } = rank({
      award: 'satisfaction_star',
      of: [said('a', [5, 5, 5, 4, 4]), said('b', times(9, 4), 60), said('c', [5, 5, 5, 5]), said('d', times(6, 4), 30)],
    });
    expect(placed.map((p) => p.id)).toEqual(['a', 'd']);
    expect(out.map((o) => [o.id, o.why])).toEqual([
      ['b', 'rate_too_low'],
      ['c', 'too_few'],
    ]);
  });
});

test('best newcomer: parts of which nothing is recorded are carried by the others, the same for all', () => {
  const person = (userId: string, daysIn: number, followUps: number, qualified: number) => ({
    userId,
    daysIn,
    plan: null,
    followUps: { done: followUps, target: 20 },
    qualified: { done: qualified, target: 10 },
    quality: null,
    at: [at],
    reversals: 0,
  });
  const { placed, out, base } = rank({
    award: 'best_newcomer',
    of: [person('a', 45, 10, 10), person('b', 60, 40, 5), person('new', 12, 40, 20), person('idle', 90, 0, 0)],
  });
  expect(base).toEqual({ followUps: 50, qualified: 50 });
  // Follow-ups count up to 1.2 times what is asked.
  expect(placed.map((p) => [p.id, p.metric])).toEqual([
    ['b', 0.85],
    ['a', 0.75],
  ]);
  expect(out.map((o) => [o.id, o.why])).toEqual([
    ['new', 'too_soon'],
    ['idle', 'too_few'],
  ]);
});

test('most improved: against one’s own three months, and not who is among the first anyway', () => {
  const person = (userId: string, points: number, before: number[], place: number) => ({
    userId,
    points,
    before,
    place,
    reachedAt: at,
    reversals: 0,
  });
  const { placed, out } = rank({
    award: 'most_improved',
    of: [
      person('first', 90, [10, 10, 10], 1),
      person('steady', 30, [20, 20, 20], 4),
      person('wild', 60, [10, 50, 30], 5),
      person('down', 5, [20, 20, 20], 6),
      person('new', 40, [10], 7),
    ],
  });
  expect(placed.map((p) => [p.id, Math.round(p.metric * 100) / 100])).toEqual([
    ['steady', 2],
    ['wild', 1.84],
  ]);
  expect(Object.fromEntries(out.map((o) => [o.id, o.why]))).toEqual({
    first: 'among_the_first',
    down: 'not_better',
    new: 'no_history',
  });
});

test('collaboration star: different colleagues count before many kudos', () => {
  const by = (userId: string, ...from: string[]) => ({
    userId,
    kudos: from.map((fromId) => ({ fromId, at })),
    reversals: 0,
  });
  const { placed, out } = rank({
    award: 'collaboration_star',
    of: [by('a', 'x', 'y'), by('b', 'x', 'x', 'x', 'y'), by('c', 'x', 'x')],
  });
  expect(placed.map((p) => [p.place, p.id])).toEqual([
    [1, 'b'],
    [2, 'a'],
  ]);
  expect(out).toMatchObject([{ id: 'c', why: 'too_few' }]);
});

test('customer of the year: contribution, coming back and votes, each against the best', () => {
  const buys = (customerId: string, usd: number[], votes: number) => ({
    customerId,
    orders: usd.map((u) => ({ usdMinor: u * 100, at })),
    votes,
    reversals: 0,
  });
  const { placed, out } = rank(
    {
      award: 'customer_of_the_year',
      of: [buys('big', [900, 100], 1), buys('loyal', [200, 200, 200], 4), buys('once', [5000], 0)],
    },
    'year',
  );
  // big: (40 × 1000/5000 + 20 × 1/2 + 20 × 1/4) / 80; loyal: (40 × 600/5000 + 20 + 20) / 80.
  expect(placed.map((p) => [p.id, Math.round(p.metric * 10_000)])).toEqual([
    ['loyal', 5_600],
    ['big', 2_875],
  ]);
  expect(out).toMatchObject([{ id: 'once', why: 'too_few', n: 1 }]);
});

describe('the ladder', () => {
  const candidate = (id: string, fields: Partial<Candidate> = {}): Candidate => ({
    id,
    n: 10,
    metric: 1,
    keys: [1],
    reversals: 0,
    reachedAt: at,
    figures: {},
    ...fields,
  });
  test('keys, fewer reversals, earlier; who is equal in all shares, and the next place is skipped', () => {
    const placed = placeAward(
      [
        candidate('late', { reachedAt: '2026-11-03T00:00:00.000Z' }),
        candidate('b'),
        candidate('a'),
        candidate('taken back', { reversals: 1 }),
        candidate('better key', { keys: [2] }),
      ],
      'high',
    );
    expect(placed.map((p) => [p.place, p.id])).toEqual([
      [1, 'better key'],
      [2, 'a'],
      [2, 'b'],
      [4, 'late'],
      [5, 'taken back'],
    ]);
  });

  test('the order in which candidates come does not matter', () => {
    const some = fc.array(
      fc.record({ metric: fc.nat(3), keys: fc.tuple(fc.nat(2)), reversals: fc.nat(1), reachedAt: fc.constant(at) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (list, noise) => {
        const candidates = list.map((c, i) => candidate(`p${i}`, c));
        const shuffled = candidates.map((c) => [noise.next().value, c] as const).sort((a, b) => a[0]! - b[0]!);
        expect(
          placeAward(
            shuffled.map(([, c]) => c),
            'low',
          ),
        ).toEqual(placeAward(candidates, 'low'));
      }),
    );
  });

  test('medians', () => {
    expect([median([]), median([3]), median([4, 1, 3]), median([1, 2, 3, 10])]).toEqual([null, 3, 3, 2.5]);
  });
});
