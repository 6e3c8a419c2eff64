import { API } from '@tallyboard/contracts/api';
import type { Endpoint } from '@tallyboard/contracts/endpoint';
import { screensApi } from '@tallyboard/contracts/screens';
import { capabilitiesOf, type Role, ROLES, WALL_CAPABILITIES } from '@tallyboard/rules/people/capabilities';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anOrder } from '../modules/orders/order.factory.js';
import { ENDPOINT } from '../platform/http/serve.js';
import { type Actor, TestServer } from './test-server.js';

const ENDPOINTS = Object.values(API).flatMap((domain) => Object.values(domain) as Endpoint[]);
const nameOf = (e: Endpoint): string => `${e.method} ${e.path}`;
/** Ends the session or the demo itself: asked separately. */
const FINAL = new Set(['DELETE /session']);

let server: TestServer;
const actors = new Map<Role | 'wall' | 'nobody', Actor | null>();
beforeAll(async () => {
  server = await TestServer.start();
  for (const role of ROLES) actors.set(role, await server.person([role]));
  const pairing = (await server.call(screensApi.startPairing, { locale: 'en' }, null)).reply;
  await server.call(
    screensApi.approvePairing,
    { code: pairing.code, name: 'TV', teamId: server.teamId },
    server.manager,
  );
  const polled = await server.call(screensApi.pollPairing, { secret: pairing.secret }, null);
  actors.set('wall', { id: '', teamId: server.teamId, cookie: polled.headers.get('set-cookie')!.split(';')[0]! });
  actors.set('nobody', null);
});
afterAll(() => server.stop());

function allowed(e: Endpoint, who: Role | 'wall' | 'nobody'): boolean {
  if (e.allow === 'public') return true;
  if (who === 'nobody') return false;
  if (e.allow === 'session') return true;
  if (e.allow === 'user') return who !== 'wall';
  return (who === 'wall' ? WALL_CAPABILITIES : capabilitiesOf([who])).has(e.allow);
}
const raw = (
  e: Endpoint,
  who: Actor | null,
  path: string,
  body: string | undefined,
  headers: Record<string, string> = {},
) =>
  server.send(e.method, path, body, {
    ...(who && { cookie: who.cookie }),
    ...(e.command && { 'idempotency-key': crypto.randomUUID() }),
    ...headers,
  });
const anyPath = (e: Endpoint): string => e.path.replace(/:\w+/g, '01890000-0000-7000-8000-000000000000');

test('every handler serves an endpoint of the contract, and every endpoint has exactly one handler', async () => {
  const { app } = server.running;
  const { DiscoveryModule: _, ...core } = await import('@nestjs/core');
  const discovery = new DiscoveryService(app.get(core.ModulesContainer));
  const scanner = new MetadataScanner();
  const reflector = new Reflector();
  const handlers = discovery.getControllers().flatMap(({ instance }) => {
    const prototype = Object.getPrototypeOf(instance) as object;
    return scanner
      .getAllMethodNames(prototype)
      .map((name) => reflector.get<Endpoint | undefined>(ENDPOINT, (instance as Record<string, () => void>)[name]!));
  });
  expect(handlers.every((h) => h !== undefined)).toBe(true);
  const names = handlers.map((h) => nameOf(h!));
  expect(names.sort()).toEqual(ENDPOINTS.map(nameOf).sort());
});

describe('the declared permission is the observed one', () => {
  test.each(ENDPOINTS.filter((e) => !FINAL.has(nameOf(e))).map((e) => [nameOf(e), e] as const))('%s', async (_, e) => {
    for (const [who, actor] of actors) {
      const { status } = await raw(e, actor, anyPath(e), e.method === 'GET' ? undefined : '{}');
      const refused = status === 401 || status === 403;
      // A wrong guess at a secret is 401 too, but only after the door was open.
      if (allowed(e, who)) expect([who, status === 403]).toEqual([who, false]);
      else expect([who, refused]).toEqual([who, true]);
    }
  });
});

