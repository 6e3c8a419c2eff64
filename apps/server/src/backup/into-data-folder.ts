import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedDatabase, type StartOptions, startDatabase } from '@tallyboard/devdb/embedded';
import { endLeftover, homeOf, type Place, usersOf, withStartLock } from '@tallyboard/devdb/place';
import { BackupError } from './backup-error.js';
import { PASSWORD } from './manifest.js';
import type { Undo } from './undo.js';
import { scratch } from './verify-backup.js';

/** A fresh data folder to restore into, beside the one that will receive it. */
export type Stage = {
  dir: string;
  place: Place;
  start: (options: StartOptions) => Promise<EmbeddedDatabase>;
};

/** Builds a database beside a data folder and, when it is right, puts it in; what was there is moved aside. */
export async function intoDataFolder<T>(
  dataDir: string,
  undo: Undo,
  say: (sentence: string) => void,
  build: (stage: Stage) => Promise<T>,
): Promise<T & { into: string; movedAside: string | null }> {
  // A broken cluster in the place is no obstacle: that is what backups are for.
  const place = homeOf(dataDir);
  refuseInUse(dataDir, place);
  await endLeftover(place);
  const dir = await scratch(place.home, undo);
  let database: EmbeddedDatabase | undefined;
  const start = async (options: StartOptions): Promise<EmbeddedDatabase> => {
    database = await startDatabase(dir, { readyWithinMs: 24 * 3_600_000, ...options });
    undo.push(() => database!.stop());
    return database;
  };
  const result = await build({ dir, place, start });
  await database?.stop();
  const movedAside = await withStartLock(place.home, async () => {
    refuseInUse(dataDir, place);
    await endLeftover(place);
    const aside = moveAside(place);
    for (const name of ['postgres', PASSWORD]) renameSync(join(dir, name), join(place.home, name));
    return aside;
  });
  if (movedAside)
    say(`What was there before is in ${movedAside} (a data folder of its own); delete it when you are sure.`);
  return { ...result, into: dataDir, movedAside };
}

function refuseInUse(dataDir: string, { home }: Place): void {
  const users = usersOf(home);
  if (users.length > 0)
    throw new BackupError(
      `A server is running on ${dataDir} (pid ${users.join(', ')}). Stop it, then restore; or restore beside it: --into <another folder>.`,
    );
}

/** Moves cluster and password to a data folder of their own in the same place. */
function moveAside({ home }: Place): string | null {
  if (!existsSync(join(home, 'postgres')) && !existsSync(join(home, PASSWORD))) return null;
  const aside = join(home, `before-restore-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`);
  mkdirSync(aside, { mode: 0o755 });
  for (const name of ['postgres', PASSWORD, 'postgres.log'])
    if (existsSync(join(home, name))) renameSync(join(home, name), join(aside, name));
  rmSync(join(home, 'postgres.users'), { recursive: true, force: true });
  return aside;
}
