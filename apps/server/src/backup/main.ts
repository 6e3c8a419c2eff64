import { resolve } from 'node:path';
import { DatabaseStartError } from '@tallyboard/devdb/embedded';
import { ConfigError, readConfig } from '../platform/config/config.js';
import { readArguments } from './arguments.js';
import { BackupError } from './backup-error.js';
import { restoreBackup } from './restore-backup.js';
import { takeBackup } from './take-backup.js';
import { Undo } from './undo.js';

const undo = new Undo();
const say = (sentence: string): void => console.error(sentence);

/** `backup` or `restore`, with the settings of the server. The last line on stdout is JSON, for scripts. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const order = readArguments(process.argv.slice(2));
  const config = readConfig(process.env, resolve(import.meta.dirname, '../../../..'));
  const ms = (): number => Math.round(performance.now() - startedAt);
  if (order.task === 'backup') {
    const taken = await takeBackup(config, order, undo, say);
    say(
      `The backup is good: ${taken.folder} (${(taken.bytes / 1e6).toFixed(0)} MB, ${taken.facts} facts, ${(ms() / 1000).toFixed(1)} s).`,
    );
    if (taken.removed.length > 0)
      say(`Removed, as only ${config.backupKeep} are kept (BACKUP_KEEP): ${taken.removed.join(', ')}`);
    console.log(
      JSON.stringify({ backup: taken.folder, kind: taken.kind, bytes: taken.bytes, facts: taken.facts, ms: ms() }),
    );
  } else {
    const restored = await restoreBackup(config, order, undo, say);
    const facts = restored.contents.tables['feed_event'] ?? 0;
    say(
      `Restored into ${restored.into}: ${facts} facts, everything checked, ${(ms() / 1000).toFixed(1)} s. Screens that were open load anew by themselves.`,
    );
    console.log(
      JSON.stringify({
        restored: restored.into,
        from: restored.from,
        movedAside: restored.movedAside,
        facts,
        ms: ms(),
      }),
    );
  }
}

let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await undo.run();
  process.exit(code);
}

function complain(error: unknown): void {
  const known = [BackupError, ConfigError, DatabaseStartError].some((kind) => error instanceof kind);
  const text = error instanceof Error ? error.message : String(error);
  if (known) console.error(text);
  else
    console.error(
      `This went wrong, and nothing was put in place: ${text}`,
      process.env['LOG_LEVEL'] === 'debug' ? error : '',
    );
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => {
    if (!ending) console.error('Interrupted: nothing was put in place, earlier backups are untouched.');
    void end(code);
  });
if (process.connected) process.once('disconnect', () => void end(1));
main().then(
  () => end(0),
  (error: unknown) => {
    if (!ending) complain(error);
    return end(1);
  },
);
