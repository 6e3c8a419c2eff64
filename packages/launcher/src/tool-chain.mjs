import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Something the person at the keyboard can act on; only the message is shown. */
export class CannotRun extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const shell = process.platform === 'win32';

/** Whether version `have` is `want` or later; anything before the first digit (`v`, `>=`) is skipped. */
export function atLeast(have, want) {
  const [a, b] = [have, want].map((version) => version.replace(/^\D*/, '').split(/[.-]/).slice(0, 3).map(Number));
  for (let i = 0; i < 3; i++) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) > (b[i] ?? 0);
  return true;
}

/**
 * The npm package that carries Node itself for a platform. The per-platform packages, not the `node` wrapper: that
 * one needs an install script, which npm 12 blocks and whose nested `npm install` npm 11 refuses.
 */
export function nodePackage(platform, arch, version, isMusl = false) {
  const known = { linux: ['x64', 'arm64'], darwin: ['x64', 'arm64'], win32: ['x64', 'arm64'] };
  if (isMusl || !known[platform]?.includes(arch)) return undefined;
  const os = platform === 'win32' ? 'win' : platform;
  return `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${os}-${arch}@${version}`;
}

/** Node packages of npm are built for glibc; Alpine and its like need their own. */
function isMusl() {
  if (process.platform !== 'linux') return false;
  const { header } = process.report.getReport();
  return header.glibcVersionRuntime === undefined;
}

function missingPackages(manifest, env, cwd) {
  const missing = [];
  if (!atLeast(process.versions.node, manifest.engines.node)) {
    const name = nodePackage(process.platform, process.arch, manifest.config.node, isMusl());
    if (!name) {
      throw new CannotRun(
        `Tallyboard needs Node.js ${manifest.engines.node}; this is ${process.versions.node}, and npm has no newer one for ` +
          `${process.platform} ${process.arch}${isMusl() ? ' (musl)' : ''}. Install Node.js ${manifest.config.node} and try again.`,
      );
    }
    missing.push(name);
  }
  const version = manifest.packageManager.split('@')[1];
  const quiet = { ...env, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' };
  const pnpm = spawnSync('pnpm', ['--version'], { env: quiet, encoding: 'utf8', shell, cwd });
  if (pnpm.status !== 0 || pnpm.stdout.trim().split('.')[0] !== version.split('.')[0]) missing.push(`pnpm@${version}`);
  return missing;
}

/** Fetches packages into npm's own cache (at most once per version) and gives back the PATH on which they are. */
function pathWith(packages, env, cwd) {
  const names = packages.join(' and ');
  if (spawnSync('npx', ['--version'], { env, shell, cwd, stdio: 'ignore' }).status !== 0) {
    throw new CannotRun(
      `Missing: ${names}. It would come from the npm registry, but npm (with its npx) is not installed here either. Install npm, or install ${names} yourself.`,
    );
  }
  console.error(`Bringing ${names} from the npm registry (into npm's cache, nothing is installed system-wide) …`);
  const print = shell ? '"process.env.Path??process.env.PATH"' : 'process.env.PATH';
  const args = ['--yes', '--ignore-scripts', ...packages.flatMap((name) => ['-p', name]), '--', 'node', '-p', print];
  const npx = spawnSync('npx', args, { env, encoding: 'utf8', shell, cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  if (npx.status !== 0) {
    throw new CannotRun(
      `Missing: ${names}, and the npm registry did not deliver it (see above). Check the network or \`npm config get registry\`, or install ${names} yourself.`,
    );
  }
  const path = npx.stdout.trim().split('\n').pop();
  // pnpm's own bin stays a script without its install script, and turbo spawns what it finds: put the real binary first.
  const scope = join(path.split(delimiter)[0], '..', '@pnpm');
  const exe = existsSync(scope) ? readdirSync(scope).find((name) => name.startsWith('exe.')) : undefined;
  return exe ? join(scope, exe) + delimiter + path : path;
}

/** The environment in which the pinned Node and a fitting pnpm are first on PATH. */
export function toolChain(root, manifest, env = process.env) {
  const base = { ...env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', npm_config_update_notifier: 'false' };
  // Asking npx costs a second at every start, so its answer is kept, next to what was installed with it.
  const memo = join(root, 'node_modules', '.tallyboard-tools');
  const key = [
    process.execPath,
    process.versions.node,
    manifest.engines.node,
    manifest.config.node,
    manifest.packageManager,
    env.PATH,
  ].join('\n');
  const known = readMemo(memo);
  if (known?.key === key && known.needed.every((dir) => existsSync(dir))) return withPath(base, known.path, env.PATH);
  const missing = missingPackages(manifest, base, root);
  const path = missing.length > 0 ? pathWith(missing, base, root) : (env.PATH ?? '');
  const added = path.split(delimiter).filter((dir) => !(env.PATH ?? '').split(delimiter).includes(dir));
  const tools = withPath(base, path, env.PATH);
  return {
    ...tools,
    remember: () =>
      writeMemo(memo, { key, path, needed: [...programs(added), ...(missing.length > 0 ? [] : [process.execPath])] }),
  };
}

function withPath(base, path, before) {
  const env = { ...base, PATH: path };
  if (shell && path !== before) delete env.Path;
  return { env, remember: () => undefined };
}

/** The programs a later start relies on: should npm's cache be cleared, they are brought anew. */
function programs(dirs) {
  const suffix = shell ? '.exe' : '';
  return dirs
    .flatMap((dir) => ['node', 'pnpm'].map((name) => join(dir, name + suffix)))
    .filter((file) => existsSync(file));
}

function readMemo(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function writeMemo(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}
