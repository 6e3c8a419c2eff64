import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { hashFile } from '@tallyboard/devdb/copy-files';
import { to as copyTo } from 'pg-copy-streams';
import { identifiers } from '../platform/db/identifiers.js';
import { contentsOf, migrationsOf, tablesOf } from './inspect-database.js';
import type { LogicalManifest } from './manifest.js';
import { type Client, inSnapshot, rowsOf, withOwner } from './owner-client.js';

type Dump = Pick<
  LogicalManifest,
  'postgres' | 'migrations' | 'contents' | 'lsn' | 'columns' | 'sequences' | 'files'
> & {
  finishedAt: string;
};

/** What a restore makes anew instead: the list of migrations by migrating, the salt of the epoch by drawing one. */
export const MADE_ANEW = ['migration', 'sync_epoch'];

/** Writes the rows of all tables as of one snapshot, one compressed file per table, while others go on writing. */
export function dumpTables(url: string, folder: string): Promise<Dump> {
  mkdirSync(join(folder, 'tables'), { mode: 0o700 });
  return withOwner(url, (client) =>
    inSnapshot(client, async () => {
      const tables = (await tablesOf(client)).filter((table) => !MADE_ANEW.includes(table));
      // A migration that starts now waits; rows may be written.
      for (const table of tables) await client.query(`lock table ${identifiers(table)} in access share mode`);
      const [now] = await rowsOf(
        client,
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now, current_setting('server_version') as version`,
      );
      const contents = await contentsOf(client);
      const columns: Record<string, string[]> = {};
      const files: LogicalManifest['files'] = [];
      for (const table of tables) {
        columns[table] = await columnsOf(client, table);
        files.push(await dumpTable(client, table, columns[table], folder));
      }
      for (const table of MADE_ANEW) Reflect.deleteProperty(contents.tables, table);
      return {
        postgres: now!['version']!,
        migrations: await migrationsOf(client),
        finishedAt: now!['now']!,
        lsn: await positionOf(client),
        contents,
        columns,
        sequences: await sequencesOf(client),
        files,
      };
    }),
  );
}

export const fileOf = (table: string): string => `tables/${table}.copy.gz`;

async function dumpTable(
  client: Client,
  table: string,
  columns: string[],
  folder: string,
): Promise<LogicalManifest['files'][number]> {
  const path = fileOf(table);
  const stream = client.query(copyTo(`copy ${copyTarget(table, columns)} to stdout`));
  const target = createWriteStream(join(folder, path), { mode: 0o600, flush: true });
  await pipeline(stream, createGzip({ level: 4 }), target);
  return { path, ...(await hashFile(join(folder, path))) };
}

export const copyTarget = (table: string, columns: readonly string[]): string =>
  `${identifiers(table)} (${identifiers(...columns)})`;

async function columnsOf(client: Client, table: string): Promise<string[]> {
  const rows = await rowsOf(
    client,
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [identifiers(table)],
  );
  return rows.map((row) => row['attname']!);
}

async function sequencesOf(client: Client): Promise<LogicalManifest['sequences']> {
  const names = await rowsOf(
    client,
    `select sequencename as name from pg_sequences where schemaname = 'public' order by 1`,
  );
  const sequences: LogicalManifest['sequences'] = [];
  for (const { name } of names) {
    // A sequence does not follow the snapshot: it may be ahead of its table, never behind.
    const [row] = await rowsOf(client, `select last_value, is_called from ${identifiers(name!)}`);
    sequences.push({ name: name!, value: row!['last_value']!, called: row!['is_called'] === 't' });
  }
  return sequences;
}

/** Where the log stands; some managed servers do not say. */
async function positionOf(client: Client): Promise<string | null> {
  await client.query('savepoint position');
  try {
    const [row] = await rowsOf(
      client,
      'select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end as lsn',
    );
    return row?.['lsn'] ?? null;
  } catch {
    await client.query('rollback to savepoint position');
    return null;
  }
}
