import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRoot, isServed, ordinary, postmasterPid, prepareStage, query, type Stage } from '../test/stand-in.js';
import { startDatabase } from './embedded.js';
import type { Identity } from './identity.js';
import { isAlive } from './running-process.js';

let stage: Stage;
beforeAll(async () => {
  stage = await prepareStage();
});
afterAll(() => stage.clear());

/** As whom: as the one who runs the tests, and, where that is root, as an ordinary user too (P24). */
const users: [string, Identity][] = isRoot
  ? [
      ['root', {}],
      ['an ordinary user', ordinary],
    ]
  : [['an ordinary user', {}]];

describe.concurrent.each(users)('built-in Postgres, started by %s', (_who, as) => {
  const folder = (name: string): string => stage.folder(`${name}-${as.uid ?? 'self'}`, as);

  it('starts, keeps rows over a restart, and leaves nothing running', async () => {
    const data = folder('plain');
    const first = await stage.start(data, as, { durable: true });
    expect(first.report).toMatchObject({ adopted: false, home: data });
    await query(first.report, 'CREATE TABLE t (n int); INSERT INTO t VALUES (42)');
    const pid = postmasterPid(data);
    expect(fs.statSync(`${data}/postgres`).uid).not.toBe(0);
    if (process.platform === 'linux') expect(fs.statSync(`/proc/${pid}`).uid).not.toBe(0);
    await first.stop();
    expect(isServed(data)).toBe(false);
    expect(isAlive(pid ?? 0)).toBe(false);

    const second = await stage.start(data, as);
    expect(await query(second.report, 'SELECT n FROM t')).toEqual([{ n: 42 }]);
    await second.stop();
    expect(isServed(data)).toBe(false);
  });

  it('adopts the Postgres of a server killed by SIGKILL, and stops it at its own end', async () => {
    const data = folder('orphan');
    const first = await stage.start(data, as);
    const pid = postmasterPid(data);
    await first.kill();
    expect(isServed(data)).toBe(true);

    const second = await stage.start(data, as);
    expect(second.report).toMatchObject({ adopted: true });
    expect(postmasterPid(data)).toBe(pid);
    await second.stop();
    expect(isServed(data)).toBe(false);
  });

  it('shares one Postgres between two servers; only the last one out stops it', async () => {
    const data = folder('shared');
    const [one, two] = await Promise.all([stage.start(data, as), stage.start(data, as)]);
    const adopted = [one, two].map(({ report }) => 'adopted' in report && report.adopted);
    expect(adopted.toSorted()).toEqual([false, true]);

    const [owner, guest] = adopted[0] ? [two, one] : [one, two];
    await guest.stop();
    expect(await query(owner.report, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    const again = await stage.start(data, as);
    await owner.stop();
    expect(await query(again.report, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    await again.stop();
    expect(isServed(data)).toBe(false);
  });

  it('recovers every committed row after SIGKILL of server and Postgres', async () => {
    const data = folder('crash');
    const first = await stage.start(data, as);
    await query(first.report, 'CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 1000)');
    await first.kill();
    process.kill(postmasterPid(data) ?? 0, 'SIGKILL');

    const second = await stage.start(data, as);
    expect(second.report).toMatchObject({ adopted: false });
    expect(await query(second.report, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 1000 }]);
    await second.stop();
    expect(isServed(data)).toBe(false);
  });

  it('recovers when the pid in a stale pid file now belongs to somebody else', async () => {
    const data = folder('stale');
    const first = await stage.start(data, as);
    await query(first.report, 'CREATE TABLE t (n int)');
    const pid = postmasterPid(data) ?? 0;
    await first.kill();
    const file = path.join(data, 'postgres', 'postmaster.pid');
    const content = fs.readFileSync(file, 'utf8');
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    // After a restart of a container the same small pids are handed out again, here to this test.
    fs.writeFileSync(file, content.replace(String(pid), String(process.pid)));

    const second = await stage.start(data, as);
    expect(second.report).toMatchObject({ adopted: false });
    expect(await query(second.report, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 0 }]);
    await second.stop();
  });

  it('begins anew after a first start that was cut short in the middle of initdb', async () => {
    const data = folder('cut');
    fs.mkdirSync(path.join(data, 'postgres.new', 'base'), { recursive: true });
    if (as.uid !== undefined)
      for (const dir of ['postgres.new', 'postgres.new/base']) fs.chownSync(path.join(data, dir), as.uid, as.gid ?? 0);
    fs.writeFileSync(path.join(data, 'postgres.lock'), JSON.stringify({ pid: 4_194_304, born: '1' }));
    const server = await stage.start(data, as);
    expect(server.report).toMatchObject({ adopted: false });
    await server.stop();
    expect(fs.readdirSync(data).toSorted()).toEqual([
      'postgres',
      'postgres.log',
      'postgres.password',
      'postgres.users',
    ]);
    expect(fs.readdirSync(path.join(data, 'postgres.users'))).toEqual([]);
  });
});

describe('built-in Postgres in one process', () => {
  it('stops once, however often it is told to', async () => {
    const data = stage.folder('twice');
    const one = await startDatabase(data, { durable: false });
    const two = await startDatabase(data, { durable: false });
    expect([one.adopted, two.adopted]).toEqual([false, true]);
    await Promise.all([one.stop(), one.stop()]);
    expect(isServed(data)).toBe(true);
    await two.stop();
    await two.stop();
    expect(isServed(data)).toBe(false);
  });

  it.runIf(isRoot)('moves binaries and data out of a clone that is closed to the unprivileged account', async () => {
    const clone = stage.folder('closed');
    const sharedHome = path.join(stage.dir, 'var-lib');
    const bundled = (await import('./binaries.js')).bundledBinaries();
    fs.cpSync(path.join(bundled, '..'), path.join(clone, 'pkg'), { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(clone, 0o700);
    const data = path.join(clone, '.data');
    const options = { sharedHome, binaries: path.join(clone, 'pkg', 'native') };

    const first = await stage.start(data, {}, options);
    expect(first.report).toMatchObject({ adopted: false, home: expect.stringContaining(sharedHome) });
    await query(first.report, 'CREATE TABLE t (n int)');
    await first.stop();
    expect(fs.readFileSync(path.join(data, 'database-is-elsewhere.txt'), 'utf8')).toContain(sharedHome);

    // Opened later: still the same database, not an empty one in the folder.
    fs.chmodSync(clone, 0o755);
    const second = await stage.start(data, {}, options);
    expect(await query(second.report, 'SELECT * FROM t')).toEqual([]);
    await second.stop();
  });
});
