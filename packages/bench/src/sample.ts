import { median } from './statistics.js';

/** One repeat of one measurement, and why it may not be believed (empty: a quiet one). */
export type Sample = { value: number; noise: readonly string[] };

/** What went on beside the measurement while it ran. */
export type Surroundings = {
  /** CPU time of everything that is not ours, in percent of all cores. */
  otherPct: number;
  /** The busiest generator process, in percent of one core. */
  generatorPct: number;
  /** Median commit time of the floor before and after the repeat, ms. */
  commitBefore: number;
  commitAfter: number;
};

export const LIMITS = { otherPct: 30, generatorPct: 85, commitFactor: 2 } as const;

/** Why a repeat is noisy: another's load, a generator at its limit (it then measures itself), or a disk that changed its mood. */
export function noiseOf({ otherPct, generatorPct, commitBefore, commitAfter }: Surroundings): string[] {
  const noise: string[] = [];
  if (otherPct > LIMITS.otherPct) noise.push(`other load ${otherPct.toFixed(0)} %`);
  if (generatorPct > LIMITS.generatorPct) noise.push(`generator at ${generatorPct.toFixed(0)} % of a core`);
  const factor = Math.max(commitBefore, commitAfter) / Math.min(commitBefore, commitAfter);
  if (factor > LIMITS.commitFactor) noise.push(`commit floor changed ${factor.toFixed(1)}×`);
  return noise;
}

/** How many quiet repeats it takes for the noisy ones not to count. */
const ENOUGH = 2;

/** What a list of repeats says. Noisy ones are left out only when enough quiet ones remain; otherwise all count and it is marked. */
export type Summary = { value: number; low: number; high: number; counted: number; total: number; noisy: boolean };
export function summarize(samples: readonly Sample[]): Summary {
  const valid = samples.filter((s) => Number.isFinite(s.value));
  const quiet = valid.filter((s) => s.noise.length === 0);
  const noisy = quiet.length < Math.min(ENOUGH, valid.length);
  const counted = (noisy ? valid : quiet).map((s) => s.value);
  return {
    value: median(counted),
    low: Math.min(...counted),
    high: Math.max(...counted),
    counted: counted.length,
    total: samples.length,
    noisy,
  };
}

/** A quotient of two measurements of the same repeat; noisy when either is. */
export function ratio(over: Sample, under: Sample): Sample {
  return { value: over.value / under.value, noise: [...new Set([...over.noise, ...under.noise])] };
}
export function sum(a: Sample, b: Sample): Sample {
  return { value: a.value + b.value, noise: [...new Set([...a.noise, ...b.noise])] };
}
