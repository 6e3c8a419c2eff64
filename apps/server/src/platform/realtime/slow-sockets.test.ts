import { expect, test } from 'vitest';
import { SlowSockets } from './slow-sockets.js';

const KIB = 1024;
/** A socket with so much waiting: in the library above, and in the connection itself. */
function socket(buffered: number, waiting: number[] = []) {
  const state = { buffered, waiting, ended: false };
  const conn = {
    get writeBuffer() {
      return state.waiting.map((n) => ({ data: 'x'.repeat(n) }));
    },
    transport: {
      socket: {
        get bufferedAmount() {
          return state.buffered;
        },
        terminate: () => (state.ended = true),
      },
    },
  };
  return { state, looked: { conn } as unknown as Parameters<SlowSockets['look']>[0][number] };
}

test('who does not read at all is ended after three looks, wherever it waits', () => {
  const slow = new SlowSockets();
  const [inside, below, reading] = [socket(0, [200 * KIB, 100 * KIB]), socket(300 * KIB), socket(200 * KIB)];
  const all = [inside, below, reading];
  const looks = Array.from({ length: 4 }, () => slow.look(all.filter((s) => !s.state.ended).map((s) => s.looked)));
  expect(looks).toEqual([0, 0, 0, 2]);
  expect(all.map((s) => s.state.ended)).toEqual([true, true, false]);
});

test('a large packet that drains is given its time; one that never ends is not', () => {
  const slow = new SlowSockets();
  const draining = socket(2_000 * KIB);
  for (; draining.state.buffered > 0; draining.state.buffered -= 200 * KIB) slow.look([draining.looked]);
  expect(draining.state.ended).toBe(false);
  const behind = socket(5_000 * KIB);
  let looks = 0;
  for (; !behind.state.ended; behind.state.buffered -= KIB) looks += (slow.look([behind.looked]), 1);
  expect(looks).toBe(15);
});

test('who has caught up begins anew', () => {
  const slow = new SlowSockets();
  const one = socket(300 * KIB);
  for (let i = 0; i < 10; i += 1) {
    one.state.buffered = i % 3 === 2 ? 0 : 300 * KIB;
    slow.look([one.looked]);
  }
  expect(one.state.ended).toBe(false);
});
