import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { canEnter, giveTo, type Identity } from './identity.js';
import { DatabaseStartError } from './start-error.js';

// The archive of one cluster is a folder `<its system identifier>` with a (compressed) file per stretch of log. Names
// start with the timeline, 8 hex digits; every restore opens a new timeline, claimed here by its `.history` file.

/** Seconds after which a started log file is archived though it is not full: what a lost disk costs at most, about. */
export const ARCHIVE_TIMEOUT_S = 40;

/** The number that tells clusters apart: first field of the control file, in the machine's byte order. */
export function systemIdentifier(dir: string): string {
  return fs
    .readFileSync(path.join(dir, 'global', 'pg_control'))
    .readBigUInt64LE(0)
    .toString();
}

/** Makes the archive's folder and makes sure that Postgres itself can write there. */
export function openArchive(folder: string, identity: Identity): void {
  if (process.platform === 'win32') {
    throw new DatabaseStartError(
      'not_writable',
      'Keeping the log for point-in-time recovery (BACKUP_DIR) works on Linux and macOS. Unset BACKUP_DIR and give `npm run backup` a folder instead.',
    );
  }
  // The folders above only lead there; what is in them is closed.
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(identity, folder);
  if (canEnter(identity, folder)) return;
  throw new DatabaseStartError(
    'not_writable',
    `The account that runs Postgres (uid ${identity.uid ?? ''}) cannot enter ${folder}. Set BACKUP_DIR to a folder it can reach, for example under /var/backups, or start as an ordinary user.`,
  );
}

/** Settings by which Postgres keeps every finished stretch of its log in the archive. */
export function archiveSettings(folder: string): Record<string, string> {
  const target = shellWord(folder);
  const file = `${target}/%f`;
  // The same file may come twice after a crash: equal is fine, different is an error that must not be papered over.
  const flush = `{ sync "$t" 2>/dev/null || sync; }`;
  const command = hasGzip()
    ? `t=${file}.tmp; if [ -f ${file}.gz ]; then gzip -dc ${file}.gz | cmp -s - "%p"; else gzip -1 -c "%p" > "$t" && ${flush} && mv "$t" ${file}.gz; fi`
    : `t=${file}.tmp; if [ -f ${file} ]; then cmp -s ${file} "%p"; else cp "%p" "$t" && ${flush} && mv "$t" ${file}; fi`;
  return { archive_mode: 'on', archive_timeout: `${ARCHIVE_TIMEOUT_S}s`, archive_command: command };
}

/**
 * The command by which a recovery reads the archive, and after it the log that a cluster on this machine had not
 * archived yet. A damaged file ends the recovery instead of cutting it short.
 */
export function restoreCommand(folder: string, clusterDir?: string): string {
  const file = `${shellWord(folder)}/%f`;
  const rest = clusterDir ? shellWord(path.join(clusterDir, 'pg_wal')) + '/%f' : undefined;
  const left = rest ? `elif [ -f ${rest} ]; then cp ${rest} "%p" || exit 200; ` : '';
  return `if [ -f ${file}.gz ]; then gzip -dc ${file}.gz > "%p" || exit 200; elif [ -f ${file} ]; then cp ${file} "%p" || exit 200; ${left}else exit 1; fi`;
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'`;
}

function hasGzip(): boolean {
  return spawnSync('gzip', ['--version'], { stdio: 'ignore' }).status === 0;
}

const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{16})(\.gz)?$/;

/** The log files in the archive, oldest first, without their endings. */
export function archivedSegments(folder: string): string[] {
  return list(folder)
    .filter((name) => SEGMENT.test(name))
    .map((name) => name.slice(0, 24))
    .sort();
}

/** Removes what no recovery needs that starts at `firstNeeded` or later; gives back how many files. */
export function pruneArchive(folder: string, firstNeeded: string): number {
  const old = list(folder).filter((name) => {
    const segment = /^[0-9A-F]{8}([0-9A-F]{16})(\.[0-9A-F]{8}\.backup)?(\.gz)?$/.exec(name)?.[1];
    return segment !== undefined && segment < firstNeeded.slice(8, 24);
  });
  for (const name of old) fs.rmSync(path.join(folder, name), { force: true });
  return old.length;
}

/**
 * The timeline that was in service at an instant: the newest that was claimed by then and really written to. A
 * restore for practice claims one too, but nothing is ever archived on it. The cluster that served last
 * (`clusterDir`) may hold what it had not archived yet.
 */
export function timelineInServiceAt(folder: string, at: number, base: number, clusterDir?: string): number {
  const local = clusterDir ? archivedSegments(path.join(clusterDir, 'pg_wal')) : [];
  const written = new Set([...archivedSegments(folder), ...local].map((name) => parseInt(name.slice(0, 8), 16)));
  const claims = list(folder).filter((name) => /^[0-9A-F]{8}\.claim$/.test(name));
  return claims
    .filter((name) => Date.parse(fs.readFileSync(path.join(folder, name), 'utf8').trim()) <= at)
    .map((name) => parseInt(name.slice(0, 8), 16))
    .filter((timeline) => written.has(timeline))
    .reduce((newest, timeline) => Math.max(newest, timeline), base);
}

/** Notes that a restore opened a timeline, so that the next one opens another. */
export function claimTimeline(folder: string, clusterDir: string, timeline: number): void {
  const name = timeline.toString(16).toUpperCase().padStart(8, '0');
  fs.copyFileSync(path.join(clusterDir, 'pg_wal', `${name}.history`), path.join(folder, `${name}.history`));
  fs.writeFileSync(path.join(folder, `${name}.claim`), `${new Date().toISOString()}\n`);
  for (const file of [`${name}.history`, `${name}.claim`]) fs.chmodSync(path.join(folder, file), 0o644);
}

function list(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}
