import { API } from '@tallyboard/contracts/api';
import type { Endpoint } from '@tallyboard/contracts/endpoint';
import { seedOfRun } from '@tallyboard/testkit/random';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint } from '../fingerprint.js';
import { nameOf } from '../requests.js';
import { TestServer } from '../test-server.js';
import { FRAMES, nasty, told } from './nasty-values.js';
import { residentMiB } from './resident-memory.js';
import { scaled } from './scale.js';
import { tell } from './tell.js';

/** All but what ends the session of whoever asks. */
const ENDPOINTS = Object.values(API)
  .flatMap((domain) => Object.values(domain) as Endpoint[])
  .filter((e) => nameOf(e) !== 'DELETE /session');
const RUNS = scaled(100, 200);
const SEED = seedOfRun();
const UNKNOWN_ID = '01890000-0000-7000-8000-000000000000';
/** What only the inside of the server would say: a stack, a file, a statement, the words of Postgres. */
const INSIDE =
  /\n\s+at |node_modules|\.[jt]s:\d+|QueryFailed|\bselect\b.+\bfrom\b|\binsert into\b|\bupdate\b.+\bset\b|syntax error|violates|relation "|feed_event|trade_order/i;

let server: TestServer;
const sum = { requests: 0, refused: 0, slowestMs: 0 };
let memory: number | undefined;
beforeAll(async () => {
  server = await TestServer.start();
  console.log(`P14: SEED=${SEED} repeats what is sent`);
});
afterAll(() => server.stop());

/** One request as the manager; whatever is wrong with the answer is thrown. */
async function ask(e: Endpoint, path: string, body: string | undefined, headers: Record<string, string> = {}) {
  const began = performance.now();
  const answer = await server.send<unknown>(e.method, path, body, {
    cookie: server.manager.cookie,
    ...(e.command && { 'idempotency-key': crypto.randomUUID() }),
    ...(e.consumes && { 'content-type': e.consumes }),
    ...headers,
  });
  const ms = performance.now() - began;
  const said = JSON.stringify(answer.reply);
  const request = `${e.method} ${path} ${body?.slice(0, 300) ?? ''}`;
  if (answer.status >= 500) throw new Error(`${answer.status} ${said} for ${request}`);
  if (answer.status >= 400 && INSIDE.test(said)) throw new Error(`tells of its inside: ${said} for ${request}`);
  if (ms > 2_000) throw new Error(`${Math.round(ms)} ms for ${request}`);
  sum.requests += 1;
  sum.slowestMs = Math.max(sum.slowestMs, ms);
  if (answer.status >= 400) sum.refused += 1;
  return answer;
}
const anyPath = (e: Endpoint): string => e.path.replace(/:\w+/g, UNKNOWN_ID);
const ofPath = (e: Endpoint, input: Record<string, unknown>): string =>
  e.path.replace(
    /:(\w+)/g,
    (_, name: string) => encodeURIComponent(told(input[name]).toWellFormed().slice(0, 200)) || 'x',
  );
const ofQuery = (input: Record<string, unknown>): string =>
  new URLSearchParams(Object.entries(input).map(([k, v]): [string, string] => [k, told(v).slice(0, 500)])).toString();

describe('bad requests never break and never change anything', () => {
  test.each(ENDPOINTS.map((e) => [nameOf(e), e] as const))('%s', async (_, e) => {
    const before = await fingerprint(server);
    const shape = ((e.input as unknown as { shape?: object }).shape ?? {}) as Record<string, unknown>;
    const fields = [...Object.keys(shape), 'id', 'actorId', 'version', 'role', 'teamId', 'constructor', 'toString'];
    const bad = fc.dictionary(fc.constantFrom(...fields), nasty, { maxKeys: fields.length });
    const isRead = e.method === 'GET';
    const statuses: number[] = [];
    const attempt = fc.asyncProperty(bad, fc.boolean(), async (input, isId) => {
      const path = isId ? anyPath(e) : ofPath(e, input);
      const { status } = isRead
        ? await ask(e, `${path}?${ofQuery(input)}`, undefined)
        : await ask(e, e.consumes ? `${path}?${ofQuery(input)}` : path, JSON.stringify(input));
      statuses.push(status);
    });
    await fc.assert(attempt, { numRuns: RUNS, endOnFailure: true, seed: SEED | 0 });
    if (!isRead) for (const body of FRAMES) statuses.push((await ask(e, anyPath(e), body)).status);
    if (e.command)
      expect((await ask(e, anyPath(e), '{}', { 'idempotency-key': 'x' })).problem.code).toBe(
        'request.no_idempotency_key',
      );
    if (isRead || statuses.every((s) => s >= 400)) expect(await fingerprint(server)).toEqual(before);
    // The first thousand cost memory that stays: code, connections, statements. Each time garbage goes, so that none is counted.
    const resident = residentMiB();
    if (sum.requests > 1_000) memory ??= resident;
  });

  test('P14: bad requests are refused in words, at once, and cost no memory that stays', (context) => {
    const grown = residentMiB() - memory!;
    tell(context, 'P14', {
      seed: SEED,
      requests: sum.requests,
      refused: sum.refused,
      'slowest ms': Math.round(sum.slowestMs),
      'memory grew MiB': Math.round(grown),
    });
    expect(sum.requests).toBeGreaterThan(ENDPOINTS.length * RUNS);
    expect(sum.refused).toBeGreaterThan(sum.requests / 2);
    expect(grown).toBeLessThan(50);
  });
});
