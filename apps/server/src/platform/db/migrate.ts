import pg from 'pg';
import { type Migrations, ownerDataSource } from './data-source.js';

const LOCK = 7_265_501;

/**
 * Brings the schema to what this build knows. TypeORM does not lock while it migrates, so many servers starting at once take turns
 * on an advisory lock. A schema that is newer than this build is refused: an old server must not write into it.
 */
export async function migrate(url: string, migrations: Migrations): Promise<void> {
  const lock = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    const source = await ownerDataSource(url, migrations).initialize();
    try {
      await refuseNewer(source);
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}

async function refuseNewer(
  source: Awaited<ReturnType<ReturnType<typeof ownerDataSource>['initialize']>>,
): Promise<void> {
  const known = new Set(source.migrations.map((m) => m.name));
  const [{ exists }] = await source.query<[{ exists: boolean }]>(
    `select to_regclass('public.migration') is not null as exists`,
  );
  if (!exists) return;
  const done = await source.query<{ name: string }[]>('select name from migration');
  const newer = done.filter((m) => !known.has(m.name));
  if (newer.length > 0)
    throw new Error(
      `The database was made by a newer Tallyboard (${newer.map((m) => m.name).join(', ')}). Start that version, or restore a backup.`,
    );
}
