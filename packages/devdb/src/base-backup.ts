import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { copyFile, type CopiedFile, eachOf, makeFolders } from './copy-files.js';
import { errorCode } from './start-error.js';

/** A copy of a whole cluster, and the stretch of log that makes it whole. */
export interface BaseBackup {
  readonly systemIdentifier: string;
  readonly timeline: number;
  readonly startLsn: string;
  readonly stopLsn: string;
  /** First log file that a recovery of this copy reads. */
  readonly startWal: string;
  /** The database's clock when the copy was whole: no earlier state can be recovered from it. */
  readonly finishedAt: string;
  readonly files: readonly CopiedFile[];
  /** All folders, the empty ones too: Postgres misses them. */
  readonly folders: readonly string[];
}

// What a running server keeps for itself, or makes anew. The log is taken separately, from start to stop.
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|recovery\.signal|standby\.signal|backup_label(\.old)?|tablespace_map(\.old)?|current_logfiles)$/;
const EMPTIED = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/;

/**
 * Copies a running cluster into `to` (a new folder) while it is written to. A temporary replication slot holds the
 * log until it is copied too; should this process die, slot and backup mode end with its connection.
 */
export async function baseBackup({ url, dir }: { url: string; dir: string }, to: string): Promise<BaseBackup> {
  const client = new pg.Client({ connectionString: url, ssl: false, connectionTimeoutMillis: 10_000 });
  let lost: Error | undefined;
  client.on('error', (error) => (lost = error));
  await client.connect();
  try {
    const one = async (sql: string, values: unknown[] = []): Promise<Record<string, string>> =>
      (await client.query<Record<string, string>>(sql, values)).rows[0]!;
    await client.query('set statement_timeout = 0');
    await one(`select pg_create_physical_replication_slot($1, true, true)`, [
      `backup_${randomBytes(6).toString('hex')}`,
    ]);
    const start = await one(
      `select lsn, pg_walfile_name(lsn) as wal, (select system_identifier from pg_control_system())::text as system
       from pg_backup_start('tallyboard', true) as lsn`,
    );
    const { files, folders } = await copyCluster(dir, to);
    const stop = await one('select lsn::text, labelfile, spcmapfile from pg_backup_stop(false)');
    if (stop['spcmapfile']?.trim())
      throw new Error('the cluster uses tablespaces, which a backup of one folder cannot hold');
    const end = await one(
      `select pg_walfile_name($1::pg_lsn) as wal, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now,
         (select setting from pg_settings where name = 'wal_segment_size') as segment`,
      [stop['lsn']],
    );
    const label = path.join(to, 'backup_label');
    fs.writeFileSync(`${label}.new`, stop['labelfile'] ?? '', { mode: 0o600 });
    const labelled = { path: 'backup_label', ...(await copyFile(`${label}.new`, label))! };
    fs.rmSync(`${label}.new`);
    const log = await copyLog(dir, to, walFiles(start['wal']!, end['wal']!, Number(end['segment'])));
    if (lost) throw lost;
    return {
      systemIdentifier: start['system']!,
      timeline: parseInt(end['wal']!.slice(0, 8), 16),
      startLsn: start['lsn']!,
      stopLsn: stop['lsn']!,
      startWal: start['wal']!,
      finishedAt: end['now']!,
      files: [...files, labelled, ...log],
      folders,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function copyCluster(dir: string, to: string): Promise<{ files: CopiedFile[]; folders: string[] }> {
  const folders: string[] = [];
  const files: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of entriesOf(path.join(dir, folder))) {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (entry.name.startsWith('pgsql_tmp')) continue;
        folders.push(name);
        if (!EMPTIED.test(name)) walk(name);
      } else if (!LEFT_OUT.test(name) && !/(^|\/)(pg_internal\.init(\.\d+)?|pgsql_tmp.*)$/.test(name)) files.push(name);
    }
  };
  walk('');
  folders.push('pg_wal/archive_status');
  makeFolders(to, folders);
  // A table dropped meanwhile is gone; replaying the log drops it from the copy as well.
  const copied = await eachOf(files, async (name) => {
    const copy = await copyFile(path.join(dir, name), path.join(to, name));
    return copy && { path: name, ...copy };
  });
  return { files: copied.filter((file) => file !== undefined), folders };
}

async function copyLog(dir: string, to: string, names: readonly string[]): Promise<CopiedFile[]> {
  const histories = fs.readdirSync(path.join(dir, 'pg_wal')).filter((name) => name.endsWith('.history'));
  return eachOf([...histories, ...names], async (name) => {
    const file = `pg_wal/${name}`;
    const copy = await copyFile(path.join(dir, file), path.join(to, file));
    if (!copy) throw new Error(`the log file ${name}, which the copy needs, is gone`);
    return { path: file, ...copy };
  });
}

/** The names of log files from one to another on the same timeline, both included. */
export function walFiles(first: string, last: string, segmentBytes: number): string[] {
  const perLog = 0x1_0000_0000n / BigInt(segmentBytes);
  const number = (name: string): bigint => BigInt(`0x${name.slice(8, 16)}`) * perLog + BigInt(`0x${name.slice(16)}`);
  const hex = (n: bigint): string => n.toString(16).toUpperCase().padStart(8, '0');
  const names: string[] = [];
  for (let n = number(first); n <= number(last); n++) names.push(last.slice(0, 8) + hex(n / perLog) + hex(n % perLog));
  return names;
}

function entriesOf(dir: string): fs.Dirent[] {
  try {
    return fs.readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    // A database dropped meanwhile.
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
