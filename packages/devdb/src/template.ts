import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startDatabase } from './embedded.js';
import { liveLeases } from './lease.js';
import { findPostmaster, stopPostmaster } from './postmaster.js';
import { errorCode } from './start-error.js';

/** A database of one test's own. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
}

/** One Postgres shared by a whole test run. */
export interface TestCluster {
  /** Administrator's connection string: for `createTestDatabase`, and to prepare a template. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

const PREFIX = 'tallyboard-testdb-';

/** The connection string of another database on the same server. */
export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement as administrator on a connection of its own. */
async function administer(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Makes a fresh database, by default empty; from a template it takes ~0.1 s with all tables, views and rows in place. */
export async function createTestDatabase(adminUrl: string, template = 'template0'): Promise<TestDatabase> {
  const name = `t_${process.pid}_${randomBytes(5).toString('hex')}`;
  const sql = `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)} STRATEGY FILE_COPY`;
  for (let attempt = 1; ; attempt++) {
    try {
      await administer(adminUrl, sql);
      return { name, url: databaseUrl(adminUrl, name) };
    } catch (error) {
      // Somebody's connection to the template is just closing (55006).
      if (errorCode(error) !== '55006' || attempt === 40) throw error;
      await sleep(50);
    }
  }
}

/** Removes a database that `createTestDatabase` made, together with connections still open to it. */
export async function dropTestDatabase(adminUrl: string, name: string): Promise<void> {
  await administer(adminUrl, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

/**
 * Starts one throw-away Postgres for a vitest run; call it in a `globalSetup` and `stop()` it in the teardown. It
 * forgoes every flush to disk, lives in a temporary folder and is removed at the end, or, had the run been killed,
 * by the next one.
 */
export async function testCluster(): Promise<TestCluster> {
  await sweepAbandoned();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  fs.chmodSync(home, 0o755);
  const remove = (): void => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const settings = {
      max_connections: '200',
      shared_buffers: '64MB',
      max_wal_size: '2GB',
      wal_level: 'minimal',
      max_wal_senders: '0',
    };
    const database = await startDatabase(home, { durable: false, settings });
    return {
      adminUrl: databaseUrl(database.url, 'postgres'),
      async stop() {
        await database.stop();
        remove();
        if (database.home !== home) fs.rmSync(database.home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Ends and removes clusters of test runs that were killed before they could do so themselves. */
export async function sweepAbandoned(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const home = path.join(os.tmpdir(), name);
    try {
      // A cluster being made this very moment has a lease within milliseconds; a younger folder is left alone.
      if (Date.now() - fs.statSync(home).mtimeMs < 10_000 || liveLeases(home).length > 0) continue;
      const dir = path.join(home, 'postgres');
      const postmaster = await findPostmaster(dir);
      if (postmaster) await stopPostmaster('', dir, postmaster);
      fs.rmSync(home, { recursive: true, force: true });
    } catch {
      // Another user's, or being removed by another run.
    }
  }
}
