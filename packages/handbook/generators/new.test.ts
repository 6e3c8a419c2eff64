import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';

const home = resolve(import.meta.dirname, '../../..');
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tallyboard-new-'));
  cpSync(join(home, 'apps/server/src'), join(root, 'apps/server/src'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const make = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'new.mjs'), ...args], {
    env: { ...process.env, TALLYBOARD_ROOT: root },
    encoding: 'utf8',
  });
const made = (out: string): string[] => [...out.matchAll(/^ {2}((?:apps|packages)\/\S+\.ts)$/gm)].map((m) => m[1]!);

test.each([
  [['module', 'quotes'], 4],
  [['command', 'orders', 'split-order'], 1],
  [['reaction', 'points', 'on-order-held'], 1],
  [['migration', 'orders'], 1],
])('%j makes files that parse, under the names of the house', (args, count) => {
  const { status, stdout, stderr } = make(...args);
  expect([status, stderr]).toEqual([0, '']);
  const files = made(stdout);
  expect(files).toHaveLength(count);
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    const { diagnostics } = ts.transpileModule(source, {
      reportDiagnostics: true,
      compilerOptions: { experimentalDecorators: true, target: ts.ScriptTarget.ES2022 },
    });
    expect(diagnostics).toEqual([]);
  }
});

test('a migration gets the next number', () => {
  make('migration', 'orders');
  const numbers = readdirSync(join(root, 'apps/server/src/migrations')).map((f) => Number(/^\d+/.exec(f)?.[0] ?? 0));
  expect(Math.max(...numbers)).toBe(
    Math.max(...readdirSync(join(home, 'apps/server/src/migrations')).map((f) => Number(/^\d+/.exec(f)?.[0] ?? 0))) + 1,
  );
});

test.each([
  [[]],
  [['module']],
  [['module', 'Bad Name']],
  [['command', 'nowhere', 'x']],
  [['reaction', 'points', 'order-held']],
  [['nonsense', 'x']],
])('%j is refused with a sentence', (args) => {
  const { status, stderr } = make(...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(/usage|called|no module/);
});

test('nothing is overwritten', () => {
  make('command', 'orders', 'split-order');
  expect(make('command', 'orders', 'split-order').stderr).toMatch(/is there already/);
});
