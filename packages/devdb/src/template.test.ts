import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareStage, type Stage } from '../test/stand-in.js';
import {
  createTestDatabase,
  databaseUrl,
  dropTestDatabase,
  sweepAbandoned,
  testCluster,
  type TestCluster,
} from './template.js';
import { isAlive } from './running-process.js';

let cluster: TestCluster;
let stage: Stage;
beforeAll(async () => {
  [cluster, stage] = await Promise.all([testCluster(), prepareStage()]);
});
afterAll(async () => {
  await cluster.stop();
  await stage.clear();
});

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('clones a template, many at once, each database its own', async () => {
  const template = await createTestDatabase(cluster.adminUrl);
  await rows(template.url, 'CREATE TABLE t (n int); INSERT INTO t VALUES (1)');
  const clones = await Promise.all(
    Array.from({ length: 8 }, () => createTestDatabase(cluster.adminUrl, template.name)),
  );
  await rows(clones[0]!.url, 'INSERT INTO t VALUES (2)');
  expect(await rows(clones[0]!.url, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 2 }]);
  expect(await rows(clones[7]!.url, 'SELECT count(*)::int AS n FROM t')).toEqual([{ n: 1 }]);
  await Promise.all(clones.map(({ name }) => dropTestDatabase(cluster.adminUrl, name)));
  const left = await rows(cluster.adminUrl, "SELECT datname FROM pg_database WHERE datname LIKE 't\\_%'");
  expect(left).toEqual([{ datname: template.name }]);
});

it('drops a database although somebody is still connected', async () => {
  const { name, url } = await createTestDatabase(cluster.adminUrl);
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await dropTestDatabase(cluster.adminUrl, name);
  await expect(client.query('SELECT 1')).rejects.toThrow();
});

it('is made for speed, not for safety', async () => {
  const settings = await rows(
    cluster.adminUrl,
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'max_connections') ORDER BY name",
  );
  expect(settings.map((row) => Object.values(row as object).join('='))).toEqual([
    'fsync=off',
    'full_page_writes=off',
    'max_connections=200',
    'synchronous_commit=off',
  ]);
  expect(databaseUrl(cluster.adminUrl, 'x')).toMatch(/127\.0\.0\.1:\d+\/x$/);
});

it('a cluster whose test run was killed is swept away by the next run', async () => {
  const home = fs.mkdtempSync(path.join(path.dirname(stage.dir), 'tallyboard-testdb-'));
  fs.chmodSync(home, 0o755);
  const run = await stage.start(home, {}, { durable: false });
  const pid = Number(fs.readFileSync(path.join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const past = new Date(Date.now() - 60_000);
  fs.utimesSync(home, past, past);
  await sweepAbandoned();
  expect(isAlive(pid)).toBe(true);
  await run.kill();
  fs.utimesSync(home, past, past);
  await sweepAbandoned();
  expect([isAlive(pid), fs.existsSync(home)]).toEqual([false, false]);
});
