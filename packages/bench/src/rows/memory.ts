import { setTimeout as sleep } from 'node:timers/promises';
import { COLLECT_ON_SIGNAL, heldBytes } from '@tallyboard/testkit/heap-file';
import type { Product } from '../adapters/adapter.js';
import { BareSocketIo } from '../adapters/sio.js';
import { rssOf } from '../machine/processes.js';
import { ratio, type Sample } from '../sample.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';

/** Opened first and not counted: code, pools and caches that the first boards bring along. */
const WARM = 60;
/** Bytes held once garbage is gone, and bytes the process occupies. */
type Memory = { held: number; resident: number };

/** What a board that only listens costs the server: session, socket and subscription. */
export async function memory(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: Sample[] = [];
  const preload = `--import=${COLLECT_ON_SIGNAL}`;
  for (const boards of bench.plan.full ? [300, 1_000] : [300]) {
    for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1) {
      const ours = await bench.ours(500, preload);
      const products: Product[] = [new BareSocketIo('sio', null, preload), ours];
      const found = new Map<string, Sample>();
      for (const product of repeat % 2 === 0 ? products : products.reverse()) {
        const { held, resident } = await perBoard(bench, product, boards);
        found.set(product.name, { value: held, noise: [] });
        figures.add(product.name, `KiB held per board at ${boards}`, { value: held, noise: [] }, 1);
        figures.add(product.name, `resident KiB per board at ${boards}`, { value: resident, noise: [] }, 1);
      }
      await bench.database.drop(ours.databaseUrl);
      if (boards === 300) gates.push(ratio(found.get('ours')!, found.get('sio')!));
    }
  }
  const notes = [
    'Held: heap and what hangs on it outside, after four full collections, with the boards less without them; other load does not change it, so no repeat is marked. Resident memory beside it moves by megabytes for reasons of the allocator’s own and is no measure for 300 boards.',
  ];
  return {
    gates: { 'memory.board': gates },
    tables: [figures.table('Idle boards, each with a session of its own', 'target')],
    notes,
  };
}

async function perBoard(bench: Bench, product: Product, boards: number): Promise<Memory> {
  await product.start();
  const crew = await bench.crew(await product.plan(WARM + boards));
  try {
    await crew.connect(WARM);
    const before = await settled(product);
    await crew.connect(boards);
    const after = await settled(product);
    const each = (what: keyof Memory): number => (after[what] - before[what]) / 1_024 / boards;
    return { held: each('held'), resident: each('resident') };
  } finally {
    await crew.end();
    await product.stop();
  }
}

/** What is left once garbage is gone: the least of a few looks, since timers and buffers end when they end. */
async function settled(product: Product): Promise<Memory> {
  const least: Memory = { held: Infinity, resident: Infinity };
  for (let i = 0; i < 5; i += 1) {
    const looks = await Promise.all(product.processes().map(look));
    const sum = (what: keyof Memory): number => looks.reduce((total, one) => total + one[what], 0);
    least.held = Math.min(least.held, sum('held'));
    least.resident = Math.min(least.resident, sum('resident'));
    await sleep(300);
  }
  return least;
}

const look = async (pid: number): Promise<Memory> => ({ held: await heldBytes(pid), resident: rssOf(pid) });
