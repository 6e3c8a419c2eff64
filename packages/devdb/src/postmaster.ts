import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './binaries.js';
import { freePort } from './free-port.js';
import { type Identity } from './identity.js';
import { commandLine, isAlive, processesInside } from './running-process.js';
import { DatabaseStartError } from './start-error.js';

/** A running Postgres of ours. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** What a Postgres is started from. */
export interface LaunchOptions {
  readonly native: string;
  readonly identity: Identity;
  readonly home: string;
  readonly dir: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly readyWithinMs: number;
}

/** The environment for Postgres programs: the caller's PGPORT, PGDATA or PGOPTIONS mean another database. */
export function postgresEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
}

function pidFile(dir: string): { pid: number; port: number; status: string } | undefined {
  try {
    // Lines: pid, folder, start time, port, socket folder, address, shared memory, status.
    const lines = fs.readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/** The pid file may be stale and its pid taken by anyone, after a container restart even by ourselves: ask who it is. */
function isPostmasterOf(dir: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const words = commandLine(pid);
  return /postgres/.test(words[0] ?? '') && words.some((word) => word.includes(dir));
}

/** The Postgres that already runs on this folder and is ready: one left over by a killed server, or another server's. */
export async function findPostmaster(dir: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const file = pidFile(dir);
    if (!file || !isPostmasterOf(dir, file.pid)) return undefined;
    if (file.status === 'ready') return { pid: file.pid, port: file.port };
    if (Date.now() > deadline) throw notReady(dir);
    await sleep(20);
  }
}

/** Starts Postgres on a free port of 127.0.0.1 and waits until it answers. */
export async function launchPostmaster(options: LaunchOptions): Promise<Postmaster> {
  await clearStalePidFile(options.dir);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const outcome = await launchOnce(options);
    if (typeof outcome !== 'string') return outcome;
    // The port was taken between asking and binding; or backends of a killed postmaster are still about to end.
    const passing = /could not bind|Address already in use|pre-existing shared memory|lock file .* already exists/i;
    if (!passing.test(outcome) || Date.now() > deadline) {
      const why =
        outcome.split('\n').find((line) => /FATAL|PANIC|ERROR/.test(line)) ?? outcome.trim().split('\n').at(-1);
      throw new DatabaseStartError(
        'start_failed',
        `The built-in Postgres did not start: ${why?.trim() || 'it said nothing'}. Its log is ${logFile(options.home)}.`,
      );
    }
    await sleep(250);
  }
}

/**
 * A pid file whose process is simply gone is left alone: Postgres then checks itself that no backend of the old one
 * still writes. It only gives up when the pid is taken (a zombie, or a stranger), so that case is cleared here, once
 * nothing works in the folder any more.
 */
async function clearStalePidFile(dir: string): Promise<void> {
  const file = pidFile(dir);
  if (!file || isPostmasterOf(dir, file.pid)) return;
  let taken = true;
  try {
    process.kill(file.pid, 0);
  } catch {
    taken = false;
  }
  if (!taken) return;
  const inside = fs.realpathSync(dir);
  for (let i = 0; i < 500 && processesInside(inside).length > 0; i++) await sleep(20);
  fs.rmSync(path.join(dir, 'postmaster.pid'), { force: true });
}

async function launchOnce(options: LaunchOptions): Promise<Postmaster | string> {
  const { native, identity, home, dir, settings } = options;
  const port = await freePort();
  const log = openLog(home, identity);
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const child: ChildProcess = spawn(
    program(native, 'postgres'),
    ['-D', dir, '-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C in the terminal must reach the server first, which then ends Postgres in order.
    {
      ...identity,
      cwd: home,
      env: postgresEnv(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
    },
  );
  fs.closeSync(log.fd);
  child.unref();
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  const deadline = Date.now() + options.readyWithinMs;
  for (;;) {
    if (failure) return failure.message;
    if (child.exitCode !== null || child.signalCode !== null)
      return fs.readFileSync(logFile(home), 'utf8').slice(log.from);
    const file = pidFile(dir);
    if (file && file.pid === child.pid && file.status === 'ready') return { pid: file.pid, port: file.port };
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw notReady(dir);
    }
    await sleep(15);
  }
}

function logFile(home: string): string {
  return path.join(home, 'postgres.log');
}

function openLog(home: string, identity: Identity): { fd: number; from: number } {
  const file = logFile(home);
  // One old log is kept, so that years of restarts do not fill the disk.
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) fs.renameSync(file, `${file}.old`);
  const fd = fs.openSync(file, 'a', 0o600);
  if (identity.uid !== undefined && identity.gid !== undefined) fs.fchownSync(fd, identity.uid, identity.gid);
  return { fd, from: fs.fstatSync(fd).size };
}

function notReady(dir: string): DatabaseStartError {
  return new DatabaseStartError(
    'not_ready',
    `The built-in Postgres in ${dir} runs but did not become ready in time. See postgres.log beside it.`,
  );
}

/** Ends Postgres in order: open transactions are rolled back, data is flushed. A hung one is ended hard after a while. */
export async function stopPostmaster(native: string, dir: string, { pid }: Postmaster): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(program(native, 'pg_ctl'), ['stop', '-D', dir, '-m', 'fast', '-w'], { stdio: 'ignore' });
    return;
  }
  // SIGQUIT skips the flush (the next start replays the log); nothing that was committed is lost either way.
  for (const [signal, patience] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(10);
    }
  }
}
