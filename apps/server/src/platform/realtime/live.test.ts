import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Packet } from '@tallyboard/contracts/live';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import { peopleApi } from '@tallyboard/contracts/people';
import { screensApi } from '@tallyboard/contracts/screens';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { anOrder } from '../../modules/orders/order.factory.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aScreen } from '../../testing/two-teams.js';
import { SOCKETS_PER_SESSION } from './door.js';

let server: TestServer;
let rep: Actor;
let clerk: Actor;
let feed: string;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
  clerk = await server.person(['logistics'], 'Clerk');
  feed = `team:${server.teamId}`;
});
afterAll(() => server.stop());

const head = async (): Promise<number> =>
  (
    await server.db.query<[{ seq: number }]>(
      'select coalesce(max(seq), 0)::int8 as seq from feed_event where feed = $1',
      [feed],
    )
  )[0].seq;
const contiguous = (packets: readonly Packet[], from: number): boolean =>
  packets.every((p, i) => p.from === (i === 0 ? from : packets[i - 1]!.to + 1));
describe('following a feed', () => {
  test('everybody gets every fact, contiguous, each in the own view: no price for the clerk, no customer for the wall', async () => {
    const wall = await aScreen(server, server.teamId);
    const since = await head();
    const followers = await Promise.all(
      [rep, clerk, wall].map(async (who) => {
        const live = server.socket(who);
        expect(await live.subscribe(feed, since)).toEqual({ kind: 'packets', packets: [] });
        return live;
      }),
    );
    const card = await anOrder(server, { currency: 'USD', amountMinor: 987_654_321, title: 'secret title' });
    await server.call(
      ordersApi.move,
      { id: card.id, expectedVersion: 1, toStage: 'SECURED', afterId: null },
      server.manager,
    );
    await server.call(ordersApi.hold, { id: card.id, expectedVersion: 2, reason: 'secret reason' }, rep);
    await server.settled();
    const last = await head();
    await vi.waitFor(() => {
      for (const f of followers) expect(f.packets.at(-1)?.to).toBe(last);
    }, 3_000);
    for (const f of followers) expect(contiguous(f.packets, since + 1)).toBe(true);
    const [asRep, asClerk, asWall] = followers.map((f) => JSON.stringify(f.packets)) as [string, string, string];
    expect(asRep).toContain('987654321');
    expect(asClerk).not.toContain('987654321');
    expect(asClerk).toContain('secret title');
    for (const hidden of ['987654321', 'secret title', 'secret reason', 'Buyer', 'customer'])
      expect(asWall).not.toContain(hidden);
    expect(asWall).toContain(card.no);
    for (const f of followers) f.socket.close();
  });

  test('from behind it gets what it missed in one packet; from another epoch, ahead, or far behind it is told to reload', async () => {
    const since = await head();
    const card = await anOrder(server);
    const live = server.socket(rep);
    const caught = await live.subscribe(feed, since);
    expect(caught.kind === 'packets' && caught.packets.map((p) => [p.from, p.to])).toEqual([[since + 1, await head()]]);
    expect(JSON.stringify(caught)).toContain(card.id);
    expect(await live.subscribe(feed, since, 'another')).toEqual({ kind: 'reload' });
    expect(await live.subscribe(feed, 1_000_000)).toEqual({ kind: 'reload' });
    live.socket.close();
  });

  test('of another team is refused', async () => {
    const live = server.socket(rep);
    expect(await live.subscribe(`team:${await server.team('别的')}`, 0)).toEqual({
      kind: 'refused',
      code: 'people.forbidden',
    });
    expect(await live.subscribe(`user:${clerk.id}`, 0)).toEqual({ kind: 'refused', code: 'people.forbidden' });
    live.socket.close();
  });
});

