import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildState, installState, isInstalled, isStamped, stamp } from './stamps.mjs';

let root;
const write = (file, content) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tallyboard-stamps-'));
  write('package.json', '{"devDependencies":{"turbo":"1"}}');
  write('pnpm-lock.yaml', 'lock');
  write('tsconfig.base.json', '{}');
  write('packages/rules/package.json', '{"scripts":{"build":"tsc"}}');
  write('packages/rules/src/award.ts', 'export {};');
  write('packages/rules/dist/award.js', 'export {};');
  write('packages/handbook/package.json', '{"scripts":{"test":"vitest"}}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('an install is due again when the lockfile or any package.json changes, not when a file is merely touched', () => {
  const before = installState(root);
  utimesSync(join(root, 'pnpm-lock.yaml'), new Date(0), new Date(0));
  expect(installState(root)).toBe(before);
  write('packages/handbook/package.json', '{}');
  expect(installState(root)).not.toBe(before);
});

it('an install is due again when its node_modules are gone', () => {
  expect(isInstalled(root)).toBe(false);
  mkdirSync(join(root, 'node_modules'));
  expect(isInstalled(root)).toBe(true);
  write('packages/rules/package.json', '{"dependencies":{"x":"1"}}');
  expect(isInstalled(root)).toBe(false);
});

it.each([
  ['a source file changes', () => write('packages/rules/src/award.ts', 'export const a = 1;')],
  ['a source file appears', () => write('packages/rules/src/other.ts', '')],
  ['a configuration changes', () => write('packages/rules/tsconfig.json', '{}')],
  ['a built file is lost', () => rmSync(join(root, 'packages/rules/dist/award.js'))],
  ['the lockfile changes', () => write('pnpm-lock.yaml', 'other')],
  ['the shared configuration changes', () => write('tsconfig.base.json', '{ }')],
])('a build is due again when %s', (_what, change) => {
  const before = buildState(root);
  change();
  expect(buildState(root)).not.toBe(before);
});

it.each([
  ['a test', 'packages/rules/src/award.test.ts'],
  ['a text', 'packages/rules/README.md'],
  ['a result', 'packages/rules/.results/vitest.json'],
  ['a package that is not built', 'packages/handbook/check.ts'],
])('a build is not due for %s', (_what, file) => {
  const before = buildState(root);
  write(file, 'x');
  expect(buildState(root)).toBe(before);
});

it('what was never built is due, whatever the stamp says', () => {
  const file = join(root, 'node_modules', '.stamp');
  stamp(file, buildState(root));
  expect(isStamped(file, buildState(root))).toBe(true);
  rmSync(join(root, 'packages/rules/dist'), { recursive: true });
  expect(buildState(root)).toBeUndefined();
  expect(isStamped(file, buildState(root))).toBe(false);
});
