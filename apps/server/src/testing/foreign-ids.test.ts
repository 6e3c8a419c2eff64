import { API_BASE, type Endpoint, requestOf } from '@tallyboard/contracts/endpoint';
import { capabilitiesOf } from '@tallyboard/rules/people/capabilities';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.js';
import { CALLS } from './requests.js';
import type { Things } from './things.js';
import type { Actor, TestServer } from './test-server.js';
import { someThings, TwoTeams } from './two-teams.js';

/** Two teams; whatever id a request names, in its path or anywhere in its body, is swapped with the other team's, one at a time. */
let teams: TwoTeams;
let server: TestServer;
beforeAll(async () => {
  teams = await TwoTeams.start();
  server = teams.server;
});
afterAll(() => server.stop());

/** Where the id of another team is meant to be taken, and why. */
const TAKEN: Readonly<Record<string, string>> = {
  'POST /orders customerId': 'the whole company sells to a customer (decision 10)',
  'PATCH /orders/:id customerId': 'the same',
  'GET /customers/:id id': 'the same; its contacts are kept back',
  'POST /orders/:id/move afterId': 'a card that is not on this board any more: the order goes on top',
  'POST /inquiries customerId': 'the whole company sells to a customer (decision 10)',
  'POST /inquiries/:id/fields customerId': 'the same',
  'POST /inquiries/:id/convert customerId': 'the same',
  'GET /inquiries sourceId': 'a filter: nothing of the own team, so no row',
  'GET /inquiries ownerId': 'the same',
  'GET /surveys customerId': 'the same',
  'GET /kudos personId': 'the same',
  'GET /knowledge authorId': 'the same',
  'GET /knowledge/:id id': 'the pool is for the whole company',
  'GET /knowledge/:id/editions/:revision id': 'the same',
  'POST /knowledge/:id/open id': 'who may read it may say so',
  'POST /knowledge/:id/answers id': 'who may read a question may answer it',
  'POST /knowledge/:id/offshoots id': 'who may read a case may go on from it',
  'GET /knowledge/:id/uses id': 'the same; where it is used by others is kept back',
  'POST /orders/:orderId/knowledge itemId': 'the pool is for the whole company',
  'POST /inquiries/:id/messages used.0.itemId': 'the same',
  'GET /orders/export owner': 'a filter: nobody of the own team, so no row',
};
/** Only in the demo is there anything to try. */
const NOT_HERE = new Set(['POST /demo/session']);

function send(e: Endpoint, input: Record<string, unknown>, as: Actor | null) {
  const { path, body } = requestOf(e, input);
  return server.send(e.method, path.slice(API_BASE.length), body ?? undefined, {
    ...(as && { cookie: as.cookie }),
    ...(e.command && { 'idempotency-key': crypto.randomUUID() }),
  });
}
async function ask(e: Endpoint, input: Record<string, unknown>, as: Actor | null): Promise<[number, string]> {
  const { status, problem } = await send(e, input, as);
  return [status, status >= 400 ? problem.code : ''];
}

/** Own id → the other team's of the same kind. */
function counterparts(own: Things, other: Things): Map<string, string> {
  const pairs = Object.entries(own).flatMap(([key, id]) =>
    key.endsWith('Id') && key !== 'nextTeamId' ? [[id as string, other[key as keyof Things] as string] as const] : [],
  );
  const columns = own.settings.columns.map((c, i) => [c.id, other.settings.columns[i]!.id] as const);
  return new Map([...pairs, ...columns]);
}

/** The input once for each id in it, with that one swapped; `where` is its path. */
function swapped(
  input: unknown,
  pairs: Map<string, string>,
  where: string[] = [],
): { where: string; input: unknown }[] {
  if (typeof input === 'string') {
    const other = pairs.get(input);
    return other === undefined ? [] : [{ where: where.join('.'), input: other }];
  }
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    swapped(value, pairs, [...where, key]).map((s) => ({
      where: s.where,
      input: Array.isArray(input)
        ? input.map((x: unknown, i) => (String(i) === key ? s.input : x))
        : { ...input, [key]: s.input },
    })),
  );
}

