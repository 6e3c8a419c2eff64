import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';

// The launcher as a whole, in a small workspace of its own: the real run.mjs, a pnpm that only notes what it is asked
// (and plays turbo), and a server of a few lines.

const FAKE_PNPM = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
if (args[0] === '--version') { console.log('12.21.0'); process.exit(0); }
const steps = args[2] === 'run' ? args.slice(3).filter((word) => !word.startsWith('-')) : [];
fs.appendFileSync('calls.log', args.slice(0, steps.length > 0 ? 3 + steps.length : 4).join(' ') + '\\n');
if (args[0] === 'install') fs.mkdirSync('node_modules', { recursive: true });
if (args[2] === 'run') {
  const plans = steps.map((step) => ({ step, exit: 0, tasks: [], ...JSON.parse(fs.readFileSync('plan.json', 'utf8'))[step] }));
  fs.mkdirSync('.turbo/runs', { recursive: true });
  fs.writeFileSync('.turbo/runs/1.json', JSON.stringify({ tasks: plans.flatMap(({ step, tasks }) => tasks.map(([name, exitCode]) => ({ task: step, package: name, directory: 'packages/' + name, command: 'x', execution: { exitCode } }))) }));
  for (const [file, report] of plans.flatMap((plan) => Object.entries(plan.reports ?? {}))) {
    fs.mkdirSync(require('node:path').dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(report));
  }
  process.exit(Math.max(...plans.map((plan) => plan.exit)));
}`;

const FAKE_SERVER = `
process.on('SIGTERM', () => { console.log('SIGTERM'); setTimeout(() => process.exit(0), 50); });
process.on('SIGINT', () => { console.log('SIGINT'); setTimeout(() => process.exit(0), 50); });
process.on('disconnect', () => process.exit(0));
console.log(JSON.stringify({ ready: process.pid, args: process.argv.slice(2), ipc: process.send !== undefined }));
if (process.argv[2] === 'crash') process.exit(7);
setInterval(() => {}, 1000);`;

let root;
let env;
const write = (file, content) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
};
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tallyboard-launcher-')));
  const launcher = join(import.meta.dirname, '..');
  for (const name of ['run.mjs', 'src'])
    cpSync(join(launcher, name), join(root, 'packages/launcher', name), { recursive: true });
  write('packages/launcher/package.json', '{}');
  write(
    'package.json',
    JSON.stringify({
      type: 'module',
      packageManager: 'pnpm@12.21.0',
      engines: { node: '>=18.0.0' },
      config: { node: '24.21.0' },
      scripts: { start: 'node packages/launcher/run.mjs start' },
    }),
  );
  write('pnpm-lock.yaml', '');
  write('plan.json', '{}');
  write('apps/server/package.json', '{"scripts":{"build":"tsc"}}');
  write('apps/server/src/main.ts', '');
  write('apps/server/dist/main.js', FAKE_SERVER);
  write('bin/package.json', '{"type":"commonjs"}');
  write('bin/pnpm', FAKE_PNPM);
  chmodSync(join(root, 'bin/pnpm'), 0o755);
  symlinkSync(process.execPath, join(root, 'bin/node'));
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  env = { ...Object.fromEntries(clean), PATH: join(root, 'bin') + delimiter + process.env.PATH };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const calls = () => readFileSync(join(root, 'calls.log'), 'utf8').trim().split('\n');
const run = (...args) =>
  spawnSync(process.execPath, ['packages/launcher/run.mjs', ...args], { cwd: root, env, encoding: 'utf8' });

async function start(command = [process.execPath, 'packages/launcher/run.mjs', 'start'], options = {}) {
  const child = spawn(command[0], command.slice(1), { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const said = [];
  const lines = createInterface(child.stdout).on('line', (line) => said.push(line));
  let ready;
  while (!ready) {
    const [line] = await Promise.race([once(lines, 'line'), once(child, 'close').then(() => [undefined])]);
    if (line === undefined) throw new Error(`ended early: ${said.join('\n')}`);
    if (line.startsWith('{')) ready = JSON.parse(line);
  }
  return { child, said, ...ready, gone: once(child, 'close') };
}

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
};

it('the first start installs and builds; the second does neither and is quick', () => {
  expect(run('start', 'crash').status).toBe(7);
  expect(calls()).toEqual([
    'install --frozen-lockfile --config.minimumReleaseAge=0 --reporter=append-only',
    'exec turbo run build',
  ]);
  const began = performance.now();
  expect(run('start', 'crash').status).toBe(7);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(calls()).toHaveLength(2);
  write('apps/server/src/main.ts', 'changed');
  run('start', 'crash');
  expect(calls().slice(2)).toEqual(['exec turbo run build']);
});

it('a build that fails is not taken for done, and its exit code is ours', () => {
  write('plan.json', JSON.stringify({ build: { exit: 4, tasks: [] } }));
  const first = run('start', 'crash');
  expect([first.status, first.stderr]).toEqual([4, 'The build failed: see the lines above.\n']);
  expect(run('start', 'crash').status).toBe(4);
});

it.each(['SIGTERM', 'SIGINT'])('%s reaches the server exactly once, and its exit code is ours', async (signal) => {
  const { child, ready, ipc, said, gone } = await start();
  expect(ipc).toBe(true);
  child.kill(signal);
  expect((await gone)[0]).toBe(0);
  expect(said.filter((line) => line.startsWith('SIG'))).toEqual([signal]);
  expect(isRunning(ready)).toBe(false);
});

it('backup and restore run what was built, with their words and their exit code', () => {
  write('apps/server/dist/backup/main.js', "console.log(process.argv.slice(2).join('|')); process.exit(3);");
  const backup = run('backup', 'a folder', '--logical');
  expect([backup.status, backup.stdout.trim()]).toEqual([3, 'backup|a folder|--logical']);
  expect(run('restore', 'b', '--to', 'latest').stdout.trim()).toBe('restore|b|--to|latest');
});

it('a killed launcher leaves no server behind', async () => {
  const { child, ready, gone } = await start();
  child.kill('SIGKILL');
  await gone;
  await expect.poll(() => isRunning(ready), { timeout: 5_000 }).toBe(false);
});

it('a killed npm (and the shell it runs us in) leaves no server behind', async () => {
  // `& wait` keeps the shell in between, as npm's does.
  const command = `npm_lifecycle_event=start ${process.execPath} packages/launcher/run.mjs start & wait`;
  const { child, ready } = await start(['/bin/sh', '-c', command]);
  child.kill('SIGTERM');
  await expect.poll(() => isRunning(ready), { timeout: 5_000 }).toBe(false);
});

it('sums all steps up in the last line, although one of them broke', () => {
  const vitest = (numPassedTests, numFailedTests, numPendingTests = 0) => ({
    numPassedTests,
    numFailedTests,
    numPendingTests,
  });
  write(
    'plan.json',
    JSON.stringify({
      typecheck: {
        exit: 1,
        tasks: [
          ['rules', 0],
          ['server', 1],
        ],
      },
      lint: { exit: 0, tasks: [['rules', 0]] },
      test: {
        exit: 1,
        tasks: [['rules', 1]],
        reports: {
          'packages/rules/.results/vitest.json': vitest(10, 2, 1),
          'packages/rules/.results/e2e.json': vitest(99, 0),
        },
      },
      e2e: { exit: 0, tasks: [['web', 0]], reports: { 'packages/web/.results/e2e.json': vitest(5, 0) } },
    }),
  );
  write('packages/rules/package.json', '{}');
  write('packages/rules/.results/old.json', JSON.stringify(vitest(1000, 0)));
  const { status, stdout } = run('test');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('17 passed, 3 failed, 1 skipped');
  expect(status).toBe(1);
  expect(calls().slice(1)).toEqual(['exec turbo run typecheck lint', 'exec turbo run test', 'exec turbo run e2e']);
});

it('is green when everything is, and red when a step broke below its tasks or found nothing', () => {
  const reports = {
    'packages/rules/.results/vitest.json': { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0 },
  };
  const test = { exit: 0, tasks: [['rules', 0]], reports };
  write('plan.json', JSON.stringify({ test }));
  expect(run('test')).toMatchObject({ status: 0, stdout: '\n3 passed, 0 failed\n' });
  write('plan.json', JSON.stringify({ test, e2e: { exit: 2, tasks: [] } }));
  expect(run('test').stdout).toMatch(/\n3 passed, 1 failed\n$/);
  write('plan.json', '{}');
  expect(run('test')).toMatchObject({ status: 1, stdout: '\n0 passed, 1 failed\n' });
});

it('says what is missing when there is neither pnpm nor npm', () => {
  rmSync(join(root, 'bin/pnpm'));
  env.PATH = join(root, 'bin');
  const { status, stderr } = run('start');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Missing: pnpm@12\.21\.0\. It would come from the npm registry, but npm .* is not installed here either\./,
  );
  expect(stderr).not.toContain('    at ');
});

it('names its tasks when asked for another', () => {
  expect(run('strat')).toMatchObject({
    status: 1,
    stderr: 'There is no task "strat": say one of start, backup, restore, test, dev, build, deploy.\n',
  });
});
