import { join } from 'node:path';
import { type EmbeddedDatabase, startDatabase } from '@tallyboard/devdb/embedded';
import { placeOf, usersOf } from '@tallyboard/devdb/place';
import { archiveSettings, openArchive, systemIdentifier } from '@tallyboard/devdb/wal-archive';
import { BackupError } from './backup-error.js';
import { rowsOf, withOwner } from './owner-client.js';

/** Where the log of a cluster is kept, beside its backups. */
export const archiveOf = (backupDir: string, system: string): string => join(backupDir, 'wal', system);

type Settings = { dataDir: string; backupDir: string | null };

/** Starts (or joins) the built-in database; with `BACKUP_DIR` it keeps its log there, so that any instant can be restored. */
export async function startBuiltIn({ dataDir, backupDir }: Settings): Promise<EmbeddedDatabase> {
  if (!backupDir) return startDatabase(dataDir);
  for (let attempt = 1; ; attempt += 1) {
    const settings = archiveSettingsOf(dataDir, backupDir);
    const database = await startDatabase(dataDir, settings && { settings });
    if (settings && (await isArchiving(database.url, settings['archive_command']!))) return database;
    // Just made, so that its number was unknown; or left running by a killed server with other settings.
    await database.stop();
    if (attempt === 2)
      throw new BackupError(
        `The database in ${dataDir} is already in use (pid ${usersOf(database.home).join(', ')}) by a program that was started without this BACKUP_DIR. End that one first, or start it with the same BACKUP_DIR.`,
      );
  }
}

function archiveSettingsOf(dataDir: string, backupDir: string): Record<string, string> | undefined {
  const place = placeOf(dataDir);
  if (place.state === 'absent') return undefined;
  const folder = archiveOf(backupDir, systemIdentifier(place.dir));
  openArchive(folder, place.identity);
  return archiveSettings(folder);
}

function isArchiving(url: string, command: string): Promise<boolean> {
  return withOwner(url, async (client) => {
    const [row] = await rowsOf(
      client,
      `select current_setting('archive_mode') as mode, current_setting('archive_command') as command`,
    );
    return row!['mode'] === 'on' && row!['command'] === command;
  });
}
