import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((f) => f && existsSync(join(root, f)));

test('every path that a page names exists', () => {
  const missing: string[] = [];
  for (const page of pages) {
    const text = read(page);
    const named = [...text.matchAll(/`((?:apps|packages|\.config|\.ci)\/[\w./@-]+)`/g)].map((m) => m[1]!);
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((m) => join(dirname(page), m[1]!));
    for (const path of [...named, ...linked]) if (!existsSync(join(root, path))) missing.push(`${page} → ${path}`);
  }
  expect(missing).toEqual([]);
});

test('the README names the pnpm that is pinned', () => {
  const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
  expect(new Set([...read('README.md').matchAll(/pnpm@[\d.]+\d/g)].map(String))).toEqual(new Set([packageManager]));
});

test('every decision has a number, a status and at most forty lines', () => {
  const decisions = readdirSync(join(import.meta.dirname, 'decisions')).sort();
  decisions.forEach((file, i) => {
    expect([file, Number(file.slice(0, 4))]).toEqual([file, i + 1]);
    const text = read(`packages/handbook/decisions/${file}`);
    expect(file).toMatch(/^\d{4}-[a-z0-9-]+\.md$/);
    expect([file, /^Status: (accepted|superseded by \d{4}) \(\d{4}-\d{2}-\d{2}\)$/m.test(text)]).toEqual([file, true]);
    expect(text.split('\n').length).toBeLessThanOrEqual(40);
  });
});

test('every name of the glossary is one of the rules', () => {
  const rules = execFileSync('git', ['ls-files', 'packages/rules/src'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((f) => f.endsWith('.ts') && existsSync(join(root, f)))
    .map(read)
    .join('\n');
  const names = [...read('packages/handbook/glossary.md').matchAll(/\| `(\w+)` \|/g)].map((m) => m[1]!);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((n) => !new RegExp(`\\b${n}\\b`).test(rules))).toEqual([]);
});
