import { API } from '@tallyboard/contracts/api';
import type { Endpoint } from '@tallyboard/contracts/endpoint';
import { CLIENT_EVENTS, EVENT_ALLOW } from '@tallyboard/contracts/live';
import { ROLES } from '@tallyboard/rules/people/capabilities';
import type { Server } from 'socket.io';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LiveServer } from '../platform/realtime/live.server.js';
import type { Actor, TestServer } from './test-server.js';
import { TwoTeams, type Who } from './two-teams.js';

/** Promise P21 for what is no endpoint: socket events, and routes beside the list. */
let teams: TwoTeams;
let server: TestServer;
beforeAll(async () => {
  teams = await TwoTeams.start();
  server = teams.server;
});
afterAll(() => server.stop());

type Live = ReturnType<TestServer['socket']>;
async function connected(as: Actor): Promise<Live> {
  const live = server.socket(as);
  await new Promise((done, fail) => live.socket.once('connect', () => done(null)).once('connect_error', fail));
  return live;
}

test('every socket event that is listened to has a policy, and every policy an event', async () => {
  const live = await connected(teams.home.manager);
  const { sockets } = (Reflect.get(server.running.app.get(LiveServer), 'io') as Server).sockets;
  const heard = [...sockets.values()].flatMap((s) => s.eventNames());
  const ofItsOwn = ['disconnect', 'error'];
  expect([...new Set(heard)].filter((name) => !ofItsOwn.includes(String(name))).sort()).toEqual(
    Object.keys(EVENT_ALLOW).sort(),
  );
  expect(Object.keys(EVENT_ALLOW).sort()).toEqual(Object.keys(CLIENT_EVENTS).sort());
  live.socket.close();
});

/** Served beside the endpoints, to everybody; `/metrics` asks for itself. */
const OPEN_ROUTES = ['/livez', '/readyz', '/metrics', '/api/docs', '/wall', '/survey/:token', '(page)'];
test('no route is served that is neither an endpoint nor in the list of open ones', () => {
  type Layer = { route?: { path: string | RegExp; methods: Record<string, boolean> } };
  const web = server.running.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  const served = web.router.stack
    .flatMap(({ route }) => (route ? [route] : []))
    .flatMap(({ path, methods }): [string, string][] =>
      Object.keys(methods)
        .filter((m) => methods[m] && m !== 'head')
        .map((m) => (typeof path === 'string' ? [m.toUpperCase(), path] : ['GET', '(page)'])),
    );
  const endpoints = new Set(
    Object.values(API).flatMap((domain) =>
      (Object.values(domain) as Endpoint[]).map((e) => `${e.method} /api/v1${e.path}`),
    ),
  );
  expect(served.length).toBeGreaterThanOrEqual(endpoints.size);
  expect(served.map((r) => r.join(' ')).filter((r) => !endpoints.has(r))).toEqual(
    OPEN_ROUTES.filter((path) => served.some(([, p]) => p === path)).map((path) => `GET ${path}`),
  );
});

describe('who may follow what: declared is observed', () => {
  const WHO: readonly Who[] = [...ROLES, 'wall'];
  /** Feeds seen from the home team, and who of it may follow them. */
  const feeds = (who: Who): [feed: string, may: boolean][] => {
    const { home, away } = teams;
    const person = who !== 'wall';
    return [
      [`team:${home.teamId}`, true],
      [`team:${away.teamId}`, who === 'admin'],
      [`user:${home.actors.get(who)!.id}`, person],
      [`user:${away.manager.id}`, false],
      [`user:${(who === 'sales' ? home.manager : home.actors.get('sales')!).id}`, false],
      [`user:${crypto.randomUUID()}`, false],
      ['org', person],
    ];
  };
  test.each(WHO)('%s', async (who) => {
    const live = await connected(teams.home.actors.get(who)!);
    for (const [feed, may] of feeds(who)) {
      const answer = await live.subscribe(feed, 0);
      if (may) expect([feed, answer.kind]).toEqual([feed, expect.stringMatching(/^(packets|reload)$/)]);
      else expect([feed, answer]).toEqual([feed, { kind: 'refused', code: 'people.forbidden' }]);
    }
    if (who !== 'admin')
      expect(await live.subscribe(`team:${crypto.randomUUID()}`, 0)).toEqual({
        kind: 'refused',
        code: 'people.forbidden',
      });
    for (const nonsense of ['', 'org ', 'team:*', `team:${teams.home.teamId}|price`, '__proto__', 'TEAM:x'])
      expect(await live.subscribe(nonsense, 0)).toEqual({ kind: 'refused', code: 'validation.failed' });
    live.socket.close();
  });

  test('presence is for people, and only on a feed they follow', async () => {
    const [watcher, stranger] = [await connected(teams.home.manager), await connected(teams.away.actors.get('sales')!)];
    const wall = await connected(teams.home.actors.get('wall')!);
    const feed = `team:${teams.home.teamId}`;
    const seen: { people: { userId: string }[] }[] = [];
    watcher.socket.on('presences', (p: (typeof seen)[number]) => seen.push(p));
    const here = { feed, cardId: null, carrying: false };
    for (const live of [watcher, wall]) await live.subscribe(feed, 0);
    expect(await wall.socket.emitWithAck('presence', here)).toEqual({ kind: 'refused', code: 'people.forbidden' });
    await stranger.socket.emitWithAck('presence', here);
    await watcher.socket.emitWithAck('presence', here);
    await expect.poll(() => seen.at(-1)?.people.map((p) => p.userId)).toEqual([teams.home.manager.id]);
    for (const live of [watcher, stranger, wall]) live.socket.close();
  });
});
