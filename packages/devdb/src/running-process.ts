import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** A process as written down for others: the pid alone is not enough, pids are used again (containers: at once). */
export interface ProcessMark {
  readonly pid: number;
  /** Start time in clock ticks since boot; empty where the system does not tell. */
  readonly born: string;
}

function statOf(pid: number): { state: string; born: string } | undefined {
  let stat: string;
  try {
    stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command name stands in brackets and may itself contain brackets and spaces: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', born: fields[19] ?? '' };
}

/** Whether a process runs. A killed one that nobody reaped is a zombie: kill(pid, 0) succeeds, yet it is dead. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  const stat = statOf(pid);
  return stat !== undefined && stat.state !== 'Z' && stat.state !== 'X';
}

/** The mark of a running process, by default of this one. */
export function markOf(pid = process.pid): ProcessMark {
  return { pid, born: statOf(pid)?.born ?? '' };
}

/** Whether the very process of the mark (not a later one with the same pid) still runs. */
export function isSameAlive(mark: ProcessMark): boolean {
  if (!isAlive(mark.pid)) return false;
  const born = statOf(mark.pid)?.born;
  return mark.born === '' || born === undefined || born === mark.born;
}

/** The command line of a process as words; empty when it is gone or the system does not tell. */
export function commandLine(pid: number): string[] {
  if (process.platform === 'linux') {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    } catch {
      return [];
    }
  }
  if (process.platform === 'win32') return [];
  const ps = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return ps.status === 0 ? [ps.stdout.trim()] : [];
}

/** Processes that work inside a folder (every Postgres process does). Linux only; elsewhere, or where hidden, empty. */
export function processesInside(dir: string): number[] {
  if (process.platform !== 'linux') return [];
  return fs
    .readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false;
      try {
        return fs.readlinkSync(`/proc/${pid}/cwd`) === dir && isAlive(pid);
      } catch {
        return false;
      }
    });
}
