import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { API_BASE, requestOf } from '@tallyboard/contracts/endpoint';
import { customersApi } from '@tallyboard/contracts/customers';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { ordersApi } from '@tallyboard/contracts/orders';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CustomersRead } from '../modules/customers/customers.read.js';
import { Principals } from '../modules/people/principals.js';
import { WEB_DIST } from '../platform/config/build.js';
import { PrincipalSource } from '../platform/auth/principal.js';
import { Commands } from '../platform/commands/run-command.js';
import { Logger } from '../platform/ops/logger.js';
import { CALLS } from './requests.js';
import { TestServer } from './test-server.js';
import { TwoTeams } from './two-teams.js';

let teams: TwoTeams;
let server: TestServer;
beforeAll(async () => {
  teams = await TwoTeams.start({ logger: new Logger('silent') });
  server = teams.server;
});
afterAll(() => server.stop());

const CSP: Readonly<Record<string, string>> = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
  'form-action': "'self'",
};
/** What people brought along is opened by itself only where it can do nothing. */
const SHUT_IN: Readonly<Record<string, string>> = { sandbox: '', 'default-src': "'none'" };
function dressed(where: string, headers: Headers, csp = CSP): void {
  const policy = Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split(';').map((d) => {
      const [name, ...values] = d.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );
  expect([where, policy]).toEqual([where, csp]);
  const others = ['x-content-type-options', 'referrer-policy', 'x-frame-options', 'cross-origin-resource-policy'];
  expect([where, ...others.map((name) => headers.get(name))]).toEqual([
    where,
    'nosniff',
    'same-origin',
    'SAMEORIGIN',
    'same-origin',
  ]);
  expect([where, headers.get('x-powered-by'), headers.get('server')]).toEqual([where, null, null]);
  expect([where, headers.get('x-request-id')]).toEqual([where, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
}

describe('every answer is dressed', () => {
  test.each(CALLS.filter((c) => c.name !== 'DELETE /session').map((c) => [c.name, c] as const))(
    '%s',
    async (name, { endpoint, input }) => {
      const { path, body } = requestOf(endpoint, input(teams.home.things));
      for (const cookie of [teams.home.manager.cookie, '']) {
        const { status, headers } = await server.send(endpoint.method, path.slice(API_BASE.length), body ?? undefined, {
          cookie,
          'idempotency-key': crypto.randomUUID(),
        });
        const isFile = name === 'GET /knowledge/files/:id';
        dressed(`${name} ${status}`, headers, isFile && status === 200 ? SHUT_IN : CSP);
        // A board, a certificate and a file are asked for again each time and known by their tag; everything else is not kept at all.
        const isTagged = isFile || ['GET /teams/:teamId/board', 'GET /awards/:id/certificate'].includes(name);
        const kept = isTagged && status === 200 ? 'private, no-cache' : 'no-store';
        expect([name, status, headers.get('cache-control')]).toEqual([name, status, kept]);
      }
    },
  );

  test('whatever is no endpoint too: probes, pages, what is missing, what is malformed', async () => {
    const built = existsSync(join(WEB_DIST, 'index.html'));
    const asked: [method: string, path: string, status: number, body?: string][] = [
      ['GET', '/livez', 200],
      ['GET', '/readyz', 200],
      ['GET', '/metrics', 200],
      ['GET', '/api/docs', 200],
      ['GET', '/api/v1/nowhere', 404],
      ['POST', '/api/v1/nowhere', 404, '{}'],
      ['PATCH', '/api/v1/session', 404, '{}'],
      ['POST', '/api/v1/session', 400, '{'],
      ['POST', '/api/v1/session', 413, `{"a":"${'x'.repeat(300_000)}"}`],
      ['GET', '/api/v1/%E0%A4%A', 400],
      ...(built
        ? (
            [
              ['GET', '/board', 200],
              ['GET', '/wall', 200],
              ['GET', '/nowhere', 200],
              ['GET', '/mark.svg', 200],
              ['GET', '/assets/nowhere.js', 404],
              ['GET', '/assets/..%2f..%2fpackage.json', 400],
            ] as const
          ).map((x) => [...x] as [string, string, number])
        : // A server without its pages, as in development: what is not there is refused as everywhere.
          ['/board', '/wall', '/assets/nowhere.js'].map((path): [string, string, number] => ['GET', path, 404])),
    ];
    for (const [method, path, status, body] of asked) {
      const res = await fetch(server.url + path, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body }),
      });
      expect([method, path, res.status]).toEqual([method, path, status]);
      dressed(`${method} ${path}`, res.headers);
      const text = await res.text();
      expect([path, /\n\s+at |node_modules|\/src\//.test(text)]).toEqual([path, false]);
      if (status >= 400)
        expect([path, res.headers.get('content-type')]).toEqual([path, 'application/problem+json; charset=utf-8']);
    }
  });

  test('over https browsers are told to stay there', async () => {
    expect((await fetch(`${server.url}/api/v1/about`)).headers.get('strict-transport-security')).toBeNull();
    const secure = await TestServer.start({
      config: { publicUrl: 'https://board.example.com' },
      database: server.database,
    });
    const { headers } = await secure.call(sessionsApi.me, {}, null);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    await secure.stop(true);
  });
});

describe('whichever layer throws, the answer is a problem without its inside', () => {
  const SECRET = 'postgres://tallyboard:hunter2@10.0.0.5/x';
  const boom = (): never => {
    throw Object.assign(new Error(`at ${SECRET}`), {
      stack: `Error\n    at secret (/srv/app/${SECRET})`,
      detail: SECRET,
    });
  };
  const LAYERS: readonly [
    name: string,
    break_: () => { mockRestore: () => void },
    ask: () => ReturnType<TestServer['send']>,
  ][] = [
    [
      'who it is',
      () => vi.spyOn(server.running.app.get<Principals>(PrincipalSource), 'byToken').mockImplementation(boom),
      () => server.send('GET', '/people', undefined, { cookie: server.manager.cookie }),
    ],
    [
      'the frame of commands',
      () => vi.spyOn(server.running.app.get(Commands), 'run').mockImplementation(boom),
      () => server.call(customersApi.create, { name: 'x', country: 'DE', group: '' }, server.manager),
    ],
    [
      'a reader',
      () => vi.spyOn(server.running.app.get(CustomersRead), 'list').mockImplementation(boom),
      () => server.call(customersApi.list, { limit: 1 }, server.manager),
    ],
    [
      'a reader that answers what the contract does not know',
      () =>
        vi.spyOn(server.running.app.get(CustomersRead), 'list').mockResolvedValue([{ passwordHash: SECRET } as never]),
      () => server.call(customersApi.list, { limit: 1 }, server.manager),
    ],
    [
      'the database',
      () => vi.spyOn(server.db, 'query').mockRejectedValue(new Error(SECRET)),
      () => server.call(ordersApi.rates, {}, server.manager),
    ],
  ];
  test.each(LAYERS)('%s', async (_, break_, ask) => {
    const broken = break_();
    const { status, problem, headers } = await ask();
    broken.mockRestore();
    expect([status, problem.code]).toEqual([500, 'internal']);
    expect(Object.keys(problem).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
    expect(problem.requestId).toBe(headers.get('x-request-id'));
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    dressed('500', headers);
  });

  test('and when it does not know who asks it lets nobody in', async () => {
    const broken = vi
      .spyOn(server.running.app.get<Principals>(PrincipalSource), 'byToken')
      .mockRejectedValue(new Error('x'));
    const { status } = await server.call(ordersApi.board, { teamId: server.teamId }, server.manager);
    broken.mockRestore();
    expect(status).toBe(500);
  });
});
