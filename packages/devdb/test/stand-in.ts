import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { build } from 'vite';
import type { StartOptions } from '../src/embedded.js';
import { bundledBinaries } from '../src/binaries.js';
import { type Identity, canEnter, systemAccount } from '../src/identity.js';
import { isAlive } from '../src/running-process.js';
import type { StandInReport } from './server-stand-in.js';

/** Whether the tests run as root: then they also try everything as an ordinary user, and the other way round. */
export const isRoot = process.getuid?.() === 0;

/** The ordinary user the tests borrow when they run as root. */
export const ordinary: Identity = isRoot ? (systemAccount('nobody') ?? {}) : {};

// The kernel outlives every SIGKILL of these tests, so a commit must reach it, but not the disk: less load, same truth.
const UNFLUSHED = { durable: false, settings: { synchronous_commit: 'on', full_page_writes: 'on' } };

/** Everything a stand-in needs, in a place that an ordinary user can reach although the clone may be closed to them. */
export interface Stage {
  readonly dir: string;
  /** Makes an empty folder which belongs to that user. */
  folder(name: string, owner?: Identity): string;
  start(dataDir: string, as?: Identity, options?: StartOptions): Promise<StandIn>;
  clear(): Promise<void>;
}

/** A server process under test. */
export interface StandIn {
  readonly report: StandInReport;
  readonly stderr: () => string;
  /** Ends it in order and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Bundles the stand-in into one file and gives back the means to start it as any user. */
export async function prepareStage(): Promise<Stage> {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tallyboard-devdb-')));
  fs.chmodSync(dir, 0o755);
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['pg-native'] },
    build: {
      ssr: path.join(import.meta.dirname, 'server-stand-in.ts'),
      outDir: dir,
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      rollupOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  });
  const node = reachable(process.execPath, path.join(dir, 'node'));
  const binaries = reachable(bundledBinaries(), path.join(dir, 'pkg', 'native'), true);
  const running = new Set<ChildProcess>();
  const homes = new Set<string>();
  return {
    dir,
    folder(name, owner = {}) {
      const folder = path.join(dir, name);
      fs.mkdirSync(folder, { recursive: true });
      if (owner.uid !== undefined && owner.gid !== undefined) fs.chownSync(folder, owner.uid, owner.gid);
      return folder;
    },
    async start(dataDir, as = {}, options = {}) {
      homes.add(dataDir);
      const asUser = as.uid === undefined ? process.execPath : node;
      const child = spawn(
        asUser,
        [path.join(dir, 'server.mjs'), dataDir, JSON.stringify({ binaries, ...UNFLUSHED, ...options })],
        {
          ...as,
          cwd: dir,
        },
      );
      running.add(child);
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const gone = once(child, 'close').then(() => running.delete(child));
      const line = await Promise.race([once(createInterface(child.stdout), 'line'), gone.then(() => undefined)]);
      if (!line) throw new Error(`the stand-in ended without a word: ${stderr}`);
      const report = JSON.parse(String(line[0])) as StandInReport;
      if ('home' in report) homes.add(report.home);
      return {
        report,
        stderr: () => stderr,
        async stop() {
          child.stdin.write('stop\n');
          await gone;
        },
        async kill() {
          child.kill('SIGKILL');
          await gone;
        },
      };
    },
    async clear() {
      for (const child of running) child.kill('SIGKILL');
      for (const home of homes) {
        const pid = postmasterPid(home);
        if (pid && isAlive(pid)) process.kill(pid, 'SIGQUIT');
        while (pid && isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function reachable(from: string, to: string, isFolder = false): string {
  if (canEnter(ordinary, isFolder ? from : path.dirname(from))) return from;
  fs.mkdirSync(path.dirname(to), { recursive: true });
  if (isFolder) fs.copyFileSync(path.join(from, '..', 'package.json'), path.join(path.dirname(to), 'package.json'));
  // `cp` keeps modes and links, and shares blocks where the file system can.
  const copied = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
  return to;
}

/** The pid in the cluster's pid file, if there is one. */
export function postmasterPid(home: string): number | undefined {
  try {
    return Number(fs.readFileSync(path.join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** Whether a Postgres serves this folder now. */
export function isServed(home: string): boolean {
  const pid = postmasterPid(home);
  return pid !== undefined && isAlive(pid);
}

/** Runs one statement. */
export async function query(report: StandInReport, sql: string): Promise<Record<string, unknown>[]> {
  if (!('url' in report)) throw new Error(report.message);
  const client = new pg.Client({ connectionString: report.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
