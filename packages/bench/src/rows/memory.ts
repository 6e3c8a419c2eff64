import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../adapters/adapter.js';
import { BareSocketIo } from '../adapters/sio.js';
import { rssOf } from '../machine/processes.js';
import { ratio, type Sample } from '../sample.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';

/** Opened first and not counted: code, pools and caches that the first boards bring along. */
const WARM = 60;

/** What a board that only listens costs the server: session, socket and subscription. */
export async function memory(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: Sample[] = [];
  const preload = `--import=${new URL('../machine/collect-on-signal.js', import.meta.url).href}`;
  for (const boards of bench.plan.full ? [300, 1_000] : [300]) {
    for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1) {
      const ours = await bench.ours(500, preload);
      const products: Product[] = [new BareSocketIo('sio', null, preload), ours];
      const found = new Map<string, Sample>();
      for (const product of repeat % 2 === 0 ? products : products.reverse()) {
        const sample = { value: await perBoard(bench, product, boards), noise: [] };
        found.set(product.name, sample);
        figures.add(product.name, `KiB per board at ${boards}`, sample, 1);
      }
      await bench.database.drop(ours.databaseUrl);
      if (boards === 300) gates.push(ratio(found.get('ours')!, found.get('sio')!));
    }
  }
  const notes = [
    'Resident memory after four full collections, with the boards less without them; other load does not change it, so no repeat is marked.',
  ];
  return {
    gates: { 'memory.board': gates },
    tables: [figures.table('Idle boards, each with a session of its own', 'target')],
    notes,
  };
}

async function perBoard(bench: Bench, product: Product, boards: number): Promise<number> {
  await product.start();
  const crew = await bench.crew(await product.plan(WARM + boards));
  try {
    await crew.connect(WARM);
    const before = await settled(product);
    await crew.connect(boards);
    return ((await settled(product)) - before) / 1_024 / boards;
  } finally {
    await crew.end();
    await product.stop();
  }
}

/** Resident bytes once garbage is gone; the least of a few looks, since the allocator gives back late. */
async function settled(product: Product): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 4; i += 1) {
    for (const pid of product.processes()) process.kill(pid, 'SIGUSR2');
    await sleep(350);
    least = Math.min(
      least,
      product.processes().reduce((sum, pid) => sum + rssOf(pid), 0),
    );
  }
  return least;
}
