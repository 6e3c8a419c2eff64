import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedDatabase, startDatabase } from '@tallyboard/devdb/embedded';
import { freePort } from '@tallyboard/devdb/free-port';
import { createTestDatabase, databaseUrl } from '@tallyboard/devdb/template';
import { type ThrowAway, throwAway } from '@tallyboard/devdb/throw-away';
import { ServerProcess } from '@tallyboard/testkit/server-process';
import type { Packet } from '@tallyboard/contracts/live';
import { Registry } from 'prom-client';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DailyBackup } from '../backup/daily-backup.js';
import { ask, everything, FACTS, writers } from './backup-drill.js';
import { CLEAN, DIST } from './built-server.js';
import { RemotePerson } from './remote-team.js';

let scratch: ThrowAway;
let folder: string;
let backups: string;
let data: string;
let server: ServerProcess;
let port: number;
const undo: (() => Promise<unknown>)[] = [];
const env = (): Record<string, string | undefined> => ({
  ...CLEAN,
  DATA_DIR: data,
  BACKUP_DIR: backups,
  PORT: String(port),
});

type Outcome = { code: number | null; said: string; result: Record<string, string | number | null> };

/** Runs the command as a person would, and reads its last line. */
function command(
  words: string[],
  settings: Record<string, string | undefined> = {},
): Promise<Outcome> & { kill: () => void } {
  const all = Object.entries({ ...process.env, ...env(), ...settings }).filter(([, value]) => value !== undefined);
  const child = spawn(process.execPath, [join(DIST, 'backup/main.js'), ...words], { env: Object.fromEntries(all) });
  let out = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<Outcome>((resolve) =>
    child.once('close', (code) =>
      resolve({ code, said, result: JSON.parse(out.trim().split('\n').at(-1) || '{}') as Outcome['result'] }),
    ),
  );
  return Object.assign(ended, { kill: () => void child.kill('SIGKILL') });
}

const names = (): string[] =>
  readdirSync(backups)
    .filter((name) => name !== 'wal')
    .sort();

/** Looks at a restored data folder without a server. */
async function open<T>(dir: string, look: (url: string) => Promise<T>): Promise<T> {
  const database: EmbeddedDatabase = await startDatabase(dir);
  try {
    return await look(database.url);
  } finally {
    await database.stop();
  }
}

beforeAll(async () => {
  scratch = await throwAway();
  folder = scratch.path;
  [data, backups, port] = [join(folder, 'data'), join(folder, 'backups'), await freePort()];
  server = await ServerProcess.start(join(DIST, 'main.js'), { env: env() });
});
afterAll(async () => {
  await server.stop();
  for (const step of undo.reverse()) await step();
  await scratch.remove();
});

