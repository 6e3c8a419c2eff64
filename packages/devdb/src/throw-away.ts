import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ELSEWHERE, movedHome } from './data-folder.js';
import { makeOwned, sweepOwned } from './owned-folder.js';
import { endLeftover } from './place.js';

const PREFIX = 'tallyboard-throw-away-';

/** A folder for the data folders of a test or a measurement, which leaves nothing behind, wherever their clusters stand. */
export interface ThrowAway {
  readonly path: string;
  /** Ends a Postgres that is left and removes everything. */
  remove(): Promise<void>;
}

/**
 * Makes one in the temporary folder, open to the account that runs Postgres, so that root's clusters stand in it; where even the
 * temporary folder is closed to that account they stand under /var/lib, and go with it all the same. What killed runs left goes now.
 */
export async function throwAway(): Promise<ThrowAway> {
  await sweepOwned(os.tmpdir(), PREFIX, clearClusters);
  const dir = makeOwned(os.tmpdir(), PREFIX, 0o755);
  return {
    path: dir,
    remove: async () => {
      await clearClusters(dir);
      fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Ends what still serves the data folders in `dir`, and takes away those clusters that do not stand in it. */
export async function clearClusters(dir: string, sharedHome?: string): Promise<void> {
  for (const folder of [dir, ...foldersIn(dir)]) {
    await endLeftover({ home: folder, dir: path.join(folder, 'postgres') });
    if (!fs.existsSync(path.join(folder, ELSEWHERE))) continue;
    const home = movedHome(folder, sharedHome);
    await endLeftover({ home, dir: path.join(home, 'postgres') });
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

const foldersIn = (dir: string): string[] =>
  fs
    .readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'postgres')
    .flatMap((entry) => [path.join(dir, entry.name), ...foldersIn(path.join(dir, entry.name))]);
