import { availableParallelism } from 'node:os';
import { Crew } from '../generator/crew.js';
import { match, type Matched } from '../generator/match.js';
import type { Seen } from '../generator/messages.js';
import type { Plan } from '../cli.js';
import type { ClientPlan, Product } from '../adapters/adapter.js';
import { Ours } from '../adapters/ours.js';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import type { BenchDatabase } from '../stage/bench-database.js';
import { noiseOf, type Sample, type Surroundings } from '../sample.js';

/** Two generators at least: with 300 boards one alone would be the limit. More only where there are cores for them. */
const GENERATORS = Math.max(2, Math.min(4, Math.floor(availableParallelism() / 2)));

/** What every row works with. */
export class Bench {
  private readonly worlds = new Map<number, string>();

  constructor(
    readonly plan: Plan,
    readonly database: BenchDatabase,
    /** A founded company, to be copied. */
    private readonly company: string,
    readonly say: (line: string) => void,
  ) {}

  /** Our server on a board of so many orders, on a copy of its own; not started yet. `nodeOptions` are for its Node. */
  async ours(orders: number, nodeOptions = ''): Promise<Ours> {
    let world = this.worlds.get(orders);
    if (!world) {
      const started = monotonicMs();
      const seeding = new Ours(this.database, this.company);
      await seeding.seed(orders);
      world = seeding.databaseUrl;
      this.worlds.set(orders, world);
      this.say(
        `  a board of ${orders.toLocaleString('en')} orders is ready (${((monotonicMs() - started) / 1_000).toFixed(1)} s)`,
      );
    }
    return new Ours(this.database, this.company, nodeOptions).on(await this.database.create(world));
  }

  crew(plan: ClientPlan): Promise<Crew> {
    return Crew.begin(plan, GENERATORS);
  }

  /** Does something once per repeat, in turns: what a repeat compares stands close together in time, and nobody is always first. */
  async interleave<T>(parts: readonly T[], one: (part: T, repeat: number) => Promise<void>): Promise<void> {
    for (let repeat = 0; repeat < this.plan.repeats; repeat += 1) {
      for (let i = 0; i < parts.length; i += 1) await one(parts[(i + repeat) % parts.length]!, repeat);
    }
  }
}

/** One load put on one product: what the movers and boards saw, and what it cost. */
export type Run = Matched & {
  /** Moves per second, from the first to the arrival of the last at the last board. */
  rate: number;
  serverCpuMs: number;
  databaseCpuMs: number;
  generatorPct: number;
  otherPct: number;
};

export async function runLoad(
  bench: Bench,
  product: Product,
  crew: Crew,
  boards: number,
  load: { kind: 'open'; rate: number; seconds: number } | { kind: 'closed'; inFlight: number; seconds: number },
): Promise<Run> {
  const servers = product.processes();
  const stop = watchLoad([...servers, bench.database.postmaster, ...crew.pids]);
  const startAt = monotonicMs() + 80;
  const seen = await crew.run({ ...load, startAt });
  const { cpuMs, otherPct, ms } = stop();
  const matched = match(seen, boards);
  const [server, database, generators] = [
    cpuMs.slice(0, servers.length),
    cpuMs[servers.length]!,
    cpuMs.slice(servers.length + 1),
  ];
  return {
    ...matched,
    rate: (matched.moves * 1_000) / (finishOf(seen) - startAt),
    serverCpuMs: server.reduce((a, b) => a + b, 0) / matched.moves,
    databaseCpuMs: database / matched.moves,
    generatorPct: (100 * Math.max(...generators)) / Math.min(ms, load.seconds * 1_000),
    otherPct,
  };
}

/** When the last answer or packet of a run was there. */
function finishOf(seen: readonly Seen[]): number {
  let last = 0;
  for (const { moves, packets } of seen) {
    for (const at of moves.acked) last = Math.max(last, at);
    for (const at of packets.at) last = Math.max(last, at);
  }
  return last;
}

/** Marks the figures of a run with what went on beside it. */
export function sampler(
  run: Pick<Run, 'otherPct' | 'generatorPct'>,
  commit: Pick<Surroundings, 'commitBefore' | 'commitAfter'>,
): (value: number) => Sample {
  const noise = noiseOf({ ...run, ...commit });
  return (value) => ({ value, noise });
}
