import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawWebsocket } from './raw-websocket.js';
import { type Actor, TestServer } from './test-server.js';

let server: TestServer;
let rep: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
});
afterAll(() => server.stop());

const within = <T>(ms: number, what: Promise<T>): Promise<T | 'not yet'> =>
  Promise.race([what, sleep(ms, 'not yet' as const)]);

test('whoever opens a socket and then says nothing is out after five seconds', async () => {
  const raw = await RawWebsocket.open(server.url, rep);
  const from = performance.now();
  expect(await within(4_000, raw.closed)).toBe('not yet');
  expect(await within(4_000, raw.closed)).not.toBe('not yet');
  expect(performance.now() - from).toBeLessThan(6_500);
  raw.end();
});

test('more than forty events at once end the socket; a person’s pace does not', async () => {
  const [calm, flood] = [await RawWebsocket.enter(server.url, rep), await RawWebsocket.enter(server.url, rep)];
  for (let i = 0; i < 35; i += 1) calm.frame({ payload: '42["unsubscribe",{}]' });
  for (let i = 0; i < 60; i += 1) flood.frame({ payload: '42["unsubscribe",{}]' });
  expect(await within(1_000, flood.closed)).not.toBe('not yet');
  expect(await within(100, calm.closed)).toBe('not yet');
  for (const raw of [calm, flood]) raw.end();
});

test('a frame beyond 64 KiB ends the socket, whole or in pieces; one below is read', async () => {
  const padded = (size: number): string => `42["unsubscribe",{"feed":"${'x'.repeat(size)}"}]`;
  const below = await RawWebsocket.enter(server.url, rep);
  below.frame({ payload: padded(60_000) });
  expect(await within(300, below.closed)).toBe('not yet');
  below.end();
  const whole = await RawWebsocket.enter(server.url, rep);
  whole.frame({ payload: padded(70_000) });
  const pieces = await RawWebsocket.enter(server.url, rep);
  pieces.frame({ payload: padded(40_000), fin: false });
  for (let i = 0; i < 3; i += 1) pieces.frame({ opcode: 0, payload: 'x'.repeat(30_000), fin: i === 2 });
  // Announced, never sent: refused by its length alone.
  const announced = await RawWebsocket.enter(server.url, rep);
  announced.frame({ payload: 'x', length: 500_000_000 });
  for (const raw of [whole, pieces, announced]) {
    expect(await within(1_000, raw.closed)).not.toBe('not yet');
    raw.end();
  }
});
