import { monotonicMs } from '../machine/clock.js';

/** When the moves of one generator are due. Together, `of` generators send `rate` moves a second, evenly, each every `of`-th. */
export function dueTimes({
  startAt,
  rate,
  seconds,
  index,
  of,
}: {
  startAt: number;
  rate: number;
  seconds: number;
  index: number;
  of: number;
}): number[] {
  const due: number[] = [];
  for (let i = index; i < Math.round(rate * seconds); i += of) due.push(startAt + (i * 1_000) / rate);
  return due;
}

const sleep = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));
const turn = (): Promise<void> => new Promise((go) => setImmediate(go));

/** Waits until an instant, to a fraction of a millisecond: timers alone come up to a millisecond late. */
export async function waitUntil(instant: number): Promise<void> {
  const early = instant - monotonicMs() - 1.5;
  if (early > 0) await sleep(early);
  while (monotonicMs() < instant) await turn();
}

/**
 * Open loop: each thing is begun at its time, whether earlier ones have been answered or not. Its latency counts from when it was due,
 * so a server (or a generator) that stalls cannot hide the wait of those that should have been sent meanwhile.
 */
export async function openLoop(due: readonly number[], begin: (due: number) => Promise<void>): Promise<void> {
  const all: Promise<void>[] = [];
  for (const instant of due) {
    await waitUntil(instant);
    all.push(begin(instant));
  }
  await Promise.all(all);
}

/** Closed loop: `inFlight` at any time until `endAt`; the next begins when one is answered. Measures capacity, not latency. */
export async function closedLoop(
  inFlight: number,
  endAt: number,
  begin: (due: number) => Promise<void>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let now = monotonicMs(); now < endAt; now = monotonicMs()) await begin(now);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}
