import path from 'node:path';
import { clusterHome, clusterState, openFolder } from './data-folder.js';
import { databaseIdentity, type Identity } from './identity.js';
import { liveLeases } from './lease.js';
import { makeOwned, sweepOwned } from './owned-folder.js';
import { findPostmaster, stopPostmaster } from './postmaster.js';

export { giveTo, type Identity } from './identity.js';
export { withStartLock } from './lease.js';
export { MAJOR_VERSION } from './data-folder.js';

/** Where the built-in database of a data folder is, looked at without starting it. */
export interface Place {
  /** The data folder itself, or the folder under /var/lib that stands for it. */
  readonly home: string;
  /** The cluster. */
  readonly dir: string;
  /** Who runs Postgres on it. */
  readonly identity: Identity;
}

/** Looks at a data folder; makes it when it is missing. A cluster that cannot be opened here is a `DatabaseStartError`. */
export function placeOf(dataDir: string): Place & { state: 'absent' | 'present' } {
  const place = homeOf(dataDir);
  return { ...place, state: clusterState(place.dir, place.identity) };
}

/** The same without a look at the cluster itself, which may be broken: to replace it. */
export function homeOf(dataDir: string): Place {
  const requested = path.resolve(dataDir);
  openFolder(requested);
  const identity = databaseIdentity(path.join(requested, 'postgres'));
  const home = clusterHome(requested, identity);
  return { home, dir: path.join(home, 'postgres'), identity };
}

/** The processes that use this database now. */
export function usersOf(home: string): number[] {
  return liveLeases(home).map((mark) => mark.pid);
}

/** Ends a Postgres that a killed server left behind; one that is in use is left alone. */
export async function endLeftover(place: Omit<Place, 'identity'>): Promise<void> {
  if (usersOf(place.home).length > 0) return;
  const postmaster = await findPostmaster(place.dir);
  if (postmaster) await stopPostmaster('', place.dir, postmaster);
}

/**
 * Makes a folder for a database of a moment (to check a backup, to restore into) inside a home, where Postgres can
 * reach it for sure. What killed runs left there, a running Postgres included, is cleared away first.
 */
export async function scratchFolder(home: string): Promise<string> {
  await sweepOwned(home, 'scratch-', (left) => endLeftover({ home: left, dir: path.join(left, 'postgres') }));
  return makeOwned(home, 'scratch-', 0o755);
}
