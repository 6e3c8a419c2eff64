import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { throwAway } from '@tallyboard/devdb/throw-away';
import { ServerProcess } from './server-process.js';

/** A data folder in which the demo team has just been written, for servers to start on copies of it. */
export interface DemoFolder {
  readonly data: string;
  remove(): Promise<void>;
}

/** Has the built server `main` write the demo once for a whole run: that takes it seconds, and a copy takes a tenth of that. */
export async function demoFolder(main: string, env: Readonly<Record<string, string | undefined>>): Promise<DemoFolder> {
  const folder = await throwAway();
  const data = path.join(folder.path, 'data');
  try {
    const settings = { ...env, PORT: '0', DATA_DIR: data, DEMO: '1' };
    const server = await ServerProcess.start(main, { env: settings, readyWithinMs: 100_000 });
    await server.stop();
  } catch (error) {
    await folder.remove();
    throw error;
  }
  return { data, remove: () => folder.remove() };
}

/** A data folder as it was, with whom its files belong to: what runs Postgres is not always who runs the tests. */
export function copyDataFolder(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true, mode: 0o755 });
  const copied = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
}
