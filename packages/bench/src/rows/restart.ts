import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../machine/clock.js';
import { peakRssOf, rssOf } from '../machine/processes.js';
import { watchLoad } from '../machine/watch-load.js';
import { noiseOf, type Sample } from '../sample.js';
import { type Bench, runLoad } from './bench.js';
import { Figures, type RowResult } from './figures.js';

const BOARDS = 300;
/** Below the range of ports that the system gives to clients: 300 that knock at one of those would meet themselves now and then. */
const PORT = 23_517;

/** The server is killed under load and started again: how long until every board is up to date, and what that takes. */
export async function restart(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const [current, peak]: [Sample[], Sample[]] = [[], []];
  const notes = [
    'Every board tries again each 50–150 ms, so that the server meets all of them at once; our web client waits longer between tries, which is up to it and not counted here.',
  ];
  for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1) {
    const ours = (await bench.ours(500)).onPort(PORT);
    await ours.start();
    const crew = await bench.crew(await ours.plan(BOARDS));
    try {
      await crew.connect(BOARDS);
      const before = await runLoad(bench, ours, crew, BOARDS, { kind: 'open', rate: 20, seconds: 3 });
      const steady = rssOf(ours.processes()[0]!);
      const commitBefore = await bench.database.commitMs(40);
      const recovered = crew.recovered();
      const stop = watchLoad([]);
      await ours.kill();
      const listening = whenListening(PORT);
      await ours.start();
      const listens = await listening;
      const last = Math.max(...(await recovered));
      const { otherPct } = stop();
      const highest = peakRssOf(ours.processes()[0]!);
      const after = await runLoad(bench, ours, crew, BOARDS, { kind: 'open', rate: 20, seconds: 2 });
      const noise = noiseOf({
        otherPct,
        generatorPct: 0,
        commitBefore,
        commitAfter: await bench.database.commitMs(40),
      });
      current.push({ value: (last - listens) / 1_000, noise });
      peak.push({ value: highest / steady, noise });
      figures.add('ours', 'all current after s', { value: (last - listens) / 1_000, noise });
      figures.add('ours', 'steady MiB', { value: steady / 2 ** 20, noise }, 0);
      figures.add('ours', 'peak MiB', { value: highest / 2 ** 20, noise }, 0);
      figures.add('ours', 'other load %', { value: otherPct, noise: [] }, 0);
      if (before.lost + after.lost + before.doubled + after.doubled > 0)
        notes.push(
          `**Deliveries lost ${before.lost} before, ${after.lost} after; doubled ${before.doubled}, ${after.doubled}.**`,
        );
    } finally {
      await crew.end();
      await ours.stop();
      await bench.database.drop(ours.databaseUrl);
    }
  }
  return {
    gates: { 'restart.current': current, 'restart.peak': peak },
    tables: [figures.table(`${BOARDS} boards, server killed with SIGKILL`, 'target')],
    notes,
  };
}

/** The instant (monotonic ms) at which a port first accepts a connection. */
async function whenListening(port: number): Promise<number> {
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const probe = net.connect({ port, host: '127.0.0.1' });
      probe.once('connect', () => resolve(true)).once('error', () => resolve(false));
      probe.once('connect', () => probe.destroy());
    });
    if (open) return monotonicMs();
    await sleep(5);
  }
}
