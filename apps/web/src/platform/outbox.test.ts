// @vitest-environment happy-dom
import { ordersApi } from '@tallyboard/contracts/orders';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call, NetworkLost } from './call';
import { newId } from './ids';
import { forgetOutbox, noteCommand, resumeOutbox, sendCommand, stuck } from './outbox';

type Sent = { url: string; key: string | null; body: unknown };
let sent: Sent[] = [];
let answers: (Response | 'lost')[] = [];
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

beforeEach(() => {
  sent = [];
  answers = [];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    sent.push({ url, key: headers.get('idempotency-key'), body: init.body ? JSON.parse(init.body as string) : null });
    const answer = answers.shift() ?? 'lost';
    if (answer === 'lost') throw new TypeError('Failed to fetch');
    return answer;
  });
});
afterEach(() => {
  forgetOutbox();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const move = { id: newId(), toStage: 'QUOTED' as const, afterId: null, expectedVersion: 1 };

test('path parameters go into the path, the rest into the body, the command id into its header', async () => {
  answers = [json(409, { code: 'orders.stale', status: 409, type: 'urn:problem:orders.stale' })];
  const answer = await call(ordersApi.move, move, 'the-key');
  expect(sent[0]).toEqual({
    url: `/api/v1/orders/${move.id}/move`,
    key: 'the-key',
    body: { toStage: 'QUOTED', afterId: null, expectedVersion: 1 },
  });
  expect(answer).toMatchObject({ ok: false, problem: { code: 'orders.stale' } });
});
test('only a lost network throws', async () => {
  await expect(call(ordersApi.rates, {})).rejects.toBeInstanceOf(NetworkLost);
});
test('a command is sent with the same id until somebody answers', async () => {
  answers = ['lost', json(503, {}), json(200, { seq: 1 })];
  const done = sendCommand(ordersApi.move, move, 'once');
  await vi.advanceTimersByTimeAsync(100);
  expect(stuck.value).toBe(1);
  expect(sessionStorage.getItem('tallyboard.outbox')).toContain('once');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await done).toMatchObject({ ok: true, reply: { seq: 1 } });
  expect(sent.map((s) => s.key)).toEqual(['once', 'once', 'once']);
  expect(stuck.value).toBe(0);
  expect(sessionStorage.getItem('tallyboard.outbox')).toBeNull();
});
test('after a reload of the page the unanswered commands go out again with their ids, in the order they were given', async () => {
  const wire = (commandId: string) => ({ method: 'POST', path: '/api/v1/x', body: '{}', commandId, isCommand: true });
  const kept = [
    { wire: wire('first'), label: 'x', tries: 1, sent: true },
    { wire: wire('second'), label: 'x', tries: 0, sent: false },
  ];
  sessionStorage.setItem('tallyboard.outbox', JSON.stringify(kept));
  answers = [json(200, { seq: 2 }), json(200, { seq: 3 })];
  let turn: Promise<unknown> = Promise.resolve();
  const taken: [string, boolean][] = [];
  expect(
    resumeOutbox((left) => {
      taken.push([left.wire.commandId, left.sent]);
      turn = turn.then(() => left.send(left.wire));
    }),
  ).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(taken).toEqual([
    ['first', true],
    ['second', false],
  ]);
  expect(sent.map((s) => s.key)).toEqual(['first', 'second']);
  expect(sessionStorage.getItem('tallyboard.outbox')).toBeNull();
});
test('a command that waits for its turn is written down before it is sent', () => {
  noteCommand(ordersApi.move, move, 'later');
  expect(sent).toEqual([]);
  expect(sessionStorage.getItem('tallyboard.outbox')).toContain('later');
});
