const EAGER_FOR_MS = 20_000;

/**
 * How long to wait before knocking again (law L8): from 0.3 s growing to 1.5 s while the server may just be restarting, later up
 * to 10 s, each ± 50 %, so that a hundred screens do not come back in the same second. It never ends.
 */
export function reconnectDelay(lostForMs: number, random: number): number {
  const base =
    lostForMs < EAGER_FOR_MS
      ? 300 + (1200 * lostForMs) / EAGER_FOR_MS
      : Math.min(10_000 / 1.5, 1500 + (lostForMs - EAGER_FOR_MS) / 10);
  return Math.round(base * (0.5 + random));
}
