import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDatabase } from '@tallyboard/devdb/embedded';
import { canEnter, systemAccount } from '@tallyboard/devdb/identity';
import { isAlive } from '@tallyboard/devdb/running-process';
import { type ThrowAway, throwAway } from '@tallyboard/devdb/throw-away';
import { ServerProcess } from '@tallyboard/testkit/server-process';
import type { Packet } from '@tallyboard/contracts/live';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import pg from 'pg';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CLEAN, MAIN } from './built-server.js';
import { RemotePerson } from './remote-team.js';

let scratch: ThrowAway;
let folder: string;
const servers: ServerProcess[] = [];
const start = async (env: Record<string, string | undefined>): Promise<ServerProcess> => {
  const server = await ServerProcess.start(MAIN, { env: { ...CLEAN, PORT: '0', ...env } });
  servers.push(server);
  return server;
};
beforeAll(async () => {
  scratch = await throwAway();
  folder = scratch.path;
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((s) => s.stop()));
});
afterAll(() => scratch.remove());

describe('the built server', () => {
  test('starts on nothing with the demo team, answers, and ends leaving nothing behind', async () => {
    const server = await start({ DATA_DIR: join(folder, 'smoke') });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    const lin = await RemotePerson.signIn(server.url, 'Lin Xiaowen');
    const board = await lin.board();
    expect(board.cards.length).toBeGreaterThanOrEqual(40);
    expect(new Set(board.cards.map((c) => c.country)).size).toBe(12);
    expect(new Set(board.cards.map((c) => c.stage)).size).toBe(18);
    expect(board.league.standings.length).toBeGreaterThanOrEqual(3);
    const headers = (await fetch(`${server.url}/api/v1/about`)).headers;
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-powered-by')).toBeNull();
    const children = spawnSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
      .map(Number);
    expect(children.filter((pid) => pid > 0)).toHaveLength(1);
    expect(await server.stop()).toBe(0);
    expect(isAlive(children[0]!)).toBe(false);
  });

  // As root the same once more as an ordinary user, where that user can read the clone.
  const nobody = process.getuid?.() === 0 ? systemAccount('nobody') : undefined;
  const mayRun = nobody !== undefined && canEnter(nobody, dirname(MAIN));
  test.skipIf(!mayRun)('starts as an ordinary user too', async () => {
    const data = mkdtempSync(join('/var/tmp', 'tallyboard-nobody-'));
    chownSync(data, nobody!.uid, nobody!.gid);
    // Root's Node may lie where nobody else can reach it.
    const node = join(data, 'node');
    copyFileSync(process.execPath, node);
    chmodSync(node, 0o755);
    const child = spawn(node, [MAIN], {
      ...nobody,
      env: { ...process.env, ...CLEAN, PORT: '0', DEMO: '0', DATA_DIR: join(data, 'data'), HOME: data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    await expect.poll(() => output.join(''), { timeout: 40_000 }).toContain('"ready":true');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    rmSync(data, { recursive: true, force: true });
  });

  test('killed in the middle of writing loses nothing it acknowledged, and runs an unknown command once', async () => {
    const server = await start({ DATA_DIR: join(folder, 'killed') });
    const writers = await Promise.all(
      ['Lin Xiaowen', 'Wu Tong', 'Shen Yinuo', 'Wang Lei'].map((name) => RemotePerson.signIn(server.url, name)),
    );
    const acked = new Map<string, PriceCard>();
    const unknown: { writer: RemotePerson; card: PriceCard; commandId: string }[] = [];
    let killed = false;
    const work = writers.map(async (writer) => {
      let card = await writer.order();
      acked.set(card.id, card);
      while (!killed) {
        const commandId = crypto.randomUUID();
        try {
          const { status, reply } = await writer.move(card, commandId);
          if (status !== 200) break;
          card = reply.card as PriceCard;
          acked.set(card.id, card);
        } catch {
          unknown.push({ writer, card, commandId });
          break;
        }
      }
    });
    await sleep(700);
    killed = true;
    await server.kill('SIGKILL');
    await Promise.all(work);
    const again = await start({ DATA_DIR: join(folder, 'killed') });
    for (const writer of writers) writer.base = again.url;
    for (const { writer, card, commandId } of unknown) {
      const first = await writer.move(card, commandId);
      const second = await writer.move(card, commandId);
      expect([first.status, second.status, second.reply]).toEqual([200, 200, first.reply]);
      acked.set(card.id, first.reply.card as PriceCard);
    }
    const board = await writers[0]!.board();
    for (const card of acked.values())
      expect(board.cards.find((c) => c.id === card.id)).toMatchObject({ version: card.version, stage: card.stage });
    expect([...acked.values()].reduce((sum, c) => sum + c.version, 0)).toBeGreaterThan(20);
  });

  test.each([
    [
      'several bad settings, all at once',
      { PORT: 'abc', DEMO: 'perhaps', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' },
      [/PORT=abc/, /DEMO=perhaps/, /DATABASE_URL is not/, /LOG_LEVEL=loud/],
    ],
    [
      'a secret file that is not there',
      { DATABASE_URL_FILE: '/nowhere/at/all' },
      [/DATABASE_URL_FILE: .* cannot be read/],
    ],
  ])('says what is wrong with %s', (_, env, sentences) => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN], {
      env: { ...process.env, ...CLEAN, ...env },
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(status).toBe(1);
    for (const sentence of sentences) expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('says which port is in use, and what to do about a broken data folder', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => blocker.once('listening', done));
    const { port } = blocker.address() as { port: number };
    const inUse = spawnSync(process.execPath, [MAIN], {
      env: { ...process.env, ...CLEAN, PORT: String(port), DEMO: '0', DATA_DIR: join(folder, 'port') },
      encoding: 'utf8',
      timeout: 60_000,
    });
    blocker.close();
    expect([inUse.status, inUse.stderr]).toEqual([1, expect.stringContaining(`Port ${port} is in use`)]);
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const broken = spawnSync(process.execPath, [MAIN], {
      env: { ...process.env, ...CLEAN, PORT: '0', DATA_DIR: file },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(broken.status).toBe(1);
    expect(broken.stderr).toContain(file);
    expect(broken.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('two nodes on one Postgres', () => {
  let database: Awaited<ReturnType<typeof startDatabase>>;
  beforeAll(async () => {
    database = await startDatabase(join(folder, 'shared'));
  });
  afterAll(() => database.stop());

  test('P19: five servers starting at once on an empty database migrate it once and are all ready', async () => {
    const five = await Promise.all(Array.from({ length: 5 }, () => start({ DATABASE_URL: database.url, DEMO: '0' })));
    for (const server of five) expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query<{ n: number; teams: number }>(
      'select (select count(*)::int from migration) = (select count(distinct name)::int from migration) as once, (select count(*)::int from team) as teams',
    );
    await client.end();
    expect(rows[0]).toEqual({ once: true, teams: 1 });
    expect(five.filter((s) => s.stdout.some((l) => l.includes('one-time password')))).toHaveLength(1);
  });

  test('a move on one is on the boards of the other, presence too, and a session holds on both', async () => {
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query('drop schema public cascade; create schema public');
    await client.end();
    const [a, b] = [
      await start({ DATABASE_URL: database.url, DEMO: '1' }),
      await start({ DATABASE_URL: database.url, DEMO: '1' }),
    ];
    const lin = await RemotePerson.signIn(a.url, 'Lin Xiaowen');
    const board = await lin.board();
    const socket = io(b.url, { transports: ['websocket'], extraHeaders: { cookie: lin.cookie }, forceNew: true });
    const packets: (Packet & { at: number })[] = [];
    socket.on('packet', (p: Packet) => packets.push({ ...p, at: performance.now() }));
    expect(await socket.emitWithAck('subscribe', { feed: board.feed, epoch: board.epoch, since: board.seq })).toEqual({
      kind: 'packets',
      packets: [],
    });
    let card = await lin.order();
    const lags: number[] = [];
    for (let i = 0; i < 30; i += 1) {
      const { reply } = await lin.move(card);
      const sent = performance.now();
      card = reply.card as PriceCard;
      await expect
        .poll(
          () =>
            packets.some((p) =>
              p.facts.some(
                (f) => f.name === 'orders.moved' && (f.body as { version: number }).version === card.version,
              ),
            ),
          { timeout: 3_000, interval: 2 },
        )
        .toBe(true);
      lags.push(packets.at(-1)!.at - sent);
    }
    const present = new Promise((done) => socket.on('presences', done));
    const other = io(a.url, { transports: ['websocket'], extraHeaders: { cookie: lin.cookie }, forceNew: true });
    await other.emitWithAck('subscribe', { feed: board.feed, epoch: board.epoch, since: board.seq });
    await other.emitWithAck('presence', { feed: board.feed, cardId: card.id, carrying: true });
    expect(await present).toEqual({
      feed: board.feed,
      people: [{ userId: lin.me.person.id, cardId: card.id, carrying: true }],
    });
    socket.close();
    other.close();
    expect(packets.every((p, i) => i === 0 || p.from === packets[i - 1]!.to + 1)).toBe(true);
    lags.sort((x, y) => x - y);
    console.log(
      `from the answer on one node to the board on the other: median ${lags[15]!.toFixed(0)} ms, slowest ${lags.at(-1)!.toFixed(0)} ms`,
    );
    expect(lags[15]).toBeLessThan(1_000);
  });
});
