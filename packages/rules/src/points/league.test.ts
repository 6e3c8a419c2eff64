import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignLeagues, type Entrant, type League, placeLeague, seenBy, SPLIT_FROM } from './league.js';

const FIRST = '2026-10-01';
const entrant = (userId: string, changes: Partial<Entrant> = {}): Entrant => ({
  userId,
  joinedOn: '2020-01-01',
  lastSeason: 0,
  ...changes,
});
const many = (n: number, points: (i: number) => number): Entrant[] =>
  Array.from({ length: n }, (_, i) => entrant(`u${i}`, { lastSeason: points(i) }));
const NOBODY = new Map<string, League>();

describe('leagues', () => {
  test('who joined ten months ago or later is a rookie', () => {
    const all = [
      entrant('old'),
      entrant('edge', { joinedOn: '2025-12-01' }),
      entrant('over', { joinedOn: '2025-11-30' }),
    ];
    expect(Object.fromEntries(assignLeagues(all, NOBODY, FIRST))).toEqual({
      old: 'main',
      edge: 'rookie',
      over: 'main',
    });
  });

  test('where everybody is new there is one league', () => {
    const all = [entrant('a', { joinedOn: '2026-09-01' }), entrant('b', { joinedOn: '2026-09-02' })];
    expect([...assignLeagues(all, NOBODY, FIRST).values()]).toEqual(['main', 'main']);
  });

  test('eleven stay together, twelve are split by last season’s thirds', () => {
    expect(
      new Set(
        assignLeagues(
          many(11, (i) => i),
          NOBODY,
          FIRST,
        ).values(),
      ),
    ).toEqual(new Set(['main']));
    const split = assignLeagues(
      many(12, (i) => 100 - i),
      NOBODY,
      FIRST,
    );
    expect([...split.values()]).toEqual([...'aaaabbbbcccc'].map((x) => `main_${x}`));
  });

  test('a draw parts nobody', () => {
    const all = many(12, (i) => (i < 6 ? 50 : 10));
    const leagues = assignLeagues(all, NOBODY, FIRST);
    expect(new Set(all.slice(0, 6).map((e) => leagues.get(e.userId)))).toEqual(new Set(['main_a']));
    expect(new Set(all.slice(6).map((e) => leagues.get(e.userId)))).toEqual(new Set(['main_b']));
  });

  test('who comes later finds what was fixed and changes nothing of it', () => {
    const fixed = assignLeagues(
      many(12, (i) => 100 - i),
      NOBODY,
      FIRST,
    );
    const later = [...many(12, () => 0), entrant('late'), entrant('new', { joinedOn: '2026-11-01' })];
    expect(Object.fromEntries(assignLeagues(later, fixed, FIRST))).toEqual({ late: 'main_c', new: 'rookie' });
  });

  test('everybody has exactly one league, a split league has a top, and more points are never a lower third', () => {
    const entrants = fc.uniqueArray(
      fc.record({
        userId: fc.uuid(),
        joinedOn: fc.constantFrom('2020-01-01', '2026-08-01'),
        lastSeason: fc.nat(30),
      }),
      { selector: (e) => e.userId, maxLength: 40 },
    );
    fc.assert(
      fc.property(entrants, (all) => {
        const leagues = assignLeagues(all, NOBODY, FIRST);
        expect([...leagues.keys()].sort()).toEqual(all.map((e) => e.userId).sort());
        const main = all.filter((e) => leagues.get(e.userId) !== 'rookie');
        const isSplit = main.some((e) => leagues.get(e.userId) !== 'main');
        if (isSplit) expect(main.length).toBeGreaterThanOrEqual(SPLIT_FROM);
        if (isSplit) expect(main.some((e) => leagues.get(e.userId) === 'main_a')).toBe(true);
        for (const a of main)
          for (const b of main)
            if (a.lastSeason > b.lastSeason) expect(leagues.get(a.userId)! <= leagues.get(b.userId)!).toBe(true);
      }),
    );
  });
});

describe('what one sees of a league', () => {
  const placed = placeLeague(Array.from({ length: 10 }, (_, i) => ({ userId: `u${i}`, points: 100 - i })));
  const seen = (who: string): number[] => seenBy(placed, who).map((p) => p.place);

  test('the first three, and two on each side of oneself', () => {
    expect(seen('u7')).toEqual([1, 2, 3, 6, 7, 8, 9, 10]);
    expect(seen('u9')).toEqual([1, 2, 3, 8, 9, 10]);
    expect(seen('u0')).toEqual([1, 2, 3]);
  });
  test('somebody who is not in it sees the first three', () => expect(seen('nobody')).toEqual([1, 2, 3]));
});
