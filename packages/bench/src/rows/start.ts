import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { throwAway } from '@tallyboard/devdb/throw-away';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { noiseOf, type Sample } from '../sample.js';
import { ROOT } from '../stage/built-server.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';

/** `npm start` on a built tree and a data folder that has been used before: from the key press to ready. */
export async function start(bench: Bench): Promise<RowResult> {
  const folder = await throwAway();
  const figures = new Figures();
  const gates: Sample[] = [];
  try {
    const cold = await readyAfter(folder.path);
    for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1) {
      const { seconds, serverSeconds, otherPct } = await readyAfter(folder.path);
      const sample = (value: number): Sample => ({
        value,
        noise: noiseOf({ otherPct, generatorPct: 0, commitBefore: 1, commitAfter: 1 }),
      });
      gates.push(sample(seconds));
      figures.add('npm start', 'ready after s', sample(seconds));
      figures.add('npm start', 'of that the server s', sample(serverSeconds));
      figures.add('npm start', 'other load %', { value: otherPct, noise: [] }, 0);
    }
    const notes = [
      `The first start on the empty folder, which makes the cluster and checks the build: ${cold.seconds.toFixed(1)} s. The demo team is not written.`,
    ];
    return { gates: { 'start.ready': gates }, tables: [figures.table('Warm', '')], notes };
  } finally {
    await folder.remove();
  }
}

async function readyAfter(folder: string): Promise<{ seconds: number; serverSeconds: number; otherPct: number }> {
  const stop = watchLoad([]);
  const from = monotonicMs();
  const env = { ...process.env, PORT: '0', DEMO: '0', DATA_DIR: join(folder, 'data'), DATABASE_URL: '' };
  const child = spawn('npm', ['start', '--silent'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  try {
    const said = await new Promise<{ ms: number; pid: number }>((resolve, reject) => {
      createInterface(child.stdout).on(
        'line',
        (line) => line.startsWith('{"ready":true') && resolve(JSON.parse(line) as { ms: number; pid: number }),
      );
      child.once('error', reject);
      void gone.then(() => reject(new Error('npm start ended before it was ready')));
    });
    const seconds = (monotonicMs() - from) / 1_000;
    const { otherPct } = stop();
    process.kill(said.pid, 'SIGTERM');
    return { seconds, serverSeconds: said.ms / 1_000, otherPct };
  } finally {
    await Promise.race([gone, new Promise((go) => setTimeout(go, 15_000).unref())]);
    child.kill('SIGTERM');
  }
}
