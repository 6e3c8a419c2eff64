/** Hours of the office day during which the wall is dim; `from` may lie after `to`. */
export type Night = { from: number; to: number };
const DEFAULT: Night = { from: 20, to: 7 };

/** `?night=20-7` sets the hours, `?night=off` keeps the wall bright; anything else is the default. */
export function nightFrom(search: string): Night | null {
  const asked = new URLSearchParams(search).get('night');
  if (asked === 'off') return null;
  const m = /^(\d{1,2})-(\d{1,2})$/.exec(asked ?? '');
  if (!m) return DEFAULT;
  const [from, to] = [Number(m[1]), Number(m[2])];
  return from < 24 && to <= 24 ? { from, to } : DEFAULT;
}

export function isNight(night: Night | null, hour: number): boolean {
  if (!night || night.from === night.to) return false;
  return night.from < night.to ? hour >= night.from && hour < night.to : hour >= night.from || hour < night.to;
}

/** Whoever has just paired a screen wants to see it, whatever the hour. */
export const BRIGHT_AFTER_PAIRING_MS = 3_600_000;

/** Dim at night, but not while `awake` (something wants to be seen) and not in the first hour after pairing. */
export function isDim(
  night: Night | null,
  hour: number,
  { sincePairing, awake }: { sincePairing: number; awake: boolean },
): boolean {
  // Either way: the present is told every few seconds, so that it may lie a little before the pairing.
  const fresh = Math.abs(sincePairing) < BRIGHT_AFTER_PAIRING_MS;
  return isNight(night, hour) && !awake && !fresh;
}

const RING = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
] as const;
const SHIFT_EVERY_MS = 120_000;

/** Where the picture stands now, in steps of a few pixels: no pixel shows the same for hours. */
export const burnInShift = (at: number): readonly [number, number] =>
  RING[Math.floor(at / SHIFT_EVERY_MS) % RING.length]!;
