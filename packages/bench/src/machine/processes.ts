import fs from 'node:fs';
import os from 'node:os';

/** Linux counts CPU time in ticks of 1/100 s (USER_HZ, fixed by its interface to programs). */
const TICK_MS = 10;

export const canMeasureProcesses = process.platform === 'linux';

type Stat = { pid: number; parent: number; cpuMs: number };

function statOf(pid: number): Stat | null {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in brackets and may hold anything: count from the last one. Then: state, ppid, … utime, stime, cutime, cstime.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
    return { pid, parent: Number(fields[1]), cpuMs: ticks * TICK_MS };
  } catch {
    return null;
  }
}

/**
 * CPU time (ms) that the processes under each root have used so far, the root included. Children that have ended are in their
 * parent's account, so that a database's short-lived workers are not lost. Zero where the system does not tell.
 */
export function cpuOfTrees(roots: readonly number[]): Map<number, number> {
  const totals = new Map(roots.map((r) => [r, 0]));
  if (!canMeasureProcesses) return totals;
  const stats = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((s) => s !== null);
  const byPid = new Map(stats.map((s) => [s.pid, s]));
  for (const stat of stats) {
    for (let at: Stat | undefined = stat; at; at = byPid.get(at.parent)) {
      if (totals.has(at.pid)) totals.set(at.pid, totals.get(at.pid)! + stat.cpuMs);
    }
  }
  return totals;
}

/** Busy and total CPU time (ms) of the whole machine since it started; what a hypervisor takes away counts as busy. */
export function cpuOfMachine(): { busyMs: number; totalMs: number } {
  if (!canMeasureProcesses) return { busyMs: 0, totalMs: 0 };
  const [user, nice, system, idle, wait, irq, softIrq, steal] = fs
    .readFileSync('/proc/stat', 'latin1')
    .split('\n', 1)[0]!
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number) as [number, number, number, number, number, number, number, number];
  const busy = user + nice + system + irq + softIrq + steal;
  return { busyMs: busy * TICK_MS, totalMs: (busy + idle + wait) * TICK_MS };
}

function fromStatus(pid: number, field: string): number {
  try {
    const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'));
    return line ? Number(line[1]) * 1024 : NaN;
  } catch {
    return NaN;
  }
}
/** Resident memory of a process in bytes, now and at its greatest; NaN where the system does not tell. */
export const rssOf = (pid: number): number => fromStatus(pid, 'VmRSS');
export const peakRssOf = (pid: number): number => fromStatus(pid, 'VmHWM');

/** The machine in one line, for the report. */
export function describeMachine(): string {
  const cpus = os.cpus();
  const gib = (os.totalmem() / 2 ** 30).toFixed(0);
  return `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown CPU'}, ${gib} GiB, ${os.type()} ${os.release()} ${os.arch()}, Node ${process.versions.node}`;
}
