import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MIGRATIONS } from '../migrations/all.js';
import { migrate } from '../platform/db/migrate.js';
import { BackupError } from './backup-error.js';
import { differences, inspectDatabase } from './inspect-database.js';
import { loadTables, migrationsUpTo } from './load-tables.js';
import {
  type Contents,
  keptBackups,
  type KeptBackup,
  type LogicalManifest,
  MANIFEST,
  readManifest,
} from './manifest.js';
import { intoDataFolder } from './into-data-folder.js';
import type { BackupSettings } from './take-backup.js';
import type { Undo } from './undo.js';
import { recoverCluster } from './recover-cluster.js';
import { checkFiles, withoutMadeAnew } from './verify-backup.js';

export type RestoreRequest = {
  /** A backup, or a folder of backups. */
  backup: string;
  /** An instant, `latest` for as far as the archived log reaches, or null for what the backup itself holds. */
  to: string | null;
  /** The data folder to restore into; null = the database of the settings. */
  into: string | null;
  /** Also restore one that its trial found bad. */
  acceptBad: boolean;
};
export type Restored = { from: string; into: string; movedAside: string | null; contents: Contents };
type Say = (sentence: string) => void;

/** Restores into a fresh place, asks the result everything, and only then puts it where the server looks. */
export async function restoreBackup(
  settings: BackupSettings,
  request: RestoreRequest,
  undo: Undo,
  say: Say,
): Promise<Restored> {
  const url = request.into ? null : settings.databaseUrl;
  const { folder, manifest } = choose(request, url !== null);
  say(`Restoring ${folder}, taken ${manifest.finishedAt}${request.to ? `, up to ${request.to}` : ''} …`);
  if (manifest.problems.length > 0 && !request.acceptBad)
    throw new BackupError(
      `The backup in ${folder} failed its trial (${manifest.problems[0]}). Use another one, or add --accept-bad if there is none.`,
    );
  migrationsUpTo(manifest.migrations);
  const judge = (problems: string[]): void => {
    if (problems.length === 0) return;
    const list = problems
      .slice(0, 20)
      .map((p) => `  - ${p}`)
      .join('\n');
    if (!request.acceptBad) throw new BackupError(`What was restored is not right, and was not put in place:\n${list}`);
    say(`What was restored is not right:\n${list}`);
  };
  if (manifest.kind === 'logical') {
    if (request.to)
      throw new BackupError(
        `${folder} is a logical backup: it holds one instant (${manifest.finishedAt}) and no log. Leave out --to.`,
      );
    await checkFiles(folder, manifest.files);
    if (url)
      return { from: folder, into: hostOf(url), movedAside: null, contents: await fill(url, folder, manifest, judge) };
    return intoDataFolder(request.into ?? settings.dataDir, undo, say, async ({ start }) => ({
      from: folder,
      contents: await fill((await start({})).url, folder, manifest, judge),
    }));
  }
  if (url)
    throw new BackupError(
      `${folder} is a physical backup of the built-in database, and DATABASE_URL is set. Restore it with --into <new data folder>; to bring it into your own Postgres take a logical backup of that folder (DATA_DIR=<that folder> DATABASE_URL= npm run backup -- --logical) and restore this one.`,
    );
  return intoDataFolder(request.into ?? settings.dataDir, undo, say, async (stage) => ({
    from: folder,
    contents: await recoverCluster(
      {
        folder,
        manifest,
        to: request.to,
        archiveParents: archives(folder, settings),
        served: resolve(request.into ?? settings.dataDir) === settings.dataDir,
        judge,
      },
      stage,
    ),
  }));
}

/** The log may lie beside the backup, or, had the backup been copied elsewhere, where the settings say. */
function archives(folder: string, { backupDir }: BackupSettings): string[] {
  return [dirname(folder), ...(backupDir ? [backupDir] : [])];
}

async function fill(
  url: string,
  folder: string,
  manifest: LogicalManifest,
  judge: (problems: string[]) => void,
): Promise<Contents> {
  await loadTables(url, folder, manifest);
  const found = await inspectDatabase(url);
  judge([...differences(manifest.contents, withoutMadeAnew(found, manifest)), ...found.problems]);
  await migrate(url, MIGRATIONS);
  return { tables: found.tables, feeds: found.feeds };
}

function hostOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** The backup itself; or, of a folder of backups, the newest that still reaches the instant asked for. */
function choose({ backup, to }: RestoreRequest, onlyLogical: boolean): KeptBackup {
  const folder = resolve(backup);
  if (existsSync(join(folder, MANIFEST))) return { folder, manifest: readManifest(folder) };
  const kept = keptBackups(folder).filter(({ manifest }) => !onlyLogical || manifest.kind === 'logical');
  if (kept.length === 0)
    throw new BackupError(
      `${folder} is no backup, and holds none that is whole and good${onlyLogical ? ' and logical, as one for DATABASE_URL must be' : ''}.`,
    );
  if (!to) return kept.at(-1)!;
  const physical = kept.filter(({ manifest }) => manifest.kind === 'physical');
  const fitting =
    to === 'latest' ? physical : physical.filter(({ manifest }) => Date.parse(manifest.finishedAt) <= Date.parse(to));
  if (fitting.length > 0) return fitting.at(-1)!;
  throw new BackupError(
    physical[0]
      ? `No backup in ${folder} is as old as ${to}: the oldest is of ${physical[0].manifest.finishedAt}, and no earlier state can be restored from these.`
      : `${folder} holds logical backups only: they hold one instant each and no log. Leave out --to.`,
  );
}
