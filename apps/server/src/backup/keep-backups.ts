import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { pruneArchive } from '@tallyboard/devdb/wal-archive';
import { archiveOf } from './built-in.js';
import { keptBackups, type PhysicalManifest } from './manifest.js';

/** Keeps the newest good backups and of the archived log what they need; gives back the names of those removed. */
export function pruneBackups(parent: string, keep: number): string[] {
  const all = keptBackups(parent);
  const old = all.slice(0, Math.max(0, all.length - keep));
  for (const { folder } of old) rmSync(folder, { recursive: true, force: true });
  const oldest = new Map<string, PhysicalManifest>();
  for (const { manifest } of all.slice(old.length))
    if (manifest.kind === 'physical' && !oldest.has(manifest.systemIdentifier))
      oldest.set(manifest.systemIdentifier, manifest);
  for (const [system, manifest] of oldest) pruneArchive(archiveOf(parent, system), manifest.startWal);
  return old.map(({ folder }) => basename(folder));
}
