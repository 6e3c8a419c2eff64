import type { Heartbeat, Subscribe, Subscribed } from '@tallyboard/contracts/live';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Live } from './live';
import { liveState } from './live-state';

const FEED = 'team:1';
const AT = Date.parse('2026-11-25T08:00:00Z');
/** A socket whose server is the test. */
const { socket } = vi.hoisted(() => {
  const listeners = new Map<string, (...args: never[]) => void>();
  return {
    socket: {
      connected: true,
      active: true,
      connect: () => undefined,
      close: () => undefined,
      emit: () => undefined,
      on: (event: string, listener: (...args: never[]) => void) => void listeners.set(event, listener),
      hears: (event: string, payload?: unknown) => listeners.get(event)?.(payload as never),
      asked: [] as Subscribe[],
      timeout: () => ({
        emitWithAck: (_: 'subscribe', input: Subscribe): Promise<Subscribed> => {
          socket.asked.push(input);
          return Promise.resolve({ kind: 'packets', packets: [] });
        },
      }),
    },
  };
});
vi.mock('socket.io-client', () => ({ io: () => socket }));

const beat = (secondsOld: number): void => {
  const asOf = new Date(Date.now() - secondsOld * 1_000).toISOString();
  socket.hears('heartbeat', { feed: FEED, epoch: 'a', head: 10, asOf } satisfies Heartbeat);
};
let live: Live;
let missed = 0;
beforeEach(async () => {
  missed = 0;
  vi.useFakeTimers({ now: AT });
  socket.asked = [];
  live = new Live({
    feed: FEED,
    load: () => Promise.resolve({ epoch: 'a', seq: 10 }),
    apply: () => undefined,
    missed: () => (missed += 1),
  });
  live.start();
  await vi.advanceTimersByTimeAsync(10);
});
afterEach(() => {
  live.close();
  vi.useRealTimers();
});

test('it is the heartbeat that says that all is well: an answer alone may come from a node that knows nothing new', () => {
  expect(socket.asked).toEqual([{ feed: FEED, epoch: 'a', since: 10 }]);
  expect(liveState.now.status).toBe('connecting');
  beat(1);
  expect(liveState.now.status).toBe('live');
});

test('a node that is cut off from its database goes on beating, and the screen says since when it is old', async () => {
  beat(0);
  const last = liveState.now.asOf;
  for (let seconds = 10; seconds <= 20; seconds += 10) {
    await vi.advanceTimersByTimeAsync(10_000);
    beat(seconds);
    expect(liveState.now.status).toBe('live');
  }
  await vi.advanceTimersByTimeAsync(7_000);
  expect([liveState.now.status, liveState.now.asOf]).toEqual(['stale', last]);
  await vi.advanceTimersByTimeAsync(3_000);
  beat(30);
  expect(liveState.now.status).toBe('stale');
  beat(0);
  expect(liveState.now.status).toBe('live');
});

test('without a heartbeat it is stale after 25 s, whatever the connection believes of itself', async () => {
  beat(0);
  await vi.advanceTimersByTimeAsync(24_000);
  expect(liveState.now.status).toBe('live');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(liveState.now.status).toBe('stale');
});

test('of a snapshot that takes the place of the first one it is said that something was missed', async () => {
  expect(missed).toBe(0);
  socket.hears('heartbeat', { feed: FEED, epoch: 'b', head: 10, asOf: new Date().toISOString() } satisfies Heartbeat);
  await vi.advanceTimersByTimeAsync(500);
  expect(missed).toBe(1);
});
