import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SHARED_HOME } from './binaries.js';
import { canEnter, type Identity } from './identity.js';
import { DatabaseStartError, errorCode } from './start-error.js';

/** Major version of the binaries in package.json; a cluster of another one cannot be opened. */
export const MAJOR_VERSION = 18;

/** Makes sure the data folder is a folder this process may write to. */
export function openFolder(dir: string): void {
  const existing = statOrUndefined(dir);
  if (existing && !existing.isDirectory()) throw notAFolder(dir);
  try {
    // World-enterable, so that a root start can hand the cluster inside to an unprivileged account (itself 0700).
    if (!existing) fs.mkdirSync(dir, { recursive: true, mode: 0o755 });
    fs.accessSync(dir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOTDIR' || code === 'EEXIST') throw notAFolder(dir, cause);
    throw notWritable(dir, cause);
  }
}

function statOrUndefined(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch (cause) {
    if (errorCode(cause) === 'ENOTDIR') throw notAFolder(file, cause);
    throw notWritable(file, cause);
  }
}

function notAFolder(dir: string, cause?: unknown): DatabaseStartError {
  return new DatabaseStartError(
    'not_a_folder',
    `The data folder ${dir} is not a folder: a file is in its place. Move that file away, or set DATA_DIR to another folder.`,
    { cause },
  );
}

function notWritable(dir: string, cause?: unknown): DatabaseStartError {
  const reason = errorCode(cause);
  return new DatabaseStartError(
    'not_writable',
    `The data folder ${dir} cannot be written by this user${reason ? ` (${reason})` : ''}. Give it to the user who starts the server, or set DATA_DIR to another folder.`,
    { cause },
  );
}

/** Lies in a data folder whose cluster is not in it, and says where it is. */
export const ELSEWHERE = 'database-is-elsewhere.txt';

/** The folder that stands for a data folder which the account of Postgres cannot enter. */
export function movedHome(dataDir: string, sharedHome = SHARED_HOME): string {
  const key = createHash('sha256').update(fs.realpathSync(dataDir)).digest('hex').slice(0, 12);
  return path.join(sharedHome, `${path.basename(path.dirname(path.resolve(dataDir)))}-${key}`);
}

/**
 * Where the cluster of a data folder really lives. Usually in it; but when root starts from a place closed to the
 * unprivileged account, under /var/lib. Once there it stays there, whatever happens to the modes later: nobody
 * should find an empty database after a chmod.
 */
export function clusterHome(dataDir: string, identity: Identity, sharedHome = SHARED_HOME): string {
  if (identity.uid === undefined) return dataDir;
  const moved = movedHome(dataDir, sharedHome);
  const here = fs.existsSync(path.join(dataDir, 'postgres', 'PG_VERSION'));
  const there = fs.existsSync(path.join(moved, 'postgres', 'PG_VERSION'));
  if (canEnter(identity, dataDir) ? here || !there : false) return dataDir;
  openFolder(moved);
  fs.writeFileSync(
    path.join(dataDir, ELSEWHERE),
    `The account that runs Postgres cannot enter this folder, so the database is in ${moved}\n`,
  );
  return moved;
}

/** What stands in the cluster folder: nothing yet, or a cluster this program can open. Anything else is refused. */
export function clusterState(dir: string, identity: Identity): 'absent' | 'present' {
  const stat = statOrUndefined(dir);
  if (!stat) return 'absent';
  if (!stat.isDirectory()) throw notAFolder(dir);
  const uid = process.getuid?.();
  if (identity.uid === undefined && uid !== undefined && stat.uid !== uid) {
    throw new DatabaseStartError(
      'not_writable',
      `The database in ${dir} belongs to another user (uid ${stat.uid}), probably from a start as root. Start as that user, or set DATA_DIR to another folder.`,
    );
  }
  let version: string;
  try {
    version = fs.readFileSync(path.join(dir, 'PG_VERSION'), 'utf8').trim();
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' && fs.readdirSync(dir).length === 0) return 'absent';
    throw unreadable(dir, 'its PG_VERSION file is missing or cannot be read', cause);
  }
  if (!/^\d+(\.\d+)?$/.test(version)) throw unreadable(dir, 'its PG_VERSION file holds no version');
  if (Number(version) !== MAJOR_VERSION) {
    throw new DatabaseStartError(
      'wrong_version',
      `The database in ${dir} was made by PostgreSQL ${version}, and this program brings PostgreSQL ${MAJOR_VERSION}. Use the program version that made it to take a backup and restore that here, or set DATA_DIR to another folder.`,
    );
  }
  return 'present';
}

function unreadable(dir: string, what: string, cause?: unknown): DatabaseStartError {
  return new DatabaseStartError(
    'unreadable_data',
    `The folder ${dir} does not hold a usable database: ${what}. Restore a backup into it, move it away to begin anew, or set DATA_DIR to another folder.`,
    { cause },
  );
}

/** The password of the cluster's one account, made at the first start. Written whole or not at all. */
export function clusterPassword(home: string): string {
  const file = path.join(home, 'postgres.password');
  if (!fs.existsSync(file)) {
    fs.writeFileSync(`${file}.new`, randomBytes(18).toString('base64url'), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  }
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw notWritable(file, cause);
  }
}