test('a wall changes nothing: the only change it may ask for is to be signed out', () => {
  expect(ENDPOINTS.filter((e) => e.method !== 'GET' && e.allow !== 'public' && allowed(e, 'wall')).map(nameOf)).toEqual(
    ['DELETE /session'],
  );
});

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    "'; drop table trade_order; --",
    '__proto__',
    '../../etc/passwd',
    'a'.repeat(20_000),
    [],
    {},
    [[]],
    { $ne: 1 },
    'NaN',
    '1e999',
    '9223372036854775808',
  ),
  fc.uuid(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.array(fc.anything({ maxDepth: 2 }), { maxLength: 3 }),
);
const told = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'x'));
const deep = (n: number): string => `{"a":${'['.repeat(n)}${']'.repeat(n)}}`;
const FRAMES = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '1',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  deep(5_000),
  `{"title":"\\u0000"}`,
  '\ufeff{}',
];

describe('bad input never breaks and never changes anything', () => {
  test.each(ENDPOINTS.filter((e) => !FINAL.has(nameOf(e))).map((e) => [nameOf(e), e] as const))('%s', async (_, e) => {
    const before = await fingerprint();
    const shape = ((e.input as unknown as { shape?: object }).shape ?? {}) as Record<string, unknown>;
    const fields = [...Object.keys(shape), 'id', 'actorId', 'version', 'role', 'teamId'];
    const answers: number[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...fields, 'constructor', 'toString'), nasty, { maxKeys: fields.length }),
        fc.boolean(),
        async (input, realId) => {
          const path = e.path.replace(/:(\w+)/g, (_m, name: string) =>
            realId
              ? '01890000-0000-7000-8000-000000000000'
              : encodeURIComponent(told(input[name]).toWellFormed().slice(0, 200)) || 'x',
          );
          const query =
            e.method === 'GET'
              ? `?${new URLSearchParams(Object.entries(input).map(([k, v]): [string, string] => [k, told(v).slice(0, 500)])).toString()}`
              : '';
          const { status, reply } = await raw(
            e,
            server.manager,
            path + query,
            e.method === 'GET' ? undefined : JSON.stringify(input),
          );
          answers.push(status);
          if (status >= 500)
            throw new Error(
              `${status} ${JSON.stringify(reply)} for ${path}${query} ${JSON.stringify(input).slice(0, 300)}`,
            );
        },
      ),
      { numRuns: 200, endOnFailure: true },
    );
    if (e.method !== 'GET')
      for (const body of FRAMES) expect((await raw(e, server.manager, anyPath(e), body)).status).toBeLessThan(500);
    if (e.command)
      expect((await raw(e, server.manager, anyPath(e), '{}', { 'idempotency-key': 'x' })).problem.code).toBe(
        'request.no_idempotency_key',
      );
    if (e.method === 'GET' || answers.every((s) => s >= 400)) expect(await fingerprint()).toEqual(before);
  });

  test('a body that is too large is refused as such', async () => {
    const { status, problem } = await server.send('POST', '/customers', JSON.stringify({ name: 'a'.repeat(400_000) }), {
      cookie: server.manager.cookie,
      'idempotency-key': crypto.randomUUID(),
    });
    expect([status, problem.code]).toEqual([413, 'request.too_large']);
  });
});

/** What must not change: orders, people, customers and the heads of the feeds. */
async function fingerprint(): Promise<unknown> {
  const rows = await server.db
    .query(`select (select md5(coalesce(string_agg(o::text, '' order by id), '')) from trade_order o) as orders, (select md5(coalesce(string_agg(u::text, '' order by id), '')) from app_user u) as people,
    (select md5(coalesce(string_agg(c::text, '' order by id), '')) from customer c) as customers, (select md5(coalesce(string_agg(s::text, '' order by team_id, code), '')) from stage_definition s) as stages, (select sum(seq)::int from feed_head) as facts`);
  return rows;
}

test('the body names nobody: actor, team and version come from the session and the row', async () => {
  const card = await anOrder(server);
  const rep = actors.get('sales')!;
  const forged = await server.send(
    'POST',
    `/orders/${card.id}/move`,
    JSON.stringify({ expectedVersion: 1, toStage: 'QUOTED', afterId: null, actorId: server.manager.id, role: 'admin' }),
    { cookie: rep.cookie, 'idempotency-key': crypto.randomUUID() },
  );
  expect([forged.status, forged.problem.code]).toEqual([422, 'validation.failed']);
});