describe('the drill (promise P17)', () => {
  let running: EmbeddedDatabase;
  let first: string;
  let people: RemotePerson[];
  /** An instant between two stretches of writing. */
  let instant: string;
  let before: unknown[];

  test('a backup taken under load is good, and restored it holds exactly what was committed by then', async () => {
    running = await startDatabase(data);
    undo.push(() => running.stop());
    people = await Promise.all(
      ['Lin Xiaowen', 'Wu Tong', 'Shen Yinuo', 'Wang Lei'].map((name) => RemotePerson.signIn(server.url, name)),
    );
    const load = writers(people);
    await expect.poll(() => load.acked.length, { timeout: 10_000 }).toBeGreaterThan(20);
    const ackedBefore = [...load.acked];
    const backup = await command(['backup']);
    expect([backup.code, backup.said]).toEqual([0, expect.stringContaining('The backup is good')]);
    const ackedDuring = load.acked.length - ackedBefore.length;
    await load.stop();
    first = String(backup.result['backup']);
    expect(ackedDuring).toBeGreaterThan(10);

    const restored = await command(['restore', first, '--into', join(folder, 'as-it-was')]);
    expect([restored.code, restored.result['facts']]).toEqual([0, backup.result['facts']]);
    await open(join(folder, 'as-it-was'), async (url) => {
      const facts = await ask<{ recorded_at: string; command_id: string }>(url, FACTS, ['infinity']);
      // A prefix of each feed, row by row the same as in the database that went on.
      const heads = await ask<{ feed: string; seq: string }>(url, 'select feed, seq from feed_head');
      const same = await ask(
        running.url,
        `select e.feed, e.seq, payload::text, command_id, recorded_at::text from feed_event e join unnest($1::text[], $2::bigint[]) h(feed, seq) on h.feed = e.feed and e.seq <= h.seq order by e.feed, e.seq`,
        [heads.map((h) => h.feed), heads.map((h) => h.seq)],
      );
      expect(facts).toEqual(same);
      const held = new Set(facts.map((fact) => fact.command_id));
      expect(ackedBefore.filter((id) => !held.has(id))).toEqual([]);
    });
    console.log(
      `backup under load: ${backup.result['ms']} ms, ${ackedDuring} moves meanwhile; restored in ${restored.result['ms']} ms`,
    );
    expect(Number(restored.result['ms'])).toBeLessThan(60_000);
  });

  test('the log is archived within the minute it promises', async () => {
    // What follows from the moves is written a moment later: until then the instant would not be of one piece.
    const still = async (): Promise<boolean> => {
      const now = JSON.stringify(await everything(running.url));
      await new Promise((go) => setTimeout(go, 400));
      return JSON.stringify(await everything(running.url)) === now;
    };
    await expect.poll(still, { timeout: 20_000 }).toBe(true);
    instant = (
      await ask<{ now: string }>(
        running.url,
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
      )
    )[0]!.now;
    before = [await ask(running.url, FACTS, [instant]), await everything(running.url)];
    expect(
      (
        await ask<{ s: number }>(
          running.url,
          `select setting::int as s from pg_settings where name = 'archive_timeout'`,
        )
      )[0]!.s,
    ).toBeLessThanOrEqual(60);
    const load = writers(people);
    await expect.poll(() => load.acked.length, { timeout: 10_000 }).toBeGreaterThan(40);
    await load.stop();
    // What the timeout would do, now.
    const [{ file }] = (await ask<{ file: string }>(
      running.url,
      'select pg_walfile_name(pg_switch_wal()) as file',
    )) as [{ file: string }];
    const archived = (): boolean =>
      readdirSync(join(backups, 'wal')).some((system) =>
        readdirSync(join(backups, 'wal', system)).includes(`${file}.gz`),
      );
    await expect.poll(archived, { timeout: 20_000 }).toBe(true);
  });

  test('an instant is restored row by row', async () => {
    const restored = await command(['restore', backups, '--to', instant, '--into', join(folder, 'instant')]);
    expect([restored.code, restored.result['from']]).toEqual([0, first]);
    await open(join(folder, 'instant'), async (url) => {
      expect(await ask(url, FACTS, ['infinity'])).toEqual(before[0]);
      expect(await everything(url)).toEqual(before[1]);
    });
    const early = await command(['restore', backups, '--to', '2020-01-01T00:00:00Z', '--into', join(folder, 'early')]);
    expect([early.code, early.said]).toEqual([1, expect.stringContaining('is as old as')]);
    const late = await command([
      'restore',
      first,
      '--to',
      new Date(Date.now() + 60_000).toISOString(),
      '--into',
      join(folder, 'late'),
    ]);
    expect([late.code, late.said]).toEqual([1, expect.stringContaining('--to latest')]);
    expect(existsSync(join(folder, 'late', 'postgres'))).toBe(false);
  });

  test('restored while screens are open: refused while the server runs; then they come back by the epoch and follow', async () => {
    const lin = people[0]!;
    const board = await lin.board();
    const socket = io(server.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: lin.cookie },
      forceNew: true,
      reconnectionDelayMax: 500,
    });
    undo.push(() => Promise.resolve(socket.close()));
    const packets: Packet[] = [];
    socket.on('packet', (p: Packet) => packets.push(p));
    const at = { feed: board.feed, epoch: board.epoch, since: board.seq };
    expect(await socket.emitWithAck('subscribe', at)).toEqual({ kind: 'packets', packets: [] });
    const refused = await command(['restore', first]);
    expect([refused.code, refused.said]).toEqual([1, expect.stringMatching(/A server is running on .* \(pid \d+/)]);

    const gone = performance.now();
    await running.stop();
    await server.stop();
    const restored = await command(['restore', first]);
    expect([restored.code, restored.said]).toEqual([0, expect.stringContaining('What was there before is in')]);
    await server.restart();
    const outage = performance.now() - gone;
    await expect.poll(() => socket.connected, { timeout: 10_000 }).toBe(true);
    // The same socket, ahead of the restored head: it is sent to the snapshot, and takes what comes after it.
    expect(await socket.emitWithAck('subscribe', at)).toEqual({ kind: 'reload' });
    const anew = await lin.board();
    expect([anew.epoch === board.epoch, anew.seq < board.seq]).toEqual([false, true]);
    expect(await socket.emitWithAck('subscribe', { feed: anew.feed, epoch: anew.epoch, since: anew.seq })).toEqual({
      kind: 'packets',
      packets: [],
    });
    const { status } = await lin.move(await lin.order());
    expect(status).toBe(200);
    await expect
      .poll(() => packets.filter((p) => p.epoch === anew.epoch).at(-1)?.to ?? 0, { timeout: 5_000 })
      .toBeGreaterThan(anew.seq);
    console.log(
      `from the stop of the server to ready on the restored data: ${Math.round(outage)} ms; of that the restore ${restored.result['ms']} ms`,
    );
    expect(outage).toBeLessThan(60_000);
    const aside = await open(String(restored.result['movedAside']), (url) => ask(url, FACTS, ['infinity']));
    expect(aside.length).toBeGreaterThan(Number(restored.result['facts']));
  });

  test('after a restore two timelines are in the archive, and each instant is found on the one that served then', async () => {
    const load = writers(
      await Promise.all(['Lin Xiaowen', 'Wang Lei'].map((name) => RemotePerson.signIn(server.url, name))),
    );
    await expect.poll(() => load.acked.length, { timeout: 10_000 }).toBeGreaterThan(20);
    await load.stop();
    // The server dies and nothing more is archived, but the disk is there: not even the last seconds are lost.
    await server.kill();
    const latest = await command(['restore', first, '--to', 'latest']);
    expect([latest.code, latest.said]).toEqual([0, expect.stringContaining('everything checked')]);
    await open(data, async (url) => {
      const held = await ask<{ command_id: string }>(
        url,
        'select command_id from feed_event where command_id = any($1)',
        [load.acked],
      );
      expect(new Set(held.map((row) => row.command_id)).size).toBe(load.acked.length);
    });
    // An instant that the restore had taken back: it is still there, on the first timeline.
    const taken = await command(['restore', backups, '--to', instant, '--into', join(folder, 'taken-back')]);
    expect(taken.code).toBe(0);
    expect(await open(join(folder, 'taken-back'), (url) => ask(url, FACTS, ['infinity']))).toEqual(before[0]);
    await server.restart();
  });

  test('a backup cut short leaves the old one, and is swept away by the next', async () => {
    const [known, cut] = [names(), command(['backup'])];
    await expect
      .poll(() => names().some((name) => name.startsWith('.unfinished-')), { timeout: 10_000, interval: 2 })
      .toBe(true);
    cut.kill();
    await cut;
    expect(names().filter((name) => !name.startsWith('.'))).toEqual(known);
    const next = await command(['backup']);
    expect([next.code, names()]).toEqual([0, [...known, String(next.result['backup']).split('/').at(-1)].sort()]);
  });

  test('the server takes one a day by itself, and its figures tell when', async () => {
    const [registry, joined, backupDir] = [new Registry(), await startDatabase(data), join(folder, 'daily')];
    const program = join(DIST, 'backup/main.js');
    const log = { error: console.error };
    const daily = new DailyBackup({ dataDir: data, backupDir }, joined.url, log, registry, program);
    const lastGood = async (): Promise<number> =>
      Number(/^backup_last_good_timestamp_seconds (\S+)$/m.exec(await registry.metrics())![1]);
    await daily.look(0);
    expect(await lastGood()).toBe(0);
    await daily.look(Infinity);
    await daily.look(Infinity);
    expect(readdirSync(backupDir)).toHaveLength(1);
    expect(await lastGood()).toBeGreaterThan(Date.now() / 1000 - 60);
    expect(await registry.metrics()).toMatch(/^wal_archive_stuck 0$/m);
    await joined.stop();
  });

  test('one changed byte in a backup is found, and nothing is restored from it', async () => {
    const file = join(first, 'postgres/global/pg_control');
    const fd = openSync(file, 'r+');
    writeSync(fd, Buffer.from([0x42]), 0, 1, 100);
    closeSync(fd);
    const restored = await command(['restore', first, '--into', join(folder, 'damaged')]);
    expect([restored.code, restored.said]).toEqual([
      1,
      expect.stringContaining('postgres/global/pg_control is not what was written'),
    ]);
    expect(existsSync(join(folder, 'damaged', 'postgres'))).toBe(false);
  });

  test('a database whose ledger does not add up makes a bad backup, which says so and replaces none', async () => {
    const joined = await startDatabase(data);
    await ask(
      joined.url,
      'update ledger_account set balance = balance + 1 where id = (select id from ledger_account where balance > 0 limit 1)',
    );
    await joined.stop();
    const known = names();
    const bad = await command(['backup']);
    expect([bad.code, bad.said]).toEqual([1, expect.stringMatching(/The backup is BAD .*\n {2}- account .* keeps/)]);
    expect(names().filter((name) => !name.endsWith('-bad'))).toEqual(known);
    const [name] = names().filter((n) => n.endsWith('-bad'));
    expect((await command(['restore', join(backups, name!), '--into', join(folder, 'bad')])).said).toContain(
      'failed its trial',
    );
    expect(statSync(join(backups, name!)).mode & 0o077).toBe(0);
  });

  test('from the built-in database into your own Postgres, and back', async () => {
    const source = await startDatabase(data);
    undo.push(() => source.stop());
    await ask(
      source.url,
      `update ledger_account a set balance = (select coalesce(sum(amount), 0) from ledger_entry e where e.account_id = a.id) where balance is not null`,
    );
    await server.stop();
    const target = await createTestDatabase(databaseUrl(source.url, 'postgres'));
    const logical = await command(['backup', '--logical']);
    expect([logical.code, logical.result['kind']]).toEqual([0, 'logical']);
    const into = await command(['restore', String(logical.result['backup'])], { DATABASE_URL: target.url });
    expect([into.code, into.said]).toEqual([0, expect.stringContaining('everything checked')]);
    const rows = await everything(source.url, ['migration']);
    expect(await everything(target.url, ['migration'])).toEqual(rows);
    const again = await command(['restore', backups], { DATABASE_URL: target.url });
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('The target database is not empty')]);

    const back = await command(['backup', join(folder, 'own-backups')], { DATABASE_URL: target.url });
    const home = await command(['restore', join(folder, 'own-backups'), '--into', join(folder, 'home')]);
    expect([back.code, home.code]).toEqual([0, 0]);
    expect(await open(join(folder, 'home'), (url) => everything(url, ['migration']))).toEqual(rows);
  });
});
