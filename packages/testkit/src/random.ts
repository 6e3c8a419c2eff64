import { randomInt } from 'node:crypto';

/** Random values that a seed repeats exactly: print `seed` when a test fails, run it again with SEED=… */
export interface Random {
  readonly seed: number;
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** The list in another order; the given one stays as it is. */
  shuffle<T>(list: readonly T[]): T[];
}

/** The seed of this run: SEED where set, else a new one. */
export function seedOfRun(env: NodeJS.ProcessEnv = process.env): number {
  const given = env['SEED'];
  if (given === undefined || given === '') return randomInt(2 ** 32);
  if (!/^\d+$/.test(given)) throw new Error(`SEED must be a whole number, not "${given}"`);
  return Number(given) % 2 ** 32;
}

/** A generator of repeatable random values (mulberry32: small, fast, good enough to choose what a test does). */
export function seededRandom(seed: number = seedOfRun()): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    seed,
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      if (list.length === 0) throw new Error('nothing to pick from');
      return list[int(0, list.length - 1)]!;
    },
    shuffle(list) {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
  };
}
