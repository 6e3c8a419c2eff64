import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { from as copyFrom } from 'pg-copy-streams';
import { MIGRATIONS } from '../migrations/all.js';
import { identifiers } from '../platform/db/identifiers.js';
import { migrate } from '../platform/db/migrate.js';
import { BackupError } from './backup-error.js';
import { copyTarget, fileOf } from './dump-tables.js';
import type { LogicalManifest } from './manifest.js';
import { migrationsOf } from './inspect-database.js';
import { type Client, rowsOf, withOwner } from './owner-client.js';

/**
 * Brings the rows of a backup into an empty database: the schema as it was then, the rows in one transaction, a new
 * epoch. Later migrations are left to the caller, after its checks.
 */
export async function loadTables(url: string, folder: string, manifest: LogicalManifest): Promise<void> {
  await refuseUsed(url, manifest.migrations);
  await migrate(url, migrationsUpTo(manifest.migrations));
  await withOwner(url, async (client) => {
    await client.query('begin');
    try {
      const tables = await parentsFirst(client, Object.keys(manifest.columns));
      if (tables.length > 0) await client.query(`truncate ${identifiers(...tables)}`);
      for (const table of tables) await loadTable(client, folder, table, manifest);
      for (const { name, value, called } of manifest.sequences)
        await client.query('select setval($1::regclass, $2::bigint, $3)', [identifiers(name), value, called]);
      await newSalt(client);
      // Deferred rules speak here: the ledger must balance, or nothing is kept.
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
    await client.query('analyze');
  });
}

/** From now on positions of before mean nothing to anybody who follows a feed. */
export async function newSalt(client: Client): Promise<void> {
  await client.query('update sync_epoch set salt = gen_random_uuid()');
}

/** The migrations a backup was made with; one this build does not know means it is the older of the two. */
export function migrationsUpTo(names: readonly string[]): typeof MIGRATIONS {
  const known = new Map(MIGRATIONS.map((migration) => [new migration().name, migration]));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new BackupError(
      `The backup was made by a newer Tallyboard (it has ${unknown.join(', ')}). Restore it with that version.`,
    );
  return names.map((name) => known.get(name)!);
}

/** Only an empty database is filled; tables without people and facts are what an interrupted restore leaves. */
async function refuseUsed(url: string, migrations: readonly string[]): Promise<void> {
  await withOwner(url, async (client) => {
    const [found] = await rowsOf(
      client,
      `select count(*) as relations, count(*) filter (where relname in ('migration', 'app_user', 'feed_event')) as ours
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
    );
    if (found!['relations'] === '0') return;
    const sentence = `The target database is not empty. Create a new one (createdb), and set DATABASE_URL to it.`;
    if (found!['ours'] !== '3') throw new BackupError(sentence);
    const [used] = await rowsOf(
      client,
      'select exists (select from app_user) or exists (select from feed_event) as used',
    );
    const same = (await migrationsOf(client)).join() === migrations.join();
    if (used!['used'] === 't' || !same) throw new BackupError(sentence);
  });
}

/** Tables in an order in which every reference finds its row. */
async function parentsFirst(client: Client, tables: readonly string[]): Promise<string[]> {
  const references = await rowsOf(
    client,
    `select distinct c.relname as child, p.relname as parent from pg_constraint f
     join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid where f.contype = 'f' and c.oid <> p.oid`,
  );
  const waiting = new Set(tables);
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter((t) => !references.some((r) => r['child'] === t && waiting.has(r['parent']!)));
    if (free.length === 0) throw new Error(`these tables refer to each other in a circle: ${[...waiting].join(', ')}`);
    for (const table of free) waiting.delete(table);
    ordered.push(...free);
  }
  return ordered;
}

async function loadTable(client: Client, folder: string, table: string, manifest: LogicalManifest): Promise<void> {
  const stream = client.query(copyFrom(`copy ${copyTarget(table, manifest.columns[table]!)} from stdin`));
  await pipeline(createReadStream(join(folder, fileOf(table))), createGunzip(), stream);
}
