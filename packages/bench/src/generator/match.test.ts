import { expect, test } from 'vitest';
import { match } from './match.js';
import type { Seen } from './messages.js';

const seen = (
  moves: [string, number, number][],
  packets: [number, number, number, number][],
  positions: [string, number][] = [],
): Seen => ({
  moves: {
    tokens: moves.map((m) => m[0]),
    due: Float64Array.from(moves.map((m) => m[1])),
    acked: Float64Array.from(moves.map((m) => m[2])),
  },
  packets: {
    board: Int32Array.from(packets.map((p) => p[0])),
    from: Int32Array.from(packets.map((p) => p[1])),
    to: Int32Array.from(packets.map((p) => p[2])),
    at: Float64Array.from(packets.map((p) => p[3])),
  },
  positions,
  failures: { count: 0, first: null },
});

test('a move sent by one generator is matched with what the boards of all received', () => {
  const a = seen(
    [['x', 100, 103]],
    [[0, 5, 5, 110]],
    [
      ['x', 5],
      ['y', 6],
    ],
  );
  const b = seen([['y', 101, 105]], [[0, 5, 6, 120]], []);
  const { moves, ack, event, last, lost, doubled } = match([a, b], 2);
  expect([moves, ack.max, event.max, last.max]).toEqual([2, 4, 20, 20]);
  // Board 0 of the first never saw position 6.
  expect([lost, doubled]).toEqual([1, 0]);
});

test('positions that are no moves of this run are passed over, and a second delivery is counted', () => {
  const a = seen(
    [['x', 0, 1]],
    [
      [0, 1, 9, 4],
      [0, 5, 5, 8],
    ],
    [
      ['x', 5],
      ['earlier', 2],
    ],
  );
  expect(match([a], 1)).toMatchObject({ moves: 1, lost: 0, doubled: 1, last: { max: 8 } });
});

test('a move whose position nobody learnt is lost to every board', () => {
  expect(match([seen([['x', 0, 1]], [[0, 1, 9, 4]])], 3)).toMatchObject({ lost: 3 });
});

test('failures are added up, and the first is told', () => {
  const failed: Seen = { ...seen([], []), failures: { count: 2, first: '409 orders.stale' } };
  expect(match([failed, failed], 1)).toMatchObject({ failures: 4, firstFailure: '409 orders.stale', moves: 0 });
});
