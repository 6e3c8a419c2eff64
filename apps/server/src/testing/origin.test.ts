import { request } from 'node:http';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_BASE, requestOf } from '@tallyboard/contracts/endpoint';
import { fingerprint } from './fingerprint.js';
import { RawWebsocket } from './raw-websocket.js';
import { CALLS } from './requests.js';
import type { Actor, TestServer } from './test-server.js';
import { TwoTeams } from './two-teams.js';

/** What a foreign page can make a browser do for somebody who is signed in: nothing that changes anything. */
let teams: TwoTeams;
let server: TestServer;
beforeAll(async () => {
  teams = await TwoTeams.start();
  server = teams.server;
});
afterAll(() => server.stop());

const EVIL = 'https://evil.example';
type Forgery = [name: string, headers: Record<string, string | undefined>, code: string];
const FORGERIES: readonly Forgery[] = [
  ['a foreign origin', { origin: EVIL }, 'request.foreign_origin'],
  ['an origin that is none (a sandboxed frame, a file)', { origin: 'null' }, 'request.foreign_origin'],
  ['our name on another port', { origin: 'http://localhost:1' }, 'request.foreign_origin'],
  ['a page the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 'request.foreign_origin'],
  ['a page of a neighbour on the same site', { 'sec-fetch-site': 'same-site' }, 'request.foreign_origin'],
  ['a text without an origin', { 'content-type': 'text/plain' }, 'request.not_json'],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'request.not_json'],
  ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 'request.not_json'],
  ['something that only looks like JSON', { 'content-type': 'application/jsonx' }, 'request.not_json'],
];

describe('every call that changes something', () => {
  test.each(CALLS.filter((c) => c.endpoint.method !== 'GET').map((c) => [c.name, c] as const))(
    '%s',
    async (_, { endpoint, input }) => {
      const before = await fingerprint(server);
      const { path, body } = requestOf(endpoint, input(teams.home.things));
      for (const [name, headers, code] of FORGERIES) {
        const { status, problem } = await server.send(endpoint.method, path.slice(API_BASE.length), body!, {
          cookie: server.manager.cookie,
          'idempotency-key': crypto.randomUUID(),
          ...(headers as Record<string, string>),
        });
        const isType = code === 'request.not_json';
        const said = isType && endpoint.consumes ? 'request.not_bytes' : code;
        expect([name, status, problem.code]).toEqual([name, isType ? 415 : 403, said]);
      }
      expect(await fingerprint(server)).toEqual(before);
    },
  );

  test('and signing out by a picture or a link is not possible: there is no such GET', async () => {
    const { status } = await server.send('GET', '/session?_method=DELETE', undefined, {
      cookie: server.manager.cookie,
      'x-http-method-override': 'DELETE',
    });
    expect([status, (await server.call(sessionsApi.me, {}, server.manager)).reply.me === null]).toEqual([422, false]);
  });

  test('no answer invites another origin in', async () => {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const res = await fetch(`${server.url}/api/v1/session`, {
        method,
        headers: { origin: EVIL, 'access-control-request-method': 'DELETE', cookie: server.manager.cookie },
      });
      expect([...res.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('a socket', () => {
  const HANDSHAKE = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  /** The bare handshake: its status, the text of a refusal, and what came over the socket before it closed. */
  const handshake = (headers: Record<string, string>, query = ''): Promise<[status: number, text: string]> =>
    new Promise((done, fail) => {
      const req = request(`${server.url}/socket.io/?EIO=4&transport=websocket${query}`, {
        headers: { ...HANDSHAKE, ...headers },
      });
      req.on('upgrade', (_, socket, head) => done([(socket.destroy(), 101), head.toString('hex')]));
      req.on('response', (res) => void res.toArray().then((all) => done([res.statusCode!, all.join('')]), fail));
      req.on('error', fail).end();
    });
  const as = (who: Actor) => ({ cookie: who.cookie });

  test('from a foreign page is refused before the upgrade, with the cookie or without', async () => {
    for (const headers of [{ origin: EVIL }, { origin: EVIL, ...as(server.manager) }, { origin: 'null' }])
      expect(await handshake(headers)).toEqual([403, 'request.foreign_origin']);
    expect(await handshake({ 'sec-fetch-site': 'cross-site', ...as(server.manager) })).toEqual([
      403,
      'request.foreign_origin',
    ]);
    expect(await handshake({ origin: server.url, ...as(server.manager) })).toEqual([101, expect.any(String)]);
  });

  test('takes its token from the cookie alone: in the address or in a header it counts for nothing', async () => {
    const token = server.manager.cookie.split('=')[1]!;
    for (const query of [`&token=${token}`, `&tallyboard=${token}`, `&sid=${token}`, `&auth[token]=${token}`]) {
      const [status, text] = await handshake({}, query);
      // A `sid` is engine.io's own word, and an unknown one is none.
      expect([query, status === 401 ? text : status]).toEqual([
        query,
        query.includes('sid') ? 400 : 'people.not_signed_in',
      ]);
    }
    expect(await handshake({ authorization: `Bearer ${token}` })).toEqual([401, 'people.not_signed_in']);
  });

  test('no other way in: the polling transport does not exist', async () => {
    const res = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: as(server.manager) });
    expect([res.status, await res.json()]).toEqual([400, { code: 0, message: 'Transport unknown' }]);
  });

  test('a trial of the upgrade opens, says goodbye and is over: it is no socket', async () => {
    const [status, first] = await handshake({ origin: EVIL }, '&trial=1');
    expect([status, first === '' || first === '880203e8']).toEqual([101, true]);
    // Whoever does not hang up in return, and goes on talking, is hung up on.
    const lingering = await RawWebsocket.open(server.url, server.manager, '&trial=1');
    const talk = setInterval(() => lingering.frame({ payload: '40' }), 100);
    const from = performance.now();
    await lingering.hungUp;
    clearInterval(talk);
    expect(performance.now() - from).toBeLessThan(2_500);
    const plain = await fetch(`${server.url}/socket.io/?EIO=4&transport=websocket&trial=1`);
    expect(plain.status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${server.url}/metrics`).then((r) => r.text())).match(/sockets\{kind="user"\} (\d+)/)![1]).toBe(
      '0',
    );
  });
});
