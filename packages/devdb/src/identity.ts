import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { DatabaseStartError } from './start-error.js';

/** The account Postgres runs under; empty means "the account of this process". */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** Postgres refuses to run as root, so root hands it to somebody who already exists: no account is created. */
export function databaseIdentity(clusterDir: string): Identity {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  // A cluster made earlier by an ordinary user stays theirs, so that they can start it again tomorrow.
  const owner = fs.statSync(clusterDir, { throwIfNoEntry: false });
  if (owner?.isDirectory() && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const account = systemAccount(name);
    if (account) return account;
  }
  throw new DatabaseStartError(
    'no_account',
    'Postgres may not run as root, and this system has neither a "postgres" nor a "nobody" account. Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Looks an account up by name in /etc/passwd. */
export function systemAccount(name: string): { uid: number; gid: number } | undefined {
  let passwd: string;
  try {
    passwd = fs.readFileSync('/etc/passwd', 'utf8');
  } catch {
    return undefined;
  }
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields?.[2] && fields[3] ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}

/** Gives a file or folder to the account Postgres runs under; nothing to do when that is this process's own. */
export function giveTo(identity: Identity, file: string): void {
  if (identity.uid !== undefined && identity.gid !== undefined) fs.chownSync(file, identity.uid, identity.gid);
}

/** Whether that account can enter the folder. Asked of the system itself: modes of all parents, ACLs and mounts count. */
export function canEnter(identity: Identity, dir: string): boolean {
  if (identity.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}
