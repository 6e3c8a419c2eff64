import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Told } from './tell.js';

const RESULTS = join(import.meta.dirname, '../../../../../packages/testkit/RESULTS.md');
const HEAD = `# Broken on purpose: results of \`pnpm chaos\`

*Written by the run; do not edit. What each promise says, and that a short version of each test runs in \`npm test\`: README.md.*
`;

/** Writes what the chaos tests told, in the order of the promises. */
export class ChaosReport implements Reporter {
  private readonly began = Date.now();

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    // What belongs to no promise stands beside those that do; it is told when it fails.
    const rows = tests
      .filter((test) => promiseOf(test) || test.result().state === 'failed')
      .map(rowOf)
      .sort((a, b) => a.order - b.order || a.text.localeCompare(b.text));
    const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}`;
    const seconds = Math.round((Date.now() - this.began) / 1_000);
    const when = new Date().toISOString().slice(0, 16).replace('T', ' ');
    writeFileSync(
      RESULTS,
      `${HEAD}
- **When:** ${when} UTC, ${seconds} s
- **Machine:** ${machine}; servers, Postgres and everybody who uses them share it

| promise | held | what was done, what was found | figures |
|---|---|---|---|
${rows.map((r) => r.text).join('\n')}
`,
    );
  }
}

const toldOf = (test: TestCase): Told | undefined => (test.meta() as { told?: Told }).told;
const promiseOf = (test: TestCase): string | undefined => toldOf(test)?.promise ?? /\bP\d+\b/.exec(test.fullName)?.[0];

function rowOf(test: TestCase): { order: number; text: string } {
  const words = test.name.replace(/^P\d+: /, '').replaceAll('|', '\\|');
  const figures = Object.entries(toldOf(test)?.figures ?? {}).map(([name, value]) => `${name} **${value}**`);
  const held = test.result().state === 'passed' ? 'yes' : `**${test.result().state}**`;
  const promise = promiseOf(test) ?? '–';
  return {
    order: Number(/^P(\d+)$/.exec(promise)?.[1] ?? 99),
    text: `| ${promise} | ${held} | ${words} | ${figures.join(' · ')} |`,
  };
}
