import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parentIsGone, runStep } from './processes.mjs';
import { addUp, clearResults, countTask, readReport, resultFiles, tasksOf, verdict } from './results.mjs';
import { workspacePackages } from './stamps.mjs';

const cores = (availableParallelism ?? (() => cpus().length))();

// Checks are single-threaded: one per core, and in one run, so that no core waits for the longest build or check of a kind. Suites start their own workers, databases and browsers, and time things:
// half as many. Browser journeys have the machine to themselves.
const STEPS = [
  [['typecheck', 'lint'], Math.max(2, cores)],
  [['test'], Math.max(1, Math.floor(cores / 2))],
  [['e2e'], 1],
];

/** Runs every step whatever became of the one before, sums up, and ends with one plain line. */
export async function runTests(root, tools, rest = []) {
  const packages = workspacePackages(root);
  clearResults(packages);
  const counts = [];
  for (const [tasks, concurrency] of STEPS) {
    // Results which turbo restored for one step must not be counted for the next.
    if (tasks.includes('e2e')) clearResults(packages);
    counts.push(await runTurbo(root, tools, tasks, [`--concurrency=${concurrency}`, ...rest]));
    if (parentIsGone()) break;
  }
  const { line, code } = verdict(addUp(counts));
  console.log(`\n${line}`);
  return code;
}

async function runTurbo(root, tools, wanted, args) {
  const runs = join(root, '.turbo', 'runs');
  rmSync(runs, { recursive: true, force: true });
  const code = await runStep(
    'pnpm',
    ['exec', 'turbo', 'run', ...wanted, '--continue=always', '--output-logs=new-only', '--summarize', ...args],
    { env: tools.env, cwd: root },
  );
  const counted = wanted.flatMap((step) =>
    readSummary(runs, step).map((task) => {
      const count = countTask({ step, ok: task.ok, reports: resultFiles(join(root, task.dir), step).map(readReport) });
      if (count.failed > 0) console.log(`✗ ${step} ${task.name}: ${count.failed} failed`);
      return count;
    }),
  );
  const sum = addUp(counted);
  // Something below the step broke, a build say, and no task of the step tells.
  if (code !== 0 && sum.failed === 0) {
    console.log(`✗ ${wanted.join(' ')}: broke (exit code ${code})`);
    sum.failed = 1;
  }
  return sum;
}

function readSummary(runs, step) {
  const name = existsSync(runs) ? readdirSync(runs).find((file) => file.endsWith('.json')) : undefined;
  return name ? tasksOf(JSON.parse(readFileSync(join(runs, name), 'utf8')), step) : [];
}
