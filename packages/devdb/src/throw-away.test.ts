import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRoot, postmasterPid, prepareStage, type Stage } from '../test/stand-in.js';
import { startDatabase } from './embedded.js';
import { isAlive } from './running-process.js';
import { clearClusters, throwAway } from './throw-away.js';

let stage: Stage;
beforeAll(async () => {
  stage = await prepareStage();
});
afterAll(() => stage.clear());

it('goes with everything in it, a cluster that had to stand elsewhere too', async () => {
  const folder = await throwAway();
  const sharedHome = path.join(stage.dir, 'shared-home');
  const data = path.join(folder.path, 'closed', 'data');
  fs.mkdirSync(data, { recursive: true });
  fs.chmodSync(path.dirname(data), 0o700);
  const open = await startDatabase(path.join(folder.path, 'open'), { durable: false });
  const closed = await startDatabase(data, { durable: false, sharedHome });
  expect(open.home).toBe(path.join(folder.path, 'open'));
  expect(path.dirname(closed.home)).toBe(isRoot ? sharedHome : path.dirname(data));
  await Promise.all([open.stop(), closed.stop()]);

  await clearClusters(folder.path, sharedHome);
  expect(fs.existsSync(closed.home)).toBe(!isRoot);
  await folder.remove();
  expect(fs.existsSync(folder.path)).toBe(false);
});

it('goes with the next one when its run was killed, and so does the Postgres in it', async () => {
  const left = path.join(os.tmpdir(), 'tallyboard-throw-away-deadbeef.999999999.1');
  fs.mkdirSync(path.join(left, 'data'), { recursive: true, mode: 0o755 });
  const server = await stage.start(path.join(left, 'data'));
  const postmaster = postmasterPid(path.join(left, 'data'));
  await server.kill();
  expect(isAlive(postmaster ?? 0)).toBe(true);

  const next = await throwAway();
  expect([fs.existsSync(left), isAlive(postmaster ?? 0)]).toEqual([false, false]);
  await next.remove();
});
