import { type Bench, runLoad, sampler } from './bench.js';
import { ratio, type Sample } from '../sample.js';
import { Figures, type RowResult } from './figures.js';

const SIZES = [500, 5_000] as const;
const IN_FLIGHT = 32;

/** Does a long board slow a move down? Capacity with nobody watching but one board per generator, so that the moves are all the work. */
export async function size(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const rates = new Map<number, Sample[]>(SIZES.map((s) => [s, []]));
  const products = [];
  for (const orders of SIZES) products.push({ orders, ours: await bench.ours(orders) });
  await bench.interleave(products, async ({ orders, ours }) => {
    const commitBefore = await bench.database.commitMs();
    await ours.start();
    const crew = await bench.crew(await ours.plan(2));
    try {
      await crew.connect(2);
      await runLoad(bench, ours, crew, 2, { kind: 'closed', inFlight: IN_FLIGHT, seconds: 1.5 });
      await bench.database.checkpoint();
      const run = await runLoad(bench, ours, crew, 2, {
        kind: 'closed',
        inFlight: IN_FLIGHT,
        seconds: bench.plan.full ? 8 : 4,
      });
      const sample = sampler(run, { commitBefore, commitAfter: await bench.database.commitMs() });
      const name = `${orders.toLocaleString('en')} orders`;
      rates.get(orders)!.push(sample(run.rate));
      figures.add(name, 'moves/s', sample(run.rate), 0);
      figures.add(name, 'server CPU ms/move', sample(run.serverCpuMs), 3);
      figures.add(name, 'DB CPU ms/move', sample(run.databaseCpuMs), 3);
      if (run.failures > 0) bench.say(`  ${run.failures} moves failed: ${run.firstFailure ?? ''}`);
    } finally {
      await crew.end();
      await ours.stop();
    }
  });
  const [short, long] = SIZES.map((s) => rates.get(s)!);
  return {
    gates: { 'size.rate': long!.map((l, i) => ratio(l, short![i]!)) },
    tables: [figures.table(`${IN_FLIGHT} moves in flight`, 'board')],
    notes: [],
  };
}
