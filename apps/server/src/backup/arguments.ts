import { parseArgs } from 'node:util';
import { BackupError } from './backup-error.js';
import type { RestoreRequest } from './restore-backup.js';
import type { BackupRequest } from './take-backup.js';

export type Order = ({ task: 'backup' } & BackupRequest) | ({ task: 'restore' } & RestoreRequest);

const USAGE = `Say one of
  npm run backup [-- [<folder of backups>] [--logical]]
  npm run restore -- <backup or folder of backups> [--to <instant, e.g. 2026-03-01T09:30:00+08:00, or latest>] [--into <data folder>] [--accept-bad]`;

/** Reads the command line; what is wrong with it is said together with how it should look. */
export function readArguments(words: readonly string[]): Order {
  const [task, ...rest] = words;
  try {
    if (task === 'backup') {
      const { values, positionals } = parseArgs({
        args: rest,
        allowPositionals: true,
        options: { logical: { type: 'boolean' } },
      });
      if (positionals.length <= 1) return { task, folder: positionals[0] ?? null, logical: values.logical ?? false };
    }
    if (task === 'restore') {
      const { values, positionals } = parseArgs({
        args: rest,
        allowPositionals: true,
        options: { to: { type: 'string' }, into: { type: 'string' }, 'accept-bad': { type: 'boolean' } },
      });
      if (positionals.length === 1) {
        const to = values.to === undefined ? null : instant(values.to);
        return {
          task,
          backup: positionals[0]!,
          to,
          into: values.into ?? null,
          acceptBad: values['accept-bad'] ?? false,
        };
      }
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  throw new BackupError(USAGE);
}

/** An instant with its offset: a time of day alone means something else on every machine. */
function instant(text: string): string {
  if (text === 'latest') return text;
  const form = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;
  if (form.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new BackupError(
    `--to ${text} is no instant. Write date, time and offset: 2026-03-01T09:30:00+08:00 (or …Z for UTC); or latest.`,
  );
}
