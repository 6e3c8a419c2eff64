/**
 * Milliseconds on the clock that all processes of one machine share: CLOCK_MONOTONIC, which never steps. Not
 * `performance.timeOrigin + now()`, whose origin each process takes from the wall clock at its own start, so that two processes may
 * differ by what the clock was adjusted meanwhile. The start point means nothing; only differences do.
 */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
