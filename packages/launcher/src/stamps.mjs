import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// A stamp is a hash written after a step succeeded. While what the step read (and made) still hashes to the same,
// the step is skipped: a warm start then costs milliseconds instead of a pnpm and a turbo run.

const SKIPPED = new Set(['node_modules', 'dist', 'e2e', 'test', 'test-results', 'coverage']);
const isSource = (name) => !name.startsWith('.') && !SKIPPED.has(name) && !/\.(test\.m?ts|test\.mjs|md)$/.test(name);

/** Folders of all workspace packages, sorted. */
export function workspacePackages(root) {
  return ['apps', 'packages']
    .flatMap((group) =>
      existsSync(join(root, group)) ? readdirSync(join(root, group)).map((name) => join(root, group, name)) : [],
    )
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .sort();
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** What an install depends on: the lockfile and every package.json, by content (a fresh clone has fresh times). */
export function installState(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].map((name) => join(root, name));
  for (const file of [...files, ...workspacePackages(root).map((dir) => join(dir, 'package.json'))]) {
    hash.update(existsSync(file) ? readFileSync(file) : 'absent').update('\n');
  }
  return hash.digest('hex');
}

/** Whether what an install makes is still there. */
export function isInstalled(root) {
  const needs = ({ dependencies = {}, devDependencies = {} }) =>
    Object.keys(dependencies).length + Object.keys(devDependencies).length > 0;
  return [root, ...workspacePackages(root)].every(
    (dir) => !needs(readJson(join(dir, 'package.json'))) || existsSync(join(dir, 'node_modules')),
  );
}

/**
 * What a build depends on and what it made: times and sizes of all source files and of all built ones. Undefined
 * when something that should be built is not.
 */
export function buildState(root) {
  const hash = createHash('sha256').update(installState(root));
  for (const name of ['tsconfig.base.json', 'turbo.json']) addFile(hash, join(root, name));
  for (const dir of workspacePackages(root)) {
    if (!readJson(join(dir, 'package.json')).scripts?.build) continue;
    if (!existsSync(join(dir, 'dist'))) return undefined;
    hash.update(`${dir.slice(root.length)}\n`);
    addFolder(hash, dir, isSource);
    addFolder(hash, join(dir, 'dist'), () => true);
  }
  return hash.digest('hex');
}

function addFolder(hash, dir, wanted) {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!wanted(entry.name)) continue;
    if (entry.isDirectory()) addFolder(hash, join(dir, entry.name), wanted);
    else addFile(hash, join(dir, entry.name));
  }
}

function addFile(hash, file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  hash.update(`${file}|${stat ? `${stat.size}|${stat.mtimeMs}` : 'absent'}\n`);
}

/** Whether the stamp holds this state. */
export function isStamped(file, state) {
  return state !== undefined && existsSync(file) && readFileSync(file, 'utf8') === state;
}

/** Writes the state down. */
export function stamp(file, state) {
  if (state === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, state);
}
