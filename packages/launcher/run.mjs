// Runs a root task (start, backup, restore, test, dev, build, deploy) with the pinned Node and pnpm. Plain JavaScript without dependencies on
// purpose: it must start on any Node >= 18, before anything is installed. What the machine already has is used; what
// it lacks comes from the npm registry, and what the last run already did is not done again.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded, installIfNeeded } from './src/prepare.mjs';
import { parentIsGone, runStep, watchParent } from './src/processes.mjs';
import { startServer } from './src/start-server.mjs';
import { runTests } from './src/test-run.mjs';
import { CannotRun, toolChain } from './src/tool-chain.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [task = 'start', ...rest] = process.argv.slice(2);
const tasks = {
  async start(tools) {
    await installIfNeeded(root, tools);
    await buildIfNeeded(root, tools);
    // npm may have died while we prepared; a server started now would be an orphan on the port.
    if (parentIsGone()) return 1;
    return startServer(join(root, 'apps', 'server', 'dist', 'main.js'), { args: rest, env: tools.env, cwd: root });
  },
  async backup(tools) {
    return runBackup('backup', tools);
  },
  async restore(tools) {
    return runBackup('restore', tools);
  },
  async test(tools) {
    await installIfNeeded(root, tools);
    return runTests(root, tools, rest);
  },
  async dev(tools) {
    await installIfNeeded(root, tools);
    return runStep('pnpm', ['exec', 'turbo', 'run', 'dev', ...rest], { env: tools.env, cwd: root });
  },
  async build(tools) {
    await installIfNeeded(root, tools);
    await buildIfNeeded(root, tools);
    return 0;
  },
  /** The built server with its production dependencies only, in a folder of its own: for the container image. */
  async deploy(tools) {
    if (rest.length !== 1) throw new CannotRun('Say where to: node packages/launcher/run.mjs deploy <new folder>');
    const args = [
      '--filter',
      '@tallyboard/server',
      'deploy',
      '--prod',
      '--legacy',
      '--config.minimumReleaseAge=0',
      rest[0],
    ];
    return runStep('pnpm', args, { env: tools.env, cwd: root });
  },
};

async function runBackup(task, tools) {
  await installIfNeeded(root, tools);
  await buildIfNeeded(root, tools);
  const entry = join(root, 'apps', 'server', 'dist', 'backup', 'main.js');
  return startServer(entry, { args: [task, ...rest], env: tools.env, cwd: root });
}

watchParent();
try {
  if (!Object.hasOwn(tasks, task))
    throw new CannotRun(`There is no task "${task}": say one of ${Object.keys(tasks).join(', ')}.`);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.exitCode = await tasks[task](toolChain(root, manifest));
} catch (error) {
  // What the person can act on is a sentence; everything else is our mistake and keeps its stack.
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
