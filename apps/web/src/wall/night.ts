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