describe('who gets in', () => {
  type Live = ReturnType<TestServer['socket']>;
  const refusal = (live: Live): Promise<string> =>
    new Promise((done) => live.socket.once('connect_error', (error) => done(error.message)));
  const connected = (live: Live): Promise<Live> =>
    new Promise((done, fail) => live.socket.once('connect', () => done(live)).once('connect_error', fail));
  /** The bare upgrade: its status, and what is said before any socket exists. */
  const handshake = (headers: Record<string, string>): Promise<[number, string]> =>
    new Promise((done, fail) => {
      const upgrade = {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      };
      const req = request(`${server.url}/socket.io/?EIO=4&transport=websocket`, {
        headers: { ...headers, ...upgrade },
      });
      req.on('upgrade', (_, socket) => done([(socket.destroy(), 101), '']));
      req.on(
        'response',
        (res) =>
          void res
            .setEncoding('utf8')
            .toArray()
            .then((text) => done([res.statusCode!, text.join('')]), fail),
      );
      req.on('error', fail).end();
    });

  test('nobody without a session, and nobody from a foreign origin', async () => {
    const unknown = `tallyboard=${'x'.repeat(43)}`;
    for (const cookie of ['', 'tallyboard=nonsense', unknown])
      expect(await handshake({ cookie })).toEqual([401, 'people.not_signed_in']);
    expect(await handshake({ cookie: rep.cookie, origin: 'https://evil.example' })).toEqual([
      403,
      'request.foreign_origin',
    ]);
    expect(await handshake({ cookie: rep.cookie })).toEqual([101, '']);
    expect(await refusal(server.socket({ ...rep, cookie: unknown }))).toMatch(/websocket error/);
  });

  test('a handshake that is torn off while it is judged harms nobody else', async () => {
    const { hostname, port } = new URL(server.running.url);
    const torn = Array.from(
      { length: 40 },
      (_, i) =>
        new Promise<void>((done) => {
          const line = connect(Number(port), hostname, () => {
            line.write(
              `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: tallyboard=${i % 2 === 0 ? 'x' : 'y'.repeat(43)}\r\n\r\n`,
              () => setTimeout(() => line.resetAndDestroy(), i % 4),
            );
          });
          line.on('close', () => done());
          line.on('error', () => undefined);
        }),
    );
    await Promise.all(torn);
    const live = await connected(server.socket(rep));
    live.socket.close();
  });

  test('a session has at most ten sockets, and a closed one makes room', async () => {
    const many = await server.person(['sales'], 'Many tabs');
    const opened = await Promise.all(Array.from({ length: SOCKETS_PER_SESSION }, () => connected(server.socket(many))));
    expect(await refusal(server.socket(many))).toBe('request.too_many');
    opened[0]!.socket.close();
    await vi.waitFor(async () => opened.push(await connected(server.socket(many))), 3_000);
    expect(await refusal(server.socket(many))).toBe('request.too_many');
    for (const live of opened) live.socket.close();
  });

  test('a whole office behind one address comes in at once', async () => {
    const office = await Promise.all(Array.from({ length: 60 }, (_, i) => server.person(['sales'], `Desk ${i}`)));
    const lives = await Promise.all(office.map((who) => connected(server.socket(who))));
    expect(lives).toHaveLength(60);
    for (const live of lives) live.socket.close();
  }, 60_000);

  test('a disabled person and a revoked screen are out within two seconds, and hear nothing more', async () => {
    const victim = await server.person(['sales'], 'Victim');
    const wall = await aScreen(server, server.teamId);
    const lives = [server.socket(victim), server.socket(wall)];
    for (const live of lives) expect((await live.subscribe(feed, await head())).kind).toBe('packets');
    const gone = lives.map(
      (live) => new Promise<number>((done) => live.socket.once('disconnect', () => done(performance.now()))),
    );
    const started = performance.now();
    await server.call(peopleApi.disable, { id: victim.id, expectedVersion: 1 }, server.manager);
    await server.call(screensApi.revokeDevice, { id: wall.id }, server.manager);
    const times = await Promise.all(gone);
    expect(Math.max(...times) - started).toBeLessThan(2_000);
    const heard = lives.map((l) => l.packets.length);
    await anOrder(server);
    await sleep(200);
    expect(lives.map((l) => l.packets.length)).toEqual(heard);
    expect((await server.call(sessionsApi.me, {}, victim)).reply).toEqual({ me: null });
  });
});

test('presence tells who is on the board and what they carry, and forgets who left', async () => {
  const a = server.socket(rep);
  const b = server.socket(clerk);
  const seen: { people: { userId: string; cardId: string | null; carrying: boolean }[] }[] = [];
  b.socket.on('presences', (p: (typeof seen)[number]) => seen.push(p));
  for (const live of [a, b]) await live.subscribe(feed, await head());
  const card: PriceCard = await anOrder(server);
  await a.socket.emitWithAck('presence', { feed, cardId: card.id, carrying: true });
  await vi.waitFor(() =>
    expect(seen.at(-1)?.people).toContainEqual({ userId: rep.id, cardId: card.id, carrying: true }),
  );
  a.socket.close();
  await vi.waitFor(() => expect(seen.at(-1)?.people.some((p) => p.userId === rep.id)).toBe(false));
  b.socket.close();
});
