import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideAdjustment, proposeAdjustment } from './adjustment.js';
import { closedCircle, decideKudos, giveKudos, type KudosEdge, withdrawKudos } from './kudos.js';

const edges = (...pairs: string[]): KudosEdge[] => pairs.map(([fromId, toId]) => ({ fromId: fromId!, toId: toId! }));
const [edge] = edges('ab') as [KudosEdge];

describe('the collusion lens', () => {
  test('two who thank only each other, six times and more', () => {
    expect(closedCircle(edge, edges('ba', 'ab', 'ba', 'ab'), 12)).toBeNull();
    expect(closedCircle(edge, edges('ba', 'ab', 'ba', 'ab', 'ba'), 12)).toEqual(['a', 'b']);
  });

  test('a ring of three or four, of whom no two thank each other', () => {
    expect(closedCircle(edge, edges('ab', 'bc', 'ca', 'bc', 'ca'), 12)).toEqual(['a', 'b', 'c']);
    expect(closedCircle(edge, edges('bc', 'cd', 'da', 'ab', 'bc'), 12)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('who thanks widely is in no circle, nor is a team that is one', () => {
    const wide = edges('ba', 'ab', 'ba', 'ab', 'ba');
    expect(closedCircle(edge, [...wide, ...edges('ax', 'ay', 'az', 'bx', 'by')], 12)).toBeNull();
    expect(closedCircle(edge, wide, 3)).toBeNull();
    // All of it goes one way: nobody is thanked back.
    expect(closedCircle(edge, edges('ab', 'ab', 'ab', 'ab', 'ab'), 12)).toBeNull();
  });

  test('a circle holds six of their kudos, three of five of all they gave, and everybody in it gives and gets', () => {
    const some = fc.array(fc.tuple(fc.constantFrom(...'abcdef'), fc.constantFrom(...'abcdef')), { maxLength: 25 });
    fc.assert(
      fc.property(some, (pairs) => {
        const lately = pairs.filter(([a, b]) => a !== b).map(([fromId, toId]) => ({ fromId, toId }));
        const circle = closedCircle(edge, lately, 12);
        if (!circle) return;
        const given = [...lately, edge].filter((k) => circle.includes(k.fromId));
        const inside = given.filter((k) => circle.includes(k.toId));
        expect(inside.length).toBeGreaterThanOrEqual(Math.max(6, given.length * 0.6));
        expect(new Set(inside.map((k) => k.fromId))).toEqual(new Set(circle));
        expect(new Set(inside.map((k) => k.toId))).toEqual(new Set(circle));
      }),
    );
  });
});

test('five kudos a week, one of them to one person, none to oneself', () => {
  expect(giveKudos(edge, edges('ac', 'ad', 'ae', 'af'), [], 12)).toEqual({ ok: true, value: 'given' });
  expect(giveKudos(edge, edges('ac', 'ad', 'ae', 'af', 'ag'), [], 12)).toMatchObject({ code: 'points.kudos_budget' });
  expect(giveKudos(edge, edges('ab'), [], 12)).toMatchObject({ code: 'points.kudos_pair' });
  expect(giveKudos(edges('aa')[0]!, [], [], 12)).toMatchObject({ code: 'points.kudos_to_yourself' });
  expect(giveKudos(edge, [], edges('ba', 'ab', 'ba', 'ab', 'ba'), 12)).toEqual({ ok: true, value: 'held' });
});

test('kudos are taken back by whoever gave them, for a day; a third person decides on what is held', () => {
  const at = '2026-11-02T02:00:00.000Z';
  const given = { ...edge, state: 'given' as const, at };
  expect(withdrawKudos(given, 'a', '2026-11-03T02:00:00.000Z')).toEqual({ ok: true, value: 'withdrawn' });
  expect(withdrawKudos(given, 'a', '2026-11-03T02:00:00.001Z')).toMatchObject({ code: 'points.kudos_too_late' });
  expect(withdrawKudos(given, 'b', at)).toMatchObject({ code: 'points.kudos_not_yours' });
  expect(withdrawKudos({ ...given, state: 'withdrawn' }, 'a', at)).toMatchObject({ code: 'points.kudos_decided' });
  const held = { ...edge, state: 'held' as const };
  expect(decideKudos(held, 'released', 'm')).toEqual({ ok: true, value: 'released' });
  for (const by of ['a', 'b'])
    expect(decideKudos(held, 'refused', by)).toMatchObject({ code: 'points.kudos_concerns_you' });
  expect(decideKudos(given, 'refused', 'm')).toMatchObject({ code: 'points.kudos_not_held' });
});

test('an adjustment takes two people, neither of them the one it is about', () => {
  expect(proposeAdjustment('u', 'm', 1)).toEqual({ ok: true, value: 'proposed' });
  expect(proposeAdjustment('u', 'm', 2)).toMatchObject({ code: 'points.adjust_limit' });
  expect(proposeAdjustment('m', 'm', 0)).toMatchObject({ code: 'points.adjust_not_yourself' });
  const asked = { state: 'proposed' as const, userId: 'u', proposedBy: 'm' };
  expect(decideAdjustment(asked, 'accepted', 'n')).toEqual({ ok: true, value: 'accepted' });
  expect(decideAdjustment(asked, 'accepted', 'm')).toMatchObject({ code: 'points.adjust_second_person' });
  expect(decideAdjustment(asked, 'accepted', 'u')).toMatchObject({ code: 'points.adjust_not_yourself' });
  expect(decideAdjustment(asked, 'withdrawn', 'n')).toMatchObject({ code: 'points.adjust_not_yours' });
  expect(decideAdjustment(asked, 'reversed', 'n')).toMatchObject({ code: 'points.adjust_not_accepted' });
  const accepted = { ...asked, state: 'accepted' as const };
  expect(decideAdjustment(accepted, 'accepted', 'n')).toMatchObject({ code: 'points.adjust_decided' });
  expect(decideAdjustment(accepted, 'reversed', 'm')).toEqual({ ok: true, value: 'reversed' });
});
