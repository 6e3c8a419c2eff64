import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './processes.mjs';
import { buildState, installState, isInstalled, isStamped, stamp } from './stamps.mjs';
import { CannotRun } from './tool-chain.mjs';

/** Installs the dependencies, unless they are those of the last successful install. */
export async function installIfNeeded(root, tools) {
  const file = join(root, 'node_modules', '.tallyboard-install');
  const state = installState(root);
  if (isStamped(file, state) && isInstalled(root)) return tools.remember();
  // Without a stamp an install that is cut short is not taken for a whole one.
  rmSync(file, { force: true });
  // The release-age check belongs to adding and updating; a committed lockfile has passed it (~10 s on a fresh machine).
  const args = [
    'install',
    '--frozen-lockfile',
    '--config.minimumReleaseAge=0',
    '--reporter=append-only',
    '--loglevel=warn',
  ];
  const code = await runStep('pnpm', args, { env: tools.env, cwd: root });
  if (code !== 0) throw new CannotRun('The dependencies could not be installed: see the lines above.', code);
  stamp(file, state);
  tools.remember();
}

/** Builds everything, unless sources and results are those of the last successful build. */
export async function buildIfNeeded(root, tools) {
  const file = join(root, 'node_modules', '.tallyboard-build');
  if (isStamped(file, buildState(root))) return;
  rmSync(file, { force: true });
  const code = await runStep('pnpm', ['exec', 'turbo', 'run', 'build', '--output-logs=new-only'], {
    env: tools.env,
    cwd: root,
  });
  if (code !== 0) throw new CannotRun('The build failed: see the lines above.', code);
  stamp(file, buildState(root));
}
