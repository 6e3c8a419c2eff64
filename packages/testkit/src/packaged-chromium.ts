import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** A browser program and what it needs in its environment. */
export interface BrowserProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

const PACKAGE = '@sparticuz/chromium';

/**
 * Unpacks the Chromium that npm brought (once per machine and user, ~2 s, 211 MB in the temporary folder) and tells
 * how to run it. Not by the package's own function: that unpacks to fixed names in the shared temporary folder, where
 * a second worker meets half a file and a second user somebody else's.
 */
export async function unpackChromium(): Promise<BrowserProgram> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `npm brings a browser for Linux x64 only; on ${process.platform} ${process.arch} install Chromium or Chrome, or set CHROMIUM_PATH.`,
    );
  }
  const entry = createRequire(import.meta.url).resolve(PACKAGE);
  const home = path.join(os.tmpdir(), `tallyboard-chromium-${packageVersion(entry)}-${os.userInfo().uid}`);
  const program = path.join(home, 'chromium');
  const ours = isOurs(home);
  if (!ours || !fs.existsSync(program)) {
    // Cleaners of temporary folders take files out one by one.
    if (ours) fs.rmSync(home, { recursive: true, force: true });
    await unpackInto(home, entry);
  }
  return { path: program, env: { ...libraryPath(home, program), ...fontPath(home) } };
}

/** A folder of that name made by somebody else must not have its programs run by us. */
function isOurs(home: string): boolean {
  const stat = fs.lstatSync(home, { throwIfNoEntry: false });
  if (!stat) return false;
  if (!stat.isDirectory() || stat.uid !== os.userInfo().uid)
    throw new Error(`${home} belongs to somebody else; delete it or set TMPDIR`);
  return true;
}

function packageVersion(entry: string): string {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

async function unpackInto(home: string, entry: string): Promise<void> {
  const staging = fs.mkdtempSync(`${home}.`);
  try {
    // In a process of its own: the package unpacks to TMPDIR, and brings its system libraries only where it believes
    // to run in a cloud function. Neither belongs into the environment of the tests.
    const script = `import chromium from ${JSON.stringify(pathToFileURL(entry).href)}; await chromium.executablePath();`;
    const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
    fs.writeFileSync(path.join(staging, 'fonts', 'fonts.conf'), fontsConf(path.join(home, 'fonts')));
    fs.renameSync(staging, home);
  } catch (error) {
    // Another worker was faster: a folder that is not empty is not replaced.
    if (!fs.existsSync(path.join(home, 'chromium'))) throw error;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** The packaged libraries (nss, nspr, expat) only where the system lacks some: its own ones fit it better. */
function libraryPath(home: string, program: string): Record<string, string> {
  const ldd = spawnSync('ldd', [program], { encoding: 'utf8' });
  if (ldd.status === 0 && !ldd.stdout.includes('not found')) return {};
  return {
    LD_LIBRARY_PATH: [path.join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
  };
}

function fontPath(home: string): Record<string, string> {
  return fs.existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(home, 'fonts') };
}

function fontsConf(dir: string): string {
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir>${dir}</dir><cachedir>${dir}/cache</cachedir></fontconfig>\n`;
}
