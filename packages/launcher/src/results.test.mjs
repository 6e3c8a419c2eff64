import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addUp, clearResults, countTask, readReport, resultFiles, tasksOf, verdict } from './results.mjs';

let dir;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tallyboard-results-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const report = (passed, failed, skipped = 0) => ({ passed, failed, skipped });

it('a type error or a lint error is one failed check of its package', () => {
  expect(countTask({ step: 'typecheck', ok: true, reports: [] })).toEqual({
    passed: 1,
    failed: 0,
    skipped: 0,
    tests: 0,
  });
  expect(countTask({ step: 'lint', ok: false, reports: [] })).toEqual({ passed: 0, failed: 1, skipped: 0, tests: 0 });
});

it('a suite counts its tests over all its reports', () => {
  expect(countTask({ step: 'test', ok: false, reports: [report(3, 2, 1), report(4, 0)] })).toEqual({
    passed: 7,
    failed: 2,
    skipped: 1,
    tests: 10,
  });
});

it('a suite that broke without a failed test, or passed without a report, is a failure', () => {
  expect(countTask({ step: 'test', ok: false, reports: [report(5, 0)] }).failed).toBe(1);
  expect(countTask({ step: 'e2e', ok: false, reports: [] }).failed).toBe(1);
  expect(countTask({ step: 'test', ok: true, reports: [] }).failed).toBe(1);
});

it('the last line and the exit code; nothing found is a failure', () => {
  expect(verdict({ passed: 12, failed: 0, skipped: 0, tests: 10 })).toEqual({ line: '12 passed, 0 failed', code: 0 });
  expect(verdict({ passed: 12, failed: 2, skipped: 3, tests: 15 })).toEqual({
    line: '12 passed, 2 failed, 3 skipped',
    code: 1,
  });
  expect(verdict({ passed: 2, failed: 0, skipped: 0, tests: 0 })).toEqual({ line: '2 passed, 1 failed', code: 1 });
  expect(verdict(addUp([]))).toEqual({ line: '0 passed, 1 failed', code: 1 });
});

it('reads vitest reports, and takes a cut-off one for a failure', () => {
  const results = join(dir, '.results');
  mkdirSync(results);
  writeFileSync(
    join(results, 'vitest.json'),
    JSON.stringify({ numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }),
  );
  writeFileSync(join(results, 'e2e.json'), '{"numPassedTests": 4, "numFai');
  expect(readReport(join(results, 'vitest.json'))).toEqual({ passed: 4, failed: 1, skipped: 3 });
  expect(readReport(join(results, 'e2e.json'))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(resultFiles(dir, 'test').map((file) => basename(file))).toEqual(['vitest.json']);
  expect(resultFiles(dir, 'e2e').map((file) => basename(file))).toEqual(['e2e.json']);
  clearResults([dir]);
  expect(resultFiles(dir, 'test')).toEqual([]);
});

it('finds the tasks of a step in the summary; one that was never reached has failed', () => {
  const task = (name, extra) => ({
    task: 'test',
    package: name,
    directory: `packages/${name}`,
    command: 'vitest run',
    ...extra,
  });
  const summary = {
    tasks: [
      task('a', { execution: { exitCode: 0 } }),
      task('b', { execution: { exitCode: 1 } }),
      task('c', {}),
      task('d', { command: '<NONEXISTENT>' }),
      task('a', { task: 'build', execution: { exitCode: 0 } }),
    ],
  };
  expect(tasksOf(summary, 'test').map(({ name, ok }) => [name, ok])).toEqual([
    ['a', true],
    ['b', false],
    ['c', false],
  ]);
});
