import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Told } from './tell.js';

const RESULTS = join(import.meta.dirname, '../../../../../packages/testkit/RESULTS.md');
const HEAD = `# Broken on purpose: results of \`pnpm chaos\`

*Written by the runs; do not edit. What each promise says, and that a short version of each test runs in \`npm test\`: README.md. Servers,
Postgres and everybody who uses them share one machine. \`pnpm chaos src/testing/chaos/crowd.e2e.ts\` renews the rows of one file.*

| promise | held | what was done, what was found | figures | when, where |
|---|---|---|---|---|
`;
type Row = { promise: string; what: string; text: string };

/** Writes what the chaos tests told, in the order of the promises; rows of tests that did not run this time stay as they were. */
export class ChaosReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
    const stamp = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${machine}`;
    const rows = new Map(earlier().map((row) => [row.what, row]));
    // What belongs to no promise stands beside those that do; it is told when it fails.
    const ran = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((t) => t.result().state === 'failed' || (t.result().state === 'passed' && promiseOf(t)));
    for (const row of ran.map((test) => rowOf(test, stamp))) rows.set(row.what, row);
    const inOrder = [...rows.values()].sort((a, b) => orderOf(a) - orderOf(b) || a.what.localeCompare(b.what));
    writeFileSync(RESULTS, `${HEAD}${inOrder.map((r) => r.text).join('\n')}\n`);
  }
}

const orderOf = ({ promise }: Row): number => Number(/^P(\d+)/.exec(promise)?.[1] ?? 99);

function earlier(): Row[] {
  if (!existsSync(RESULTS)) return [];
  return readFileSync(RESULTS, 'utf8')
    .split('\n')
    .filter((line) => /^\| (?!promise)/.test(line))
    .map((text) => {
      const [, promise, , what] = text.split(/ ?(?<!\\)\| ?/);
      return { promise: promise!, what: what!, text };
    });
}

const toldOf = (test: TestCase): Told | undefined => (test.meta() as { told?: Told }).told;
const promiseOf = (test: TestCase): string | undefined => toldOf(test)?.promise ?? /\bP\d+\b/.exec(test.fullName)?.[0];

function rowOf(test: TestCase, stamp: string): Row {
  const what = test.name.replace(/^P\d+: /, '').replaceAll('|', '\\|');
  const figures = Object.entries(toldOf(test)?.figures ?? {}).map(([name, value]) => `${name} **${value}**`);
  const held = test.result().state === 'passed' ? 'yes' : '**no**';
  const promise = promiseOf(test) ?? '–';
  return { promise, what, text: `| ${promise} | ${held} | ${what} | ${figures.join(' · ')} | ${stamp} |` };
}