const may = capabilitiesOf(['manager']);
const asked = CALLS.filter(
  ({ name, endpoint: { allow } }) =>
    !NOT_HERE.has(name) && (allow === 'user' || (allow !== 'public' && allow !== 'session' && may.has(allow))),
);
const seen = new Set<string>();

describe('the id of another team in place of the own one', () => {
  test.each(asked.map((c) => [c.name, c] as const))('%s', async (name, { endpoint, input }) => {
    const { home, away } = teams;
    const own = await someThings(server, home.manager, home.things);
    const right = input(own);
    const tries = swapped(right, counterparts(own, away.things));
    const before = await fingerprint(server);
    for (const { where, input: wrong } of tries.filter((t) => !(`${name} ${t.where}` in TAKEN))) {
      const [status] = await ask(endpoint, wrong as Record<string, unknown>, home.manager);
      expect([where, status >= 400 && status < 500]).toEqual([where, true]);
    }
    expect(await fingerprint(server)).toEqual(before);
    if (tries.length === 0) return;
    // It was the id that was refused, nothing else: the same with the own ids passes.
    expect(await ask(endpoint, right, home.manager)).toEqual([200, '']);
    for (const { where } of tries) seen.add(`${name} ${where}`);
  });

  test.each(Object.keys(TAKEN))('is taken: %s', async (key) => {
    const [method, path, where] = key.split(' ') as [string, string, string];
    const { name, endpoint, input } = CALLS.find((c) => c.name === `${method} ${path}`)!;
    const own = await someThings(server, teams.home.manager, teams.home.things);
    const before = await fingerprint(server);
    const found = swapped(input(own), counterparts(own, teams.away.things)).find((s) => s.where === where);
    expect([name, found !== undefined]).toEqual([name, true]);
    expect(await ask(endpoint, found!.input as Record<string, unknown>, teams.home.manager)).toEqual([200, '']);
    // And changes nothing that is the other team's.
    const theirs = await server.db.query(
      'select count(*)::int as n from trade_order where id = any($1) and version > 2',
      [[teams.away.things.orderId, teams.away.things.neighbourId]],
    );
    expect(theirs).toEqual([{ n: 0 }]);
    if (endpoint.method === 'GET') expect(await fingerprint(server)).toEqual(before);
  });

  test('all that requests name was tried', () => {
    expect(seen.size).toBeGreaterThan(30);
    for (const key of ['PATCH /orders/:id owners.documents', 'POST /orders credit.0.userId', 'POST /invites teamId'])
      expect(seen).toContain(key);
  });
});

describe('who did it, when and for how many points is not for the body to say', () => {
  const FORGED: Record<string, unknown> = {
    actorId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    createdBy: crypto.randomUUID(),
    approvedBy: crypto.randomUUID(),
    ownerId: crypto.randomUUID(),
    teamId: crypto.randomUUID(),
    role: 'admin',
    roles: ['admin'],
    capabilities: ['teams.all'],
    points: 1_000,
    commission: 1_000,
    amountUsdMinor: 1,
    version: 7,
    active: true,
    securedAt: '2020-01-01T00:00:00Z',
    occurredAt: '2020-01-01T00:00:00Z',
  };
  test.each(CALLS.filter((c) => c.name !== 'DELETE /session').map((c) => [c.name, c] as const))(
    '%s',
    async (_, { endpoint, input }) => {
      const right = input(teams.home.things);
      const own = (endpoint.input as unknown as { shape: Record<string, unknown> }).shape;
      const before = await fingerprint(server);
      const forged = Object.entries(FORGED).filter(([name]) => !(name in own));
      const inAddress = endpoint.method === 'GET' || endpoint.consumes;
      const said = forged.map(([name, value]) => [name, inAddress ? String(value) : value] as const);
      const { status, problem } = await send(endpoint, { ...right, ...Object.fromEntries(said) }, server.manager);
      expect([status, problem.code]).toEqual([422, 'validation.failed']);
      // Each of them is named as one that does not belong there.
      for (const [name] of forged) expect(JSON.stringify(problem['issues'])).toContain(`\\"${name}\\"`);
      expect(await fingerprint(server)).toEqual(before);
    },
  );
});
