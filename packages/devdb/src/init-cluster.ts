import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { program } from './binaries.js';
import { giveTo, type Identity } from './identity.js';
import { postgresEnv } from './postmaster.js';
import { DatabaseStartError } from './start-error.js';

/** The one account of the built-in cluster, and the name of its database. */
export const ACCOUNT = 'tallyboard';

/** What a new cluster is made from. */
export interface InitOptions {
  readonly native: string;
  readonly identity: Identity;
  readonly home: string;
  readonly dir: string;
  readonly password: string;
  /** False for throw-away clusters: nothing is flushed to disk. */
  readonly durable: boolean;
}

/** Makes a new cluster beside its place and moves it there when whole: a start cut short leaves no half database. */
export function initCluster({ native, identity, home, dir, password, durable }: InitOptions): void {
  const staging = `${dir}.new`;
  fs.rmSync(staging, { recursive: true, force: true });
  // An empty folder is in the way of the move; a mount point cannot be removed, then it is filled in place.
  const target = removeIfEmpty(dir) ? staging : dir;
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  fs.chmodSync(target, 0o700);
  giveTo(identity, target);
  const passwordFile = path.join(home, `.password-${randomBytes(6).toString('hex')}`);
  try {
    fs.writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(identity, passwordFile);
    const result = spawnSync(
      program(native, 'initdb'),
      [
        ...['-D', target, '-U', ACCOUNT, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8'],
        // The builtin provider sorts alike on every machine and never asks for a reindex after a system upgrade.
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...identity, cwd: home, env: postgresEnv(), encoding: 'utf8' },
    );
    if (result.status !== 0) {
      const lines = result.stderr.trim().split('\n');
      const why = lines.find((line) => /error|FATAL|PANIC/i.test(line)) ?? lines.at(-1) ?? 'no output';
      throw new DatabaseStartError('init_failed', `The database could not be created in ${dir}: ${why.trim()}`);
    }
    if (target !== dir) fs.renameSync(target, dir);
  } finally {
    fs.rmSync(passwordFile, { force: true });
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function removeIfEmpty(dir: string): boolean {
  try {
    fs.rmdirSync(dir);
  } catch {
    return !fs.existsSync(dir);
  }
  return true;
}
