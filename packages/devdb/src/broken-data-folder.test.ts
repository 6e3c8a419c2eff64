import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRoot, isServed, ordinary, prepareStage, type Stage } from '../test/stand-in.js';
import { startDatabase } from './embedded.js';

let stage: Stage;
beforeAll(async () => {
  stage = await prepareStage();
});
afterAll(() => stage.clear());

function clusterWithVersion(name: string, version: string | undefined): string {
  const data = stage.folder(name);
  fs.mkdirSync(path.join(data, 'postgres'), { mode: 0o700 });
  fs.writeFileSync(path.join(data, 'postgres', version === undefined ? 'something' : 'PG_VERSION'), version ?? '');
  return data;
}

it('a file in the place of the data folder', async () => {
  const file = path.join(stage.dir, 'a-file');
  fs.writeFileSync(file, '');
  await expect(startDatabase(file)).rejects.toMatchObject({
    name: 'DatabaseStartError',
    code: 'not_a_folder',
    message: expect.stringContaining(file),
  });
  await expect(startDatabase(path.join(file, 'deeper'))).rejects.toMatchObject({ code: 'not_a_folder' });
});

it('a file in the place of the cluster', async () => {
  const data = stage.folder('cluster-is-a-file');
  fs.writeFileSync(path.join(data, 'postgres'), '');
  await expect(startDatabase(data)).rejects.toMatchObject({ code: 'not_a_folder' });
});

it.each([
  ['garbage', '\u0000\u0001 not a number', 'unreadable_data', 'Restore a backup'],
  ['an empty version', '', 'unreadable_data', 'Restore a backup'],
  ['files but no version', undefined, 'unreadable_data', 'PG_VERSION file is missing'],
  ['an older major version', '17\n', 'wrong_version', 'made by PostgreSQL 17'],
  ['a newer major version', '19\n', 'wrong_version', 'made by PostgreSQL 19'],
])('a cluster with %s', async (name, version, code, words) => {
  const data = clusterWithVersion(name.replaceAll(' ', '-'), version);
  await expect(startDatabase(data)).rejects.toMatchObject({
    name: 'DatabaseStartError',
    code,
    message: expect.stringContaining(words),
  });
  // Nothing was repaired away behind the owner's back, and no lock or lease stays behind.
  expect(fs.readdirSync(path.join(data, 'postgres'))).toHaveLength(1);
  expect(fs.existsSync(path.join(data, 'postgres.lock'))).toBe(false);
});

it('a folder this user may not write, said in one sentence and without a stack', async () => {
  const data = stage.folder('read-only');
  if (!isRoot) fs.chmodSync(data, 0o555);
  const server = await stage.start(data, ordinary);
  expect(server.report).toMatchObject({
    code: 'not_writable',
    message: expect.stringMatching(/^The data folder .* cannot be written by this user/),
  });
  expect(server.stderr()).toBe('');
});

it.runIf(isRoot)('a database left by a start as root', async () => {
  const data = stage.folder('was-root', ordinary);
  await (await stage.start(data)).stop();
  fs.chownSync(path.join(data, 'postgres'), 12_345, 12_345);
  const server = await stage.start(data, ordinary);
  expect(server.report).toMatchObject({
    code: 'not_writable',
    message: expect.stringContaining('belongs to another user (uid 12345)'),
  });
});

it('a damaged cluster: the reason Postgres gave, and where its log is', async () => {
  const data = stage.folder('damaged');
  await (await startDatabase(data, { durable: false })).stop();
  fs.rmSync(path.join(data, 'postgres', 'global', 'pg_control'));
  await expect(startDatabase(data)).rejects.toMatchObject({
    code: 'start_failed',
    message: expect.stringMatching(/pg_control.*log is .*postgres\.log/s),
  });
  expect(isServed(data)).toBe(false);
});

it('a lost password: said so, and Postgres is not left running', async () => {
  const data = stage.folder('password');
  await (await startDatabase(data, { durable: false })).stop();
  fs.rmSync(path.join(data, 'postgres.password'));
  await expect(startDatabase(data)).rejects.toMatchObject({ code: 'wrong_password' });
  expect(isServed(data)).toBe(false);
});
