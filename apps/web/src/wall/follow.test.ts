// @vitest-environment node
import type { Subscribe, Subscribed } from '@tallyboard/contracts/live';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WallFollow, type WallFeed, type WallSocket } from './follow';
import type { Pulse } from './freshness';

const FEED = 'team:1';
/** A socket whose server is the test. */
class FakeSocket implements WallSocket {
  connected = false;
  knocks = 0;
  asked: Subscribe[] = [];
  answer: Subscribed | null = { kind: 'packets', packets: [] };
  private listeners = new Map<string, (...args: never[]) => void>();
  connect(): void {
    this.knocks += 1;
  }
  open(): void {
    this.connected = true;
    this.fire('connect');
  }
  cut(reason = 'transport close'): void {
    this.connected = false;
    this.fire('disconnect', reason);
  }
  disconnect(): void {
    if (this.connected) this.cut('io client disconnect');
  }
  on(event: string, listener: (...args: never[]) => void): void {
    this.listeners.set(event, listener);
  }
  fire(event: string, payload?: unknown): void {
    this.listeners.get(event)?.(payload as never);
  }
  timeout() {
    return {
      emitWithAck: async (_: 'subscribe', input: Subscribe): Promise<Subscribed> => {
        this.asked.push(input);
        if (!this.answer) throw new Error('timeout');
        return this.answer;
      },
    };
  }
}
const packet = (from: number, to: number, epoch = 'a') => ({ feed: FEED, epoch, from, to, facts: [] });

let socket: FakeSocket;
let follow: WallFollow;
let pulse: Pulse | undefined;
let loads: number;
let doubts: number;
let seq: number;
let reachable: boolean;
const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
beforeEach(async () => {
  vi.useFakeTimers();
  [socket, loads, doubts, seq, reachable, pulse] = [new FakeSocket(), 0, 0, 10, true, undefined];
  const feed: WallFeed = {
    feed: FEED,
    load: async () => {
      loads += 1;
      return reachable ? { epoch: 'a', seq } : null;
    },
    apply: () => undefined,
    pulse: (p) => (pulse = p),
    doubt: () => (doubts += 1),
    hello: () => undefined,
  };
  follow = new WallFollow(socket, feed, () => 0.5);
  follow.start();
  socket.open();
  await settle();
});
afterEach(() => {
  follow.stop();
  vi.useRealTimers();
});

test('one snapshot, then it follows from there', () => {
  expect(loads).toBe(1);
  expect(socket.asked).toEqual([{ feed: FEED, epoch: 'a', since: 10 }]);
  expect(pulse?.synced).toBe(true);
});
test('knocks again whatever ended the connection, also when the server closed the door, and goes on where it stood', async () => {
  socket.fire('packet', packet(11, 12));
  socket.cut('io server disconnect');
  expect(pulse?.synced).toBe(false);
  await settle(400);
  expect(socket.knocks).toBe(2);
  socket.fire('connect_error', new Error('websocket error'));
  await settle(2000);
  expect(socket.knocks).toBe(3);
  socket.open();
  await settle();
  expect(socket.asked.at(-1)?.since).toBe(12);
  expect(loads).toBe(1);
  expect(pulse?.synced).toBe(true);
});
test('it never gives up: after an hour it still knocks', async () => {
  socket.cut();
  for (let i = 0; i < 600; i += 1) {
    const before = socket.knocks;
    await settle(10_001);
    expect(socket.knocks).toBe(before + 1);
    socket.fire('connect_error', new Error('websocket error'));
  }
});
test('a restarting server is given the time it asked for', async () => {
  socket.fire('bye', { reason: 'restart', retryAfterMs: 1400 });
  socket.cut('io server disconnect');
  await settle(1300);
  expect(socket.knocks).toBe(1);
  await settle(200);
  expect(socket.knocks).toBe(2);
});
test('revoked or not signed in: it asks who it is', () => {
  socket.fire('bye', { reason: 'revoked', retryAfterMs: 0 });
  socket.cut('io server disconnect');
  socket.fire('connect_error', new Error('people.not_signed_in'));
  expect(doubts).toBe(2);
});
test('a gap is fetched after 200 ms, a lost tail is found by the heartbeat', async () => {
  socket.fire('packet', packet(12, 12));
  await settle(201);
  expect(socket.asked).toHaveLength(2);
  socket.answer = { kind: 'packets', packets: [packet(11, 14)] };
  socket.fire('heartbeat', { feed: FEED, epoch: 'a', head: 14, asOf: 'x' });
  await settle(201);
  expect(socket.asked.at(-1)?.since).toBe(10);
  socket.fire('heartbeat', { feed: FEED, epoch: 'a', head: 14, asOf: 'y' });
  await settle(201);
  expect(socket.asked).toHaveLength(3);
});
test('another epoch takes the snapshot again; while that fails it is not live', async () => {
  reachable = false;
  socket.fire('heartbeat', { feed: FEED, epoch: 'b', head: 3, asOf: 'x' });
  await settle(1);
  expect(loads).toBe(2);
  expect(pulse?.synced).toBe(false);
  reachable = true;
  await settle(3000);
  expect(pulse?.synced).toBe(true);
});
test('after sleep it knocks at once, and a dead connection that does not answer is replaced', async () => {
  follow.wake();
  expect(socket.connected).toBe(false);
  expect(socket.knocks).toBe(2);
  socket.answer = null;
  socket.open();
  await settle();
  expect(socket.knocks).toBe(3);
  await settle(5000);
  expect(socket.knocks).toBe(3);
});
test('a connection without heartbeats is not trusted', async () => {
  await settle(36_000);
  expect(socket.knocks).toBe(2);
});
