import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlan, UsageError } from './cli.js';
import type { RowName } from './goals.js';
import { monotonicMs } from './machine/clock.js';
import { describeMachine } from './machine/processes.js';
import { markdown, type RunReport } from './report/markdown.js';
import { Bench } from './rows/bench.js';
import type { RowResult } from './rows/figures.js';
import { browser } from './rows/browser.js';
import { inquiries } from './rows/inquiries.js';
import { knowledge } from './rows/knowledge.js';
import { lab } from './rows/lab.js';
import { ledger } from './rows/ledger.js';
import { live } from './rows/live.js';
import { memory } from './rows/memory.js';
import { restart } from './rows/restart.js';
import { size } from './rows/size.js';
import { snapshot } from './rows/snapshot.js';
import { start } from './rows/start.js';
import { wall } from './rows/wall.js';
import { BenchDatabase } from './stage/bench-database.js';
import { foundCompany } from './stage/found-company.js';

const MEASURE: Record<RowName, (bench: Bench) => Promise<RowResult>> = {
  live,
  size,
  snapshot,
  restart,
  memory,
  ledger,
  inquiries,
  knowledge,
  lab,
  browser,
  wall,
  start,
};
const RESULTS = join(import.meta.dirname, '../RESULTS.md');

/** Measures the rows one after the other and writes RESULTS.md; a row that fails says so there and the others go on. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const plan = readPlan(args);
  const started = monotonicMs();
  const seconds = (): number => (monotonicMs() - started) / 1_000;
  const say = (line: string): void => console.log(`${seconds().toFixed(0).padStart(4)} s  ${line}`);
  const database = await BenchDatabase.start();
  // Servers and generators end with this process; the database has to be told.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void database.stop().finally(() => process.exit(1)));
  const rows: RunReport['rows'] = {};
  try {
    const bench = new Bench(plan, database, await foundCompany(database), say);
    for (const row of plan.rows) {
      say(row);
      try {
        rows[row] = await MEASURE[row](bench);
      } catch (error) {
        rows[row] = { failed: error instanceof Error ? error.message : String(error) };
        console.error(error);
      }
    }
    const words = args.filter((a) => a !== '--full' && a !== '--');
    const command = ['pnpm', plan.full ? 'bench:full' : 'bench', ...words].join(' ');
    const text = markdown({
      command,
      full: plan.full,
      repeats: plan.repeats,
      finishedAt: new Date(),
      seconds: seconds(),
      machine: describeMachine(),
      database: await database.facts(),
      rows,
    });
    writeFileSync(RESULTS, text);
    console.log(`\n${text.slice(text.indexOf('## Goals'), text.indexOf('**How to read'))}`);
  } finally {
    await database.stop();
  }
  return Object.values(rows).some((r) => 'failed' in r) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
