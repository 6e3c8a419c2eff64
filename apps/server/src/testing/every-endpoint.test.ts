import { API } from '@tallyboard/contracts/api';
import type { Endpoint } from '@tallyboard/contracts/endpoint';
import { capabilitiesOf, type Role, ROLES, WALL_CAPABILITIES } from '@tallyboard/rules/people/capabilities';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anOrder } from '../modules/orders/order.factory.js';
import { ENDPOINT } from '../platform/http/serve.js';
import { type Actor, TestServer } from './test-server.js';
import { aScreen } from './two-teams.js';

const ENDPOINTS = Object.values(API).flatMap((domain) => Object.values(domain) as Endpoint[]);
const nameOf = (e: Endpoint): string => `${e.method} ${e.path}`;
/** Ends the session or the demo itself: asked separately. */
const FINAL = new Set(['DELETE /session']);

let server: TestServer;
const actors = new Map<Role | 'wall' | 'nobody', Actor | null>();
beforeAll(async () => {
  server = await TestServer.start();
  for (const role of ROLES) actors.set(role, await server.person([role]));
  actors.set('wall', await aScreen(server, server.teamId));
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
    ...(e.consumes && { 'content-type': e.consumes }),
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

test('a body that is too large is refused as such', async () => {
  const { status, problem } = await server.send('POST', '/customers', JSON.stringify({ name: 'a'.repeat(400_000) }), {
    cookie: server.manager.cookie,
    'idempotency-key': crypto.randomUUID(),
  });
  expect([status, problem.code]).toEqual([413, 'request.too_large']);
});

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
