import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { bundledBinaries, runnableBinaries } from './binaries.js';
import { clusterHome, clusterPassword, clusterState, openFolder } from './data-folder.js';
import { databaseIdentity } from './identity.js';
import { ACCOUNT, initCluster } from './init-cluster.js';
import { liveLeases, takeLease, withStartLock } from './lease.js';
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster } from './postmaster.js';
import { DatabaseStartError, errorCode } from './start-error.js';

export { DatabaseStartError, type DatabaseStartCode } from './start-error.js';

/** The built-in Postgres: real server binaries from npm, one cluster in the data folder. */
export interface EmbeddedDatabase {
  /** Connection string of the application's database. */
  readonly url: string;
  /** Whether it already ran: left over by a killed server, or shared with another server on the same folder. */
  readonly adopted: boolean;
  /** Where the cluster really is: the data folder, or under /var/lib when root's own folder is closed to Postgres. */
  readonly home: string;
  /** Ends this process's use. The last user of the data folder stops Postgres; for the others this only says goodbye. */
  stop(): Promise<void>;
}

/** How to start; every field has a good default. */
export interface StartOptions {
  /** False for throw-away test clusters: fast, and worthless after a crash of the machine. */
  readonly durable?: boolean;
  /** Further server settings (`-c name=value`). */
  readonly settings?: Readonly<Record<string, string>>;
  /** Folder of Postgres binaries, instead of those npm brought. */
  readonly binaries?: string;
  /** Folder for what root must share with the unprivileged account, instead of /var/lib/tallyboard. */
  readonly sharedHome?: string;
  /** How long Postgres may take until it answers; recovering a long log takes minutes. */
  readonly readyWithinMs?: number;
}

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts the built-in Postgres on a data folder, or joins the one that already runs there. Whatever stands in the way
 * comes as a `DatabaseStartError` with a sentence for the person who started the server.
 */
export async function startDatabase(dataDir: string, options: StartOptions = {}): Promise<EmbeddedDatabase> {
  const requested = path.resolve(dataDir);
  try {
    return await start(requested, options);
  } catch (cause) {
    // What the checks cannot foresee: a full disk, a file of somebody else's in the folder.
    if (!errorCode(cause) || !(cause instanceof Error) || cause instanceof DatabaseStartError) throw cause;
    throw new DatabaseStartError('not_writable', `The data folder ${requested} cannot be used: ${cause.message}`, {
      cause,
    });
  }
}

async function start(requested: string, options: StartOptions): Promise<EmbeddedDatabase> {
  openFolder(requested);
  const identity = databaseIdentity(path.join(requested, 'postgres'));
  const home = clusterHome(requested, identity, options.sharedHome);
  const dir = path.join(home, 'postgres');
  const native = runnableBinaries(options.binaries ?? bundledBinaries(), identity, options.sharedHome);
  const { durable = true, readyWithinMs = 120_000 } = options;

  return withStartLock(home, async () => {
    const state = clusterState(dir, identity);
    const release = takeLease(home);
    let postmaster: Postmaster | undefined;
    try {
      const password = clusterPassword(home);
      if (state === 'absent') initCluster({ native, identity, home, dir, password, durable });
      postmaster = await findPostmaster(dir);
      const adopted = postmaster !== undefined;
      const settings = { max_connections: '60', ...(durable ? {} : FAST), ...options.settings };
      postmaster ??= await launchPostmaster({ native, identity, home, dir, settings, readyWithinMs });
      const url = (name: string): string =>
        `postgres://${ACCOUNT}:${encodeURIComponent(password)}@127.0.0.1:${postmaster?.port ?? 0}/${name}`;
      await ensureDatabase(url('postgres'), home);
      return { url: url(ACCOUNT), adopted, home, stop: stopOnce(home, native, dir, postmaster, release) };
    } catch (error) {
      release();
      if (postmaster && liveLeases(home).length === 0) await stopPostmaster(native, dir, postmaster);
      throw error;
    }
  });
}

function stopOnce(
  home: string,
  native: string,
  dir: string,
  postmaster: Postmaster,
  release: () => void,
): () => Promise<void> {
  let ended: Promise<void> | undefined;
  return () =>
    (ended ??= fs.existsSync(home)
      ? withStartLock(home, async () => {
          release();
          if (liveLeases(home).length === 0) await stopPostmaster(native, dir, postmaster);
        })
      : stopPostmaster(native, dir, postmaster));
}

async function ensureDatabase(adminUrl: string, home: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    // A PGSSLMODE of the caller's own is about another database.
    const client = new pg.Client({ connectionString: adminUrl, ssl: false, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [ACCOUNT]);
      if (known.rowCount === 0) await client.query(`CREATE DATABASE ${ACCOUNT}`);
      return;
    } catch (cause) {
      if (errorCode(cause) === '28P01') {
        throw new DatabaseStartError(
          'wrong_password',
          `The password in ${path.join(home, 'postgres.password')} does not open the database beside it. Put the right file back from a backup of the data folder.`,
          { cause },
        );
      }
      if (attempt === 10) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new DatabaseStartError(
          'not_ready',
          `The built-in Postgres in ${home} runs but refuses connections: ${why}`,
          { cause },
        );
      }
      await sleep(200);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
