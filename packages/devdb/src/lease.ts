import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameAlive, markOf, type ProcessMark } from './running-process.js';
import { DatabaseStartError, errorCode } from './start-error.js';

// Several server processes may share one data folder (a second `npm start`, a restart that overlaps). Each holds a
// lease while it uses the database; the last one out stops it. A killed process keeps its lease, but its mark is dead.

function readMark(file: string): ProcessMark | undefined {
  try {
    const mark: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (typeof mark === 'object' && mark !== null && 'pid' in mark && 'born' in mark) {
      return { pid: Number(mark.pid), born: String(mark.born) };
    }
  } catch {
    // Gone, or being written at this moment: the caller decides what an unreadable mark means.
  }
  return undefined;
}

/** Notes that this process uses the database of `home`; returns how to end that. */
export function takeLease(home: string): () => void {
  const dir = path.join(home, 'postgres.users');
  fs.mkdirSync(dir, { recursive: true });
  const file = path.join(dir, `${process.pid}-${randomBytes(4).toString('hex')}`);
  fs.writeFileSync(file, JSON.stringify(markOf()));
  return () => fs.rmSync(file, { force: true });
}

/** Marks of live processes which hold a lease; leases of dead ones are cleared away in passing. */
export function liveLeases(home: string): ProcessMark[] {
  const dir = path.join(home, 'postgres.users');
  let names: string[];
  try {
    names = fs.readdirSync(dir);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const file = path.join(dir, name);
    const mark = readMark(file);
    if (mark && isSameAlive(mark)) return [mark];
    fs.rmSync(file, { force: true });
    return [];
  });
}

/** Runs `work` while no other process starts or stops the database of `home`: an adopter never meets a dying one. */
export async function withStartLock<T>(home: string, work: () => Promise<T>, patienceMs = 90_000): Promise<T> {
  const file = path.join(home, 'postgres.lock');
  const deadline = Date.now() + patienceMs;
  while (!tryLock(file)) {
    if (Date.now() > deadline) {
      const holder = readMark(file);
      throw new DatabaseStartError(
        'busy',
        `Another process${holder ? ` (pid ${holder.pid})` : ''} has been starting or stopping the database in ${home} for too long. End it, or delete ${file}.`,
      );
    }
    await sleep(25);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    fs.writeFileSync(file, JSON.stringify(markOf()), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const holder = readMark(file);
  if (holder ? isSameAlive(holder) : youngerThan(file, 5_000)) return false;
  // The holder died. Move its lock aside rather than delete it: of several waiting processes only one can move it.
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    const moved = readMark(aside);
    if (moved && isSameAlive(moved)) fs.renameSync(aside, file);
    else fs.rmSync(aside, { force: true });
  } catch {
    // Somebody else was faster; the next round sees their lock.
  }
  return false;
}

function youngerThan(file: string, ms: number): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < ms;
}
