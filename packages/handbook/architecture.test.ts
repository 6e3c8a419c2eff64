import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { BANNED_FOLDERS, FAIL_LINES, LAWS, WARN_LINES } from './laws.js';

const root = resolve(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((f) => f && existsSync(join(root, f)));
const sources = tracked.filter((f) => /^(apps|packages)\/.+\.(ts|vue)$/.test(f) && !f.endsWith('.d.ts'));
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const script = (file: string): string =>
  file.endsWith('.vue')
    ? [...text(file).matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1]).join('\n')
    : text(file);
const imports = new Map(
  sources.map((f) => [f, ts.preProcessFile(script(f), true, true).importedFiles.map((i) => i.fileName)]),
);

/** The file a relative import means. */
function target(file: string, spec: string): string {
  const bare = normalize(join(dirname(file), spec));
  const candidates = [bare.replace(/\.js$/, '.ts'), bare, `${bare}.ts`, `${bare}.vue`, `${bare}/index.ts`];
  return candidates.find((c) => existsSync(join(root, c)) && /\.\w+$/.test(c)) ?? bare;
}

describe('the house', () => {
  test('every import obeys the law of its place', () => {
    const broken: string[] = [];
    for (const file of sources) {
      const law = LAWS.find((l) => l.place.test(file));
      if (!law) {
        broken.push(`${file}: no law covers this place`);
        continue;
      }
      const own = law.place.exec(file)?.[1] ?? '';
      for (const spec of imports.get(file)!) {
        if (spec.startsWith('.')) {
          const to = target(file, spec);
          if (!law.may.some((m) => to.startsWith(m.replace('$1', own)))) broken.push(`${file} → ${to}`);
        } else if (!spec.startsWith('node:') && !law.packages.test(spec)) broken.push(`${file} → ${spec}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test('nothing imports in a circle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') return void circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      state.set(file, 'open');
      for (const spec of imports.get(file) ?? [])
        if (spec.startsWith('.') && imports.has(target(file, spec))) visit(target(file, spec), [...path, file]);
      state.set(file, 'done');
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('no file is too long to read', () => {
    const long = sources.map((f) => ({ f, lines: text(f).split('\n').length })).sort((a, b) => b.lines - a.lines);
    for (const { f, lines } of long.filter((l) => l.lines > WARN_LINES && l.lines <= FAIL_LINES))
      console.warn(`${f} has ${lines} lines: it asks to be split`);
    expect(long.filter((l) => l.lines > FAIL_LINES)).toEqual([]);
  });

  test('every file is formatted: `pnpm format` does it', () => {
    const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs');
    const options = ['--config', '.config/prettier.json', '--ignore-path', '.config/prettierignore'];
    const run = spawnSync(
      process.execPath,
      [prettier, ...options, '--ignore-unknown', '--list-different', ...tracked],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    expect([run.stdout, run.stderr, run.status]).toEqual(['', '', 0]);
  }, 60_000);

  test('folders are named by what they hold, and apps have no barrels', () => {
    expect(
      sources.filter((f) =>
        f
          .split('/')
          .slice(0, -1)
          .some((part) => BANNED_FOLDERS.test(part)),
      ),
    ).toEqual([]);
    expect(sources.filter((f) => /^apps\/.*\/index\.ts$/.test(f))).toEqual([]);
  });

  test('the top level is what it was agreed to be', () => {
    const allowed =
      /^(apps|packages|turbo\.json|docker-compose\.yml|package\.json|pnpm-workspace\.yaml|tsconfig\.base\.json|README\.md|LICENSE|pnpm-lock\.yaml|\..*)$/;
    expect([...new Set(tracked.map((f) => f.split('/')[0]!))].filter((f) => !allowed.test(f))).toEqual([]);
  });

  test('the server never saves blindly: no save(), cascade, eager relation or circle of modules', () => {
    const server = sources.filter((f) => f.startsWith('apps/server/src/') && !f.endsWith('.test.ts'));
    expect(server.filter((f) => /\.save\(\s*\w+\s*\)|eager: *true|cascade: *true|forwardRef/.test(text(f)))).toEqual(
      [],
    );
  });
});
