import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyFile, eachOf, hashFile, makeFolders } from '@tallyboard/devdb/copy-files';
import { DatabaseStartError, type EmbeddedDatabase, startDatabase } from '@tallyboard/devdb/embedded';
import { type Identity, scratchFolder } from '@tallyboard/devdb/place';
import { BackupError } from './backup-error.js';
import { differences, inspectDatabase, type Inspection } from './inspect-database.js';
import { loadTables } from './load-tables.js';
import { type BackedUpFile, type LogicalManifest, PASSWORD, type PhysicalManifest } from './manifest.js';
import type { Undo } from './undo.js';

/** A throw-away Postgres: quick, small, and it keeps no log anywhere. */
const SMALL = { shared_buffers: '32MB', archive_mode: 'off' };

/** A folder for a database of a moment, put away in the end together with the Postgres that ran on it. */
export async function scratch(home: string, undo: Undo): Promise<string> {
  const dir = await scratchFolder(home);
  undo.push(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}

/** Starts a Postgres that `undo` stops. */
export async function startFor(
  undo: Undo,
  ...[dir, options]: Parameters<typeof startDatabase>
): Promise<EmbeddedDatabase> {
  const database = await startDatabase(dir, options);
  undo.push(() => database.stop());
  return database;
}

/** Copies the cluster of a backup into a data folder and compares every byte with the manifest on the way. */
export async function layOut(
  backup: string,
  files: readonly BackedUpFile[],
  folders: readonly string[],
  to: string,
  owner: Identity,
  durable = true,
): Promise<void> {
  makeFolders(join(to, 'postgres'), folders, owner);
  await eachOf(files, async (file) => {
    const isPassword = file.path === PASSWORD;
    const copy = await copyFile(join(backup, file.path), join(to, file.path), {
      owner: isPassword ? {} : owner,
      durable,
    });
    refuseDamaged(backup, file, copy);
  });
  chmodSync(join(to, PASSWORD), 0o600);
}

/** Compares the files of a backup with its manifest. */
export async function checkFiles(backup: string, files: readonly BackedUpFile[]): Promise<void> {
  await eachOf(files, async (file) => {
    refuseDamaged(backup, file, await hashFile(join(backup, file.path)).catch(() => undefined));
  });
}

function refuseDamaged(backup: string, should: BackedUpFile, is: { bytes: number; sha256: string } | undefined): void {
  if (is?.sha256 === should.sha256) return;
  const how = !is
    ? 'is missing'
    : is.bytes === should.bytes
      ? 'is not what was written'
      : `has ${is.bytes} bytes instead of ${should.bytes}`;
  throw new BackupError(
    `The backup in ${backup} is damaged: ${should.path} ${how}. Use another backup, or another copy of this one.`,
  );
}

/** Starts a copy of a physical backup, asks it everything, and puts it away. */
export async function tryPhysical(
  backup: string,
  { files, folders }: Pick<PhysicalManifest, 'files' | 'folders'>,
  { home, identity }: { home: string; identity: Identity },
  undo: Undo,
): Promise<Inspection> {
  const dir = await scratch(home, undo);
  await layOut(backup, files, folders, dir, identity, false);
  const database = await startFor(undo, dir, { durable: false, settings: SMALL, readyWithinMs: 600_000 });
  return inspectDatabase(database.url);
}

/** Loads a logical backup into a Postgres of a moment; null where there is no built-in one for this system. */
export async function tryLogical(
  backup: string,
  manifest: LogicalManifest,
  home: string,
  undo: Undo,
): Promise<string[] | null> {
  mkdirSync(home, { recursive: true });
  let database: EmbeddedDatabase;
  try {
    database = await startFor(undo, await scratch(home, undo), { durable: false, settings: SMALL });
  } catch (error) {
    if (
      error instanceof DatabaseStartError &&
      ['unsupported_platform', 'binaries_unusable', 'no_account'].includes(error.code)
    )
      return null;
    throw error;
  }
  await checkFiles(backup, manifest.files);
  await loadTables(database.url, backup, manifest);
  const found = await inspectDatabase(database.url);
  return [...differences(manifest.contents, withoutMadeAnew(found, manifest)), ...found.problems];
}

/** Of what was found, the tables the backup speaks of. */
export function withoutMadeAnew(
  found: Inspection,
  { contents }: LogicalManifest,
): Pick<Inspection, 'tables' | 'feeds'> {
  return {
    feeds: found.feeds,
    tables: Object.fromEntries(Object.entries(found.tables).filter(([t]) => t in contents.tables)),
  };
}
