import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, type Candidate, newcomerShare, type Offer } from './allocate.js';

const offer = (fields: Partial<Offer> = {}): Offer => ({
  country: 'DE',
  language: 'en',
  product: 'hinges',
  customerOwnerId: null,
  offeredTo: [],
  ...fields,
});
const rep = (userId: string, fields: Partial<Candidate> = {}): Candidate => ({
  userId,
  duty: 'now',
  markets: [],
  products: [],
  languages: ['zh', 'en'],
  load: 4,
  holdingCap: 30,
  paused: false,
  newcomerWeeks: null,
  assignedThisWeek: 2,
  lastAssignedAt: null,
  ...fields,
});
const outs = (a: ReturnType<typeof allocate>) => Object.fromEntries(a.scored.map((s) => [s.userId, s.out]));

test('market counts three, product two, native language one, load against', () => {
  const { ownerId, scored } = allocate(offer(), [
    rep('a', { markets: ['DE'] }),
    rep('b', { products: ['Hinges'], languages: ['en'] }),
    rep('c', { load: 0 }),
  ]);
  expect(scored.map((s) => s.score)).toEqual([1, 1, 0]);
  expect(ownerId).toBe('a');
  expect(scored[0]!.parts).toEqual({ market: 3, product: 0, native: 0, load: -2, debt: 0 });
});

test('a tie goes to who has waited longest for one', () => {
  const two = [
    rep('a', { lastAssignedAt: '2026-11-25T02:00:00.000Z' }),
    rep('b', { lastAssignedAt: '2026-11-25T01:00:00.000Z' }),
  ];
  expect(allocate(offer(), two).ownerId).toBe('b');
});

test('whose customer it is gets it, unless they work too late and a colleague is there', () => {
  const others = [rep('b', { markets: ['DE'] })];
  const of = offer({ customerOwnerId: 'a' });
  expect(allocate(of, [rep('a', { load: 99, paused: true }), ...others])).toMatchObject({
    ownerId: 'a',
    why: 'customer',
  });
  expect(allocate(of, [rep('a', { duty: 'later' }), ...others])).toMatchObject({ ownerId: 'b', why: 'score' });
  expect(allocate(of, [rep('a', { duty: 'later' }), rep('b', { duty: 'later' })])).toMatchObject({
    ownerId: 'a',
    why: 'customer',
  });
});

test('who cannot is left out, and it says why', () => {
  const all = [
    rep('offered'),
    rep('off', { duty: 'none' }),
    rep('paused', { paused: true }),
    rep('mute', { languages: ['es'] }),
    rep('full', { load: 30 }),
    rep('new', { newcomerWeeks: 0 }),
    rep('half', { newcomerWeeks: 5, assignedThisWeek: 1 }),
    rep('later', { duty: 'later' }),
    rep('able'),
  ];
  const result = allocate(offer({ offeredTo: ['offered'] }), all);
  expect(outs(result)).toEqual({
    offered: 'offered',
    off: 'off_duty',
    paused: 'paused',
    mute: 'language',
    full: 'at_cap',
    new: 'newcomer',
    half: 'newcomer',
    later: 'cover_first',
    able: null,
  });
  expect(result.ownerId).toBe('able');
  expect(allocate(offer(), [rep('off', { duty: 'none' })])).toMatchObject({ ownerId: null, why: 'nobody' });
});

test('a newcomer gets none in the first week, half of the others until the thirteenth, then as everybody', () => {
  expect([0, 1, 12, 13, null].map(newcomerShare)).toEqual([0, 0.5, 0.5, 1, 1]);
  const given: Record<string, number> = { a: 0, b: 0, new: 0 };
  for (let i = 0; i < 100; i += 1) {
    const { ownerId } = allocate(offer(), [
      rep('a', { assignedThisWeek: given['a']!, load: 0 }),
      rep('b', { assignedThisWeek: given['b']!, load: 0 }),
      rep('new', { newcomerWeeks: 4, assignedThisWeek: given['new']!, load: 0 }),
    ]);
    given[ownerId!]! += 1;
  }
  expect(given).toEqual({ a: 40, b: 40, new: 20 });
});

const someone = fc.record({
  duty: fc.constantFrom('now' as const, 'later' as const, 'none' as const),
  markets: fc.subarray(['DE', 'FR']),
  products: fc.subarray(['hinges', 'locks']),
  languages: fc.subarray(['en', 'es', 'zh']),
  load: fc.nat(40),
  holdingCap: fc.integer({ min: 1, max: 40 }),
  paused: fc.boolean(),
  newcomerWeeks: fc.option(fc.nat(20)),
  assignedThisWeek: fc.nat(20),
  lastAssignedAt: fc.option(fc.constantFrom('2026-11-25T01:00:00.000Z', '2026-11-25T02:00:00.000Z')),
});

test('the same team in any order gives the same person, one who can, with a best score; nobody off duty ever', () => {
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 8 }), fc.integer(), (people, seed) => {
      const candidates = people.map((p, i): Candidate => ({ ...p, userId: `u${i}` }));
      const result = allocate(offer(), candidates);
      const shuffled = [...candidates].sort(
        (a, b) => ((a.userId.charCodeAt(1) * 31 + seed) % 7) - ((b.userId.charCodeAt(1) * 31 + seed) % 7),
      );
      expect(allocate(offer(), shuffled).ownerId).toBe(result.ownerId);
      const able = result.scored.filter((s) => s.out === null);
      if (able.length === 0) expect(result.ownerId).toBeNull();
      else {
        const chosen = able.find((s) => s.userId === result.ownerId)!;
        for (const other of able) expect(chosen.score).toBeGreaterThanOrEqual(other.score);
        expect(candidates.find((c) => c.userId === result.ownerId)!.duty).not.toBe('none');
      }
    }),
  );
});
