import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Result files of one package that belong to a step: `e2e*.json` to `e2e`, all others to `test`. */
export function resultFiles(dir, step) {
  const folder = join(dir, '.results');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name.startsWith('e2e') === (step === 'e2e'))
    .map((name) => join(folder, name));
}

/** Removes results of earlier runs, so that nothing old is counted. */
export function clearResults(dirs) {
  for (const dir of dirs) rmSync(join(dir, '.results'), { recursive: true, force: true });
}

/** Counts of one vitest JSON report; a broken or cut-off file counts as a failure, not as nothing. */
export function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const counts = {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    };
    if (Object.values(counts).every(Number.isInteger)) return counts;
  } catch {
    // Falls through: unreadable is as good as failed.
  }
  return { passed: 0, failed: 1, skipped: 0 };
}

/**
 * Counts one task of one package. `typecheck` and `lint` are one check each. A suite counts its tests; if it broke
 * without counting a failure (a file that cannot be imported, an error outside any test), or passed without writing
 * results, that is one failure: it must show in the sum.
 */
export function countTask({ step, ok, reports }) {
  if (step !== 'test' && step !== 'e2e') return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, tests: 0 };
  const sum = addUp(reports);
  const tests = sum.passed + sum.failed + sum.skipped;
  const silent = sum.failed === 0 && (!ok || reports.length === 0);
  return { ...sum, failed: sum.failed + (silent ? 1 : 0), tests };
}

/** Adds counts up. */
export function addUp(counts) {
  const total = { passed: 0, failed: 0, skipped: 0, tests: 0 };
  for (const count of counts) for (const key of Object.keys(total)) total[key] += count[key] ?? 0;
  return total;
}

/** The tasks of a step out of turbo's run summary; undefined exit codes (never reached) are failures. */
export function tasksOf(summary, step) {
  return summary.tasks
    .filter((task) => task.task === step && task.command !== '<NONEXISTENT>')
    .map((task) => ({ name: task.package, dir: task.directory, ok: task.execution?.exitCode === 0 }));
}

/** The line that ends a run, and its exit code. A run that found no test at all has failed. */
export function verdict({ passed, failed, skipped, tests }) {
  const all = failed + (tests === 0 && failed === 0 ? 1 : 0);
  return { line: `${passed} passed, ${all} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`, code: all > 0 ? 1 : 0 };
}
