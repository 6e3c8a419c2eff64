import type { Product } from '../adapters/adapter.js';
import { BareSocketIo } from '../adapters/sio.js';
import { CommitFloor } from '../adapters/commit.js';
import { monotonicMs } from '../machine/clock.js';
import { rssOf } from '../machine/processes.js';
import { noiseOf, ratio, type Sample, sum } from '../sample.js';
import { type Bench, type Run, runLoad, sampler } from './bench.js';
import { Figures, type RowResult } from './figures.js';

const BOARDS = 300;
const ORDERS = 500;
const RATE = 20;
const IN_FLIGHT = 32;
const WARM_S = 4;

/** What one product showed in one repeat. */
type Seen = { paced: Run; flooded: Run; rss: number };

/** A move until it is on 300 boards, and how many of them a second. */
export async function live(bench: Bench): Promise<RowResult> {
  const { full } = bench.plan;
  const floor = new CommitFloor(bench.database.floorDatabase);
  const products: Product[] = [new BareSocketIo('sio'), await bench.ours(ORDERS), floor];
  if (full) products.push(new BareSocketIo('sio-tx', bench.database.floorDatabase));
  const [paced, flooded] = [new Figures(), new Figures()];
  const gates: Record<string, Sample[]> = {};
  const notes = products.map((p) => `\`${p.name}\`: ${p.about}.`);

  for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1) {
    const commitBefore = await bench.database.commitMs();
    const seen = new Map<string, Seen>();
    for (let i = 0; i < products.length; i += 1) {
      const product = products[(i + repeat) % products.length]!;
      seen.set(product.name, await one(bench, product, full));
    }
    const commit = { commitBefore, commitAfter: await bench.database.commitMs() };
    const samples = new Map([...seen].map(([name, s]) => [name, keep(name, s, commit, paced, flooded, notes)]));
    compare(gates, samples.get('ours')!, samples.get('sio')!, samples.get('commit')!);
    bench.say(
      `  repeat ${repeat + 1}: ours p50 ${seen.get('ours')!.paced.event.p50.toFixed(1)} ms, ${seen.get('ours')!.flooded.rate.toFixed(0)} moves/s; sio ${seen.get('sio')!.paced.event.p50.toFixed(1)} ms, ${seen.get('sio')!.flooded.rate.toFixed(0)} moves/s`,
    );
  }
  return {
    gates,
    tables: [
      paced.table(`${RATE} moves/s, ${BOARDS} boards, ${ORDERS} orders; ms from when the move was due`, 'target'),
      flooded.table(`As many as it carries: ${IN_FLIGHT} in flight, ${BOARDS} boards`, 'target'),
    ],
    notes,
  };
}

async function one(bench: Bench, product: Product, full: boolean): Promise<Seen> {
  const boards = product.name === 'commit' ? 0 : BOARDS;
  await product.start();
  const crew = await bench.crew(await product.plan(boards));
  try {
    await crew.connect(boards);
    // The office has been at work for a while: engines compile what runs often, and nobody's first minute is measured.
    await crew.run({ kind: 'closed', inFlight: IN_FLIGHT, seconds: WARM_S, startAt: monotonicMs() + 50 });
    await crew.run({ kind: 'open', rate: RATE, seconds: 1.5, startAt: monotonicMs() + 50 });
    await bench.database.checkpoint();
    const paced = await runLoad(bench, product, crew, boards, { kind: 'open', rate: RATE, seconds: full ? 15 : 8 });
    const flooded = await runLoad(bench, product, crew, boards, {
      kind: 'closed',
      inFlight: IN_FLIGHT,
      seconds: full ? 8 : 4,
    });
    const rss = product.processes().reduce((total, pid) => total + rssOf(pid), 0);
    return { paced, flooded, rss };
  } finally {
    await crew.end();
    await product.stop();
  }
}

type Kept = { p50: Sample; p99: Sample; last: Sample; rate: Sample; cpu: Sample };

function keep(
  name: string,
  { paced, flooded, rss }: Seen,
  commit: { commitBefore: number; commitAfter: number },
  a: Figures,
  b: Figures,
  notes: string[],
): Kept {
  const [p, f] = [sampler(paced, commit), sampler(flooded, commit)];
  const reached = name === 'commit' ? paced.ack : paced.event;
  a.add(name, 'answer p50', p(paced.ack.p50));
  a.add(name, 'answer p99', p(paced.ack.p99));
  a.add(name, 'at a board p50', p(paced.event.p50));
  a.add(name, 'at a board p99', p(paced.event.p99));
  a.add(name, 'LAST board p50', p(paced.last.p50));
  a.add(name, 'LAST board p99', p(paced.last.p99));
  a.add(name, 'server CPU ms/move', p(paced.serverCpuMs));
  a.add(name, 'DB CPU ms/move', p(paced.databaseCpuMs));
  b.add(name, 'moves/s', f(flooded.rate), 0);
  b.add(name, 'LAST board p99 ms', f(flooded.last.p99), 0);
  b.add(name, 'server CPU ms/move', f(flooded.serverCpuMs), 3);
  b.add(name, 'DB CPU ms/move', f(flooded.databaseCpuMs), 3);
  b.add(name, 'RSS MiB', f(rss / 2 ** 20), 0);
  b.add(name, 'generator % of a core', { value: flooded.generatorPct, noise: [] }, 0);
  b.add(name, 'other load %', { value: flooded.otherPct, noise: [] }, 0);
  for (const run of [paced, flooded]) {
    if (run.failures > 0)
      notes.push(`**${name}: ${run.failures} moves failed**, the first with \`${run.firstFailure ?? ''}\`.`);
    if (run.lost + run.doubled > 0 && name !== 'commit')
      notes.push(`**${name}: ${run.lost} deliveries lost, ${run.doubled} doubled.**`);
    const noise = noiseOf({ ...run, ...commit });
    if (noise.length > 0) notes.push(`noisy: ${name}, ${run === paced ? 'paced' : 'flooded'} (${noise.join(', ')}).`);
  }
  return {
    p50: p(reached.p50),
    p99: p(reached.p99),
    last: p(paced.last.p99),
    rate: f(flooded.rate),
    cpu: f(flooded.serverCpuMs + flooded.databaseCpuMs),
  };
}

function compare(gates: Record<string, Sample[]>, ours: Kept, sio: Kept, commit: Kept): void {
  const add = (id: string, sample: Sample): void => void (gates[id] = [...(gates[id] ?? []), sample]);
  add('live.p50', ratio(ours.p50, sum(sio.p50, commit.p50)));
  add('live.p99', ratio(ours.p99, sum(sio.p99, commit.p99)));
  add('live.last', ratio(ours.last, sio.last));
  add('live.rate', ratio(ours.rate, sio.rate));
  add('live.cpu', ratio(ours.cpu, sio.cpu));
}
