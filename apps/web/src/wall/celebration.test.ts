// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advance,
  callOff,
  CELEBRATION_MS,
  invite,
  NO_PARTY,
  reward,
  type Celebration,
  type Party,
} from './celebration';

const what = (key: string): Celebration => ({
  kind: 'order',
  key,
  no: key,
  country: 'AE',
  who: 'lin',
  cmd: `c${key}`,
  grants: [],
});
const come = (party: Party, orderId: string, now: number): Party => invite(party, what(orderId), now, now);

test('one after the other, each for six seconds at most', () => {
  let party = advance(come(come(NO_PARTY, '1', 0), '2', 0), 0);
  expect(party.showing?.what.key).toBe('1');
  party = advance(party, CELEBRATION_MS - 1);
  expect(party.showing?.what.key).toBe('1');
  party = advance(party, CELEBRATION_MS);
  expect(party.showing?.what.key).toBe('2');
  expect(advance(party, 2 * CELEBRATION_MS).showing).toBeNull();
});
test('the same order is not celebrated twice in ten minutes, and old news not at all', () => {
  const party = advance(come(NO_PARTY, '1', 0), 0);
  expect(come(party, '1', 60_000).queue).toEqual([]);
  expect(come(party, '1', 700_000).queue).toHaveLength(1);
  expect(invite(NO_PARTY, what('1'), 0, 130_000)).toBe(NO_PARTY);
});
test('undone while it waits: dropped, and free to come again; undone on the screen: ends', () => {
  const party = advance(come(come(NO_PARTY, '1', 0), '2', 0), 0);
  const without = callOff(party, '2');
  expect(without.queue).toEqual([]);
  expect(come(without, '2', 1000).queue).toHaveLength(1);
  expect(callOff(party, '1').showing).toBeNull();
  expect(callOff(party, '3')).toBe(party);
});
test('points find their celebration by the command, waiting or shown', () => {
  const party = advance(come(come(NO_PARTY, '1', 0), '2', 0), 0);
  const rich = reward(
    reward(reward(party, 'c1', { ownerId: 'lin', amount: 3 }), 'c1', { ownerId: 'lin', amount: 4 }),
    'c2',
    { ownerId: 'wu', amount: 9 },
  );
  expect(rich.showing?.what).toHaveProperty('grants', [{ ownerId: 'lin', amount: 7 }]);
  expect(rich.queue[0]).toHaveProperty('grants', [{ ownerId: 'wu', amount: 9 }]);
});
test('whatever comes, no celebration lasts longer than six seconds and the queue stays short', () => {
  const act = fc.record({ kind: fc.constantFrom('come', 'off', 'tick'), id: fc.nat(40), ms: fc.nat(5000) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let now = 0;
      let party = NO_PARTY;
      for (const a of acts) {
        now += a.ms;
        if (a.kind === 'come') party = come(party, String(a.id), now);
        if (a.kind === 'off') party = callOff(party, String(a.id));
        party = advance(party, now);
        expect(party.queue.length).toBeLessThanOrEqual(10);
        expect((party.showing?.until ?? now) - now).toBeLessThanOrEqual(CELEBRATION_MS);
        expect(party.queue.some((c) => c.key === party.showing?.what.key)).toBe(false);
      }
    }),
  );
});
