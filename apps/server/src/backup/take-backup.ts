import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { baseBackup } from '@tallyboard/devdb/base-backup';
import { copyFile } from '@tallyboard/devdb/copy-files';
import { makeOwned, sweepOwned } from '@tallyboard/devdb/owned-folder';
import { type Place, placeOf, usersOf } from '@tallyboard/devdb/place';
import { startDatabase } from '@tallyboard/devdb/embedded';
import type { Config } from '../platform/config/config.js';
import { BackupError } from './backup-error.js';
import { startBuiltIn } from './built-in.js';
import { dumpTables } from './dump-tables.js';
import { headsOf } from './inspect-database.js';
import { pruneBackups } from './keep-backups.js';
import {
  type LogicalManifest,
  type Manifest,
  PASSWORD,
  type PhysicalManifest,
  PRODUCT,
  writeManifest,
} from './manifest.js';
import { rowsOf, withOwner } from './owner-client.js';
import type { Undo } from './undo.js';
import { startFor, tryLogical, tryPhysical } from './verify-backup.js';

export type BackupSettings = Pick<Config, 'dataDir' | 'databaseUrl' | 'backupDir' | 'backupKeep'>;
export type BackupRequest = { folder: string | null; logical: boolean };
export type Taken = { folder: string; kind: Manifest['kind']; bytes: number; facts: number; removed: string[] };
type Say = (sentence: string) => void;

/** Backups are kept here, each in a folder of its own. */
export const homeOfBackups = (settings: BackupSettings, folder: string | null): string =>
  resolve(folder ?? settings.backupDir ?? join(settings.dataDir, 'backups'));

/**
 * Takes a backup while everything runs, tries it, and only then gives it its name. One that fails its trial is kept
 * as `…-bad` for whoever looks for the reason, and is never counted.
 */
export async function takeBackup(
  settings: BackupSettings,
  request: BackupRequest,
  undo: Undo,
  say: Say,
): Promise<Taken> {
  const parent = homeOfBackups(settings, request.folder);
  mkdirSync(parent, { recursive: true });
  await sweepOwned(parent, '.unfinished-');
  const physical = !settings.databaseUrl && !request.logical;
  const name = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z-${physical ? 'physical' : 'logical'}`;
  const unfinished = makeOwned(parent, '.unfinished-');
  undo.push(() => rmSync(unfinished, { recursive: true, force: true }));
  const manifest = physical
    ? await takePhysical(settings, unfinished, undo, say)
    : await takeLogical(settings, unfinished, undo, say);
  writeManifest(unfinished, manifest);
  const folder = join(parent, manifest.problems.length > 0 ? `${name}-bad` : name);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  flushFolder(parent);
  if (manifest.problems.length > 0)
    throw new BackupError(
      `The backup is BAD and must not be relied on; earlier ones are untouched. What is wrong:\n${manifest.problems
        .slice(0, 20)
        .map((p) => `  - ${p}`)
        .join('\n')}\nIt is kept for examination in ${folder}.`,
    );
  return {
    folder,
    kind: manifest.kind,
    bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    facts: manifest.contents.tables['feed_event'] ?? 0,
    removed: pruneBackups(parent, settings.backupKeep),
  };
}

async function takePhysical(settings: BackupSettings, to: string, undo: Undo, say: Say): Promise<PhysicalManifest> {
  const place = existingPlace(settings.dataDir);
  const startedAt = new Date().toISOString();
  const { url } = await useBuiltIn(settings, place, undo);
  say('Copying the database while it runs …');
  const before = await withOwner(url, headsOf);
  const base = await baseBackup({ url, dir: place.dir }, join(to, 'postgres'));
  const after = await withOwner(url, headsOf);
  const password = { path: PASSWORD, ...(await copyFile(join(place.home, PASSWORD), join(to, PASSWORD)))! };
  const files = [...base.files.map((file) => ({ ...file, path: `postgres/${file.path}` })), password];
  say('Trying the copy: starting a Postgres on it and counting every row …');
  const { problems, migrations, tables, feeds } = await tryPhysical(
    to,
    { files, folders: [...base.folders] },
    place,
    undo,
  );
  const astray = Object.keys({ ...before, ...feeds }).filter(
    (feed) => (feeds[feed] ?? 0) < (before[feed] ?? 0) || (feeds[feed] ?? 0) > (after[feed] ?? 0),
  );
  return {
    ...frame(startedAt),
    ...base,
    kind: 'physical',
    postgres: await withOwner(url, versionOf),
    migrations,
    contents: { tables, feeds },
    problems: [
      ...problems,
      ...astray.map(
        (feed) =>
          `feed ${feed} is at ${feeds[feed] ?? 0} in the copy, it was between ${before[feed] ?? 0} and ${after[feed] ?? 0}`,
      ),
    ],
    checked: 'restored',
    files,
    folders: [...base.folders],
  };
}

async function takeLogical(settings: BackupSettings, to: string, undo: Undo, say: Say): Promise<LogicalManifest> {
  const startedAt = new Date().toISOString();
  const url = settings.databaseUrl ?? (await useBuiltIn(settings, existingPlace(settings.dataDir), undo)).url;
  say('Reading all tables as of one instant, while others go on writing …');
  const manifest: LogicalManifest = {
    ...frame(startedAt),
    kind: 'logical',
    problems: [],
    checked: 'restored',
    ...(await dumpTables(url, to)),
  };
  say('Trying the backup: loading it into a Postgres of a moment and counting every row …');
  const problems = await tryLogical(to, manifest, settings.dataDir, undo);
  if (problems) return { ...manifest, problems };
  say(
    'There is no built-in Postgres for this system to try the backup on: only its files are compared. Restore it somewhere before you rely on it.',
  );
  return { ...manifest, checked: 'read' };
}

function frame(startedAt: string): Pick<Manifest, 'format' | 'product' | 'startedAt'> {
  return { format: 1, product: PRODUCT, startedAt };
}

async function versionOf(client: Parameters<typeof rowsOf>[0]): Promise<string> {
  return (await rowsOf(client, `select current_setting('server_version') as version`))[0]!['version']!;
}

function existingPlace(dataDir: string): Place {
  const place = placeOf(dataDir);
  if (place.state === 'present') return place;
  throw new BackupError(
    `There is no database in ${dataDir} yet. Start Tallyboard once, or set DATA_DIR (or DATABASE_URL) to the database you mean.`,
  );
}

/** The running database, or one started for the time of the backup. */
async function useBuiltIn(settings: BackupSettings, place: Place, undo: Undo): Promise<{ url: string }> {
  // A server without BACKUP_DIR may be at work: then its log is not kept, but a backup can be taken all the same.
  if (usersOf(place.home).length > 0) return startFor(undo, settings.dataDir);
  const database = settings.backupDir ? await startBuiltIn(settings) : await startDatabase(settings.dataDir);
  undo.push(() => database.stop());
  return database;
}

function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
