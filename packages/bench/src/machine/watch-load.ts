import { monotonicMs } from './clock.js';
import { cpuOfMachine, cpuOfTrees } from './processes.js';

/** What a stretch of time cost. */
export type Load = {
  ms: number;
  /** CPU time of each watched tree, ms, in the order given. */
  cpuMs: number[];
  /** CPU time of everything that is not the bench, its children and its database, in percent of all cores. */
  otherPct: number;
};

/** Begins to watch process trees; call the result at the end of the stretch. Everything the bench starts is its descendant. */
export function watchLoad(roots: readonly number[]): () => Load {
  const start = { at: monotonicMs(), machine: cpuOfMachine(), trees: cpuOfTrees([process.pid, ...roots]) };
  return () => {
    const [machine, trees, at] = [cpuOfMachine(), cpuOfTrees([process.pid, ...roots]), monotonicMs()];
    const used = (pid: number): number => (trees.get(pid) ?? 0) - (start.trees.get(pid) ?? 0);
    const total = machine.totalMs - start.machine.totalMs;
    const other = Math.max(0, machine.busyMs - start.machine.busyMs - used(process.pid));
    return { ms: at - start.at, cpuMs: roots.map(used), otherPct: total > 0 ? (100 * other) / total : 0 };
  };
}
