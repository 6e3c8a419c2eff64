import { customersApi } from '@tallyboard/contracts/customers';
import { API_BASE, type Endpoint, requestOf } from '@tallyboard/contracts/endpoint';
import { capabilitiesOf, type Role, ROLES } from '@tallyboard/rules/people/capabilities';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CALLS } from './requests.js';
import type { Actor, TestServer } from './test-server.js';
import { someThings, TwoTeams, type Who } from './two-teams.js';

/**
 * Which fields each role is answered, by route. A field that is new shows as a difference to `reply-fields.snap.json` and must be wanted
 * there (`vitest -u`), for each role that gets it.
 */
let teams: TwoTeams;
let server: TestServer;
beforeAll(async () => {
  teams = await TwoTeams.start();
  server = teams.server;
});
afterAll(() => server.stop());

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
/** Every path of keys in a value; `[]` stands for any item of a list. */
function fieldsOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  if (Array.isArray(value))
    return value.length === 0 ? [`${at}[]`] : value.flatMap((item) => fieldsOf(item, `${at}[]`));
  return Object.entries(value).flatMap(([key, item]) => {
    // A map by ids has other keys in every run.
    const name = UUID.test(key) ? '*' : key;
    return fieldsOf(item, at === '' ? name : `${at}.${name}`);
  });
}
/** Of a list that is empty here and not there, or a value that is null here, the longer paths tell more. */
const distinct = (paths: string[]): string[] => [...new Set(paths)].sort();

async function ask(e: Endpoint, input: Record<string, unknown>, as: Actor | null): Promise<string[] | null> {
  // What follows from what was done is part of what is answered.
  await server.settled();
  const { path, body } = requestOf(e, input);
  const { status, reply } = await server.send(e.method, path.slice(API_BASE.length), body ?? undefined, {
    ...(as && { cookie: as.cookie }),
    ...(e.command && { 'idempotency-key': crypto.randomUUID() }),
  });
  if (status !== 200) return null;
  if (e.produces === 'application/pdf') return [e.produces];
  return distinct(e.produces ? String(reply).replace('\ufeff', '').split('\r\n')[0]!.split(',') : fieldsOf(reply));
}
const isOpen = (allow: Endpoint['allow'], role: Role): boolean =>
  allow === 'public' || allow === 'session' || allow === 'user' || capabilitiesOf([role]).has(allow);
/** Those who are answered the same stand in one line. */
function byFields(answers: ReadonlyMap<Who, string[]>): Record<string, string[]> {
  const groups = Map.groupBy(answers, ([, fields]) => fields.join('\n'));
  return Object.fromEntries([...groups.values()].map((same) => [same.map(([who]) => who).join(' '), same[0]![1]]));
}

test('nobody is answered a field that is not written down', async () => {
  const { home } = teams;
  const contacts = [{ name: 'Anna', email: 'anna@example.com', phone: '1', title: 'Buyer' }];
  await server.call(customersApi.change, { id: home.things.customerId, expectedVersion: 1, contacts }, home.manager);
  const found: Record<string, Record<string, string[]>> = {};
  // What the list of calls itself says is hashed with the protocol.
  for (const { name, endpoint, input } of CALLS.filter((c) => c.name !== 'GET /openapi.json')) {
    const answers = new Map<Who, string[]>();
    const who: readonly Who[] =
      endpoint.method === 'GET' ? [...ROLES, 'wall', 'nobody'] : endpoint.command ? ['admin', 'logistics'] : [];
    for (const role of who.filter((w) => w === 'wall' || w === 'nobody' || isOpen(endpoint.allow, w))) {
      const things = endpoint.method === 'GET' ? home.things : await someThings(server, home.manager, home.things);
      const fields = await ask(endpoint, input(things), home.actors.get(role)!);
      if (fields) answers.set(role, fields);
    }
    if (answers.size > 0) found[name] = byFields(answers);
  }
  await expect(`${JSON.stringify(found, null, 1)}\n`).toMatchFileSnapshot('reply-fields.snap.json');
}, 180_000);
