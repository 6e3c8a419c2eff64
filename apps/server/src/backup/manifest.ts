import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error.js';

export const MANIFEST = 'manifest.json';
const CHECKSUM = 'manifest.sha256';
/** The account's password of a physical backup: without it nobody opens the restored cluster. */
export const PASSWORD = 'postgres.password';

/** A path inside the backup; one that leads out of it is none. */
const inside = z.string().regex(/^\w[\w .-]*(\/\w[\w .-]*)*$/);
const file = z.object({ path: inside, bytes: z.number(), sha256: z.string() });
const contents = z.object({
  /** Rows of each table. */
  tables: z.record(z.string(), z.number()),
  /** Head of each feed. */
  feeds: z.record(z.string(), z.number()),
});
const common = {
  format: z.literal(1),
  product: z.object({ name: z.literal('tallyboard'), version: z.string() }),
  /** Version of the Postgres it was taken from. */
  postgres: z.string(),
  /** In the order in which they ran. */
  migrations: z.array(z.string()),
  startedAt: z.string(),
  /** The instant whose state it holds, by the database's clock (for a physical one: the end of the copy). */
  finishedAt: z.string(),
  contents,
  /** What the check found wrong; empty = good. */
  problems: z.array(z.string()),
  /** How it was checked. */
  checked: z.enum(['restored', 'read']),
  files: z.array(file),
};
const physical = z.object({
  ...common,
  kind: z.literal('physical'),
  systemIdentifier: z.string(),
  timeline: z.number(),
  startLsn: z.string(),
  stopLsn: z.string(),
  startWal: z.string(),
  folders: z.array(inside),
});
const logical = z.object({
  ...common,
  kind: z.literal('logical'),
  /** The log position at the snapshot, where the server tells. */
  lsn: z.string().nullable(),
  columns: z.record(inside, z.array(z.string())),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
});
const manifest = z.discriminatedUnion('kind', [physical, logical]);

export type Contents = z.infer<typeof contents>;
export type BackedUpFile = z.infer<typeof file>;
export type PhysicalManifest = z.infer<typeof physical>;
export type LogicalManifest = z.infer<typeof logical>;
export type Manifest = z.infer<typeof manifest>;

export const PRODUCT = {
  name: 'tallyboard',
  version: (JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string })
    .version,
} as const;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Writes the manifest and, beside it, its own hash in the form that `sha256sum -c` reads. */
export function writeManifest(folder: string, content: Manifest): void {
  const text = `${JSON.stringify(content, null, 1)}\n`;
  writeDurably(join(folder, MANIFEST), text);
  writeDurably(join(folder, CHECKSUM), `${sha256(text)}  ${MANIFEST}\n`);
}

function writeDurably(path: string, text: string): void {
  const fd = openSync(path, 'w', 0o600);
  writeFileSync(fd, text);
  fsyncSync(fd);
  closeSync(fd);
}

/** Reads what a backup says of itself; a folder that is none, or a manifest that was changed, is refused. */
export function readManifest(folder: string): Manifest {
  let text: string;
  let sum: string;
  try {
    text = readFileSync(join(folder, MANIFEST), 'utf8');
    sum = readFileSync(join(folder, CHECKSUM), 'utf8');
  } catch {
    throw new BackupError(`${folder} is not a backup: it has no ${MANIFEST} with its ${CHECKSUM}.`);
  }
  if (!sum.startsWith(sha256(text)))
    throw new BackupError(
      `The backup in ${folder} is damaged: ${MANIFEST} is not what was written. Use another backup, or another copy of this one.`,
    );
  const parsed = manifest.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new BackupError(
    `The backup in ${folder} has a form this version does not know: restore it with the version that made it.`,
  );
}

export type KeptBackup = { folder: string; manifest: Manifest };

/** The whole and good backups in a folder of backups, oldest first. What cannot be read is left out. */
export function keptBackups(parent: string): KeptBackup[] {
  const found: KeptBackup[] = [];
  let names: string[] = [];
  try {
    names = readdirSync(parent).filter((name) => !name.startsWith('.'));
  } catch {
    // There is no such folder yet.
  }
  for (const name of names) {
    try {
      const folder = join(parent, name);
      const content = readManifest(folder);
      if (content.problems.length === 0) found.push({ folder, manifest: content });
    } catch {
      // Another thing, or a damaged one: never counted as a backup to rely on.
    }
  }
  return found.sort((a, b) => (a.manifest.finishedAt < b.manifest.finishedAt ? -1 : 1));
}
