import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseStartError } from '@tallyboard/devdb/embedded';
import { giveTo, MAJOR_VERSION } from '@tallyboard/devdb/place';
import {
  archivedSegments,
  claimTimeline,
  openArchive,
  restoreCommand,
  systemIdentifier,
  timelineInServiceAt,
} from '@tallyboard/devdb/wal-archive';
import { BackupError } from './backup-error.js';
import { archiveOf } from './built-in.js';
import { differences, inspectDatabase } from './inspect-database.js';
import type { Stage } from './into-data-folder.js';
import { newSalt } from './load-tables.js';
import type { Contents, PhysicalManifest } from './manifest.js';
import { rowsOf, withOwner } from './owner-client.js';
import { layOut } from './verify-backup.js';

type Recovery = {
  folder: string;
  manifest: PhysicalManifest;
  to: string | null;
  /** Where the archived log may be. */
  archiveParents: readonly string[];
  /** Whether the place restored into is the one that served: then the log it had not archived yet counts too. */
  served: boolean;
  judge: (problems: string[]) => void;
};

/** Brings a copied cluster to life on a timeline and an epoch of its own, at the instant asked for. */
export async function recoverCluster(
  { folder, manifest, to, archiveParents, served, judge }: Recovery,
  stage: Stage,
): Promise<Contents> {
  if (parseInt(manifest.postgres, 10) !== MAJOR_VERSION)
    throw new BackupError(
      `The backup in ${folder} is of PostgreSQL ${manifest.postgres}, and this program brings ${MAJOR_VERSION}. Restore it with the version of Tallyboard that made it (${manifest.product.version}), take a logical backup there, and restore that one here.`,
    );
  const archive = archiveParents
    .map((parent) => archiveOf(parent, manifest.systemIdentifier))
    .find((dir) => existsSync(dir));
  const last = served ? sameCluster(stage.place.dir, manifest) : undefined;
  const target = to === null ? { recovery_target_timeline: 'current' } : targetOf(folder, manifest, to, archive, last);
  await layOut(folder, manifest.files, manifest.folders, stage.dir, stage.place.identity);
  const signal = join(stage.dir, 'postgres', 'recovery.signal');
  writeFileSync(signal, '', { mode: 0o600 });
  giveTo(stage.place.identity, signal);
  if (archive) openArchive(archive, stage.place.identity);
  const database = await stage
    .start({
      settings: {
        hot_standby: 'off',
        archive_mode: 'off',
        recovery_target_action: 'promote',
        // Without an instant only the log inside the backup counts; asked for history files, the archive may answer.
        restore_command: archive ? withoutSegments(restoreCommand(archive, last), to === null) : 'exit 1',
        ...target,
      },
    })
    .catch((error: unknown) => {
      throw explained(error, to, archive);
    });
  const found = await inspectDatabase(database.url);
  judge([...(to === null ? differences(manifest.contents, found) : []), ...found.problems]);
  const timeline = await withOwner(database.url, async (client) => {
    await newSalt(client);
    const [row] = await rowsOf(client, 'select timeline_id as timeline from pg_control_checkpoint()');
    return Number(row!['timeline']);
  });
  if (archive) claimTimeline(archive, join(stage.dir, 'postgres'), timeline);
  return { tables: found.tables, feeds: found.feeds };
}

function targetOf(
  folder: string,
  manifest: PhysicalManifest,
  to: string,
  archive: string | undefined,
  last: string | undefined,
): Record<string, string> {
  if (!archive || archivedSegments(archive).length === 0)
    throw new BackupError(
      `There is no archived log for the backup in ${folder}, so only its own instant (${manifest.finishedAt}) can be restored: leave out --to. The log is kept when the server runs with BACKUP_DIR.`,
    );
  const at = to === 'latest' ? Date.now() : Date.parse(to);
  if (to !== 'latest' && at < Date.parse(manifest.finishedAt))
    throw new BackupError(
      `${to} is before the backup in ${folder} was finished (${manifest.finishedAt}). Choose an older backup, or name the folder of backups and the right one is found.`,
    );
  return {
    recovery_target_timeline: String(timelineInServiceAt(archive, at, manifest.timeline, last)),
    ...(to === 'latest' ? {} : { recovery_target_time: asPostgresReads(to) }),
  };
}

/** The cluster to be replaced, if it is the one of the backup: it may hold log that was not archived yet. */
function sameCluster(dir: string, manifest: PhysicalManifest): string | undefined {
  try {
    return systemIdentifier(dir) === manifest.systemIdentifier ? dir : undefined;
  } catch {
    return undefined;
  }
}

/** Postgres takes no `Z` here: it might be an abbreviation that a setting redefines. */
const asPostgresReads = (instant: string): string => instant.replace('T', ' ').replace(/Z$/, '+00:00');

/** The archive answers for history files only: then the next timeline is a free one, and no later log is read. */
function withoutSegments(command: string, only: boolean): string {
  return only ? `case %f in *.history) ${command} ;; *) exit 1 ;; esac` : command;
}

function explained(error: unknown, to: string | null, archive: string | undefined): unknown {
  if (!(error instanceof DatabaseStartError)) return error;
  if (/before configured recovery target was reached/.test(error.message))
    return new BackupError(
      `The log in ${archive ?? 'the archive'} ends before anything later than ${to ?? 'that instant'} was committed. If you want everything up to its end, say --to latest; if the server still runs, wait a minute until its log is archived.`,
    );
  return new BackupError(`The backup could not be recovered. ${error.message.replace(/ Its log is .*$/, '')}`);
}
