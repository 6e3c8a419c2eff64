const BANDS = 16;
const ROWS = 2;

/** Words and Han characters of a text, without what changes from letter to letter: case, digits, marks. */
function pieces(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\d+/g, '0');
  return plain.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
}

function pairs(text: string): Map<string, number> {
  const list = pieces(text);
  const found = new Map<string, number>();
  const add = (key: string): void => void found.set(key, (found.get(key) ?? 0) + 1);
  if (list.length === 1) add(list[0]!);
  for (let i = 1; i < list.length; i += 1) add(`${list[i - 1]!} ${list[i]!}`);
  return found;
}

/** How alike two texts are, from 0 to 1: Dice's coefficient over pairs of neighbouring words. */
export function likeness(a: string, b: string): number {
  const [x, y] = [pairs(a), pairs(b)];
  const size = (m: Map<string, number>): number => [...m.values()].reduce((n, k) => n + k, 0);
  const both = [...x].reduce((n, [key, times]) => n + Math.min(times, y.get(key) ?? 0), 0);
  const all = size(x) + size(y);
  return all === 0 ? (a.trim() === b.trim() ? 1 : 0) : (2 * both) / all;
}

/**
 * A sketch by which texts that are alike are found among many without comparing each: two whose likeness is 0.8 share one of its marks with
 * a probability beyond 0.999, strangers hardly ever (minimal hashes over the same pairs, in bands). Whoever shares one is compared for good.
 */
export function sketchOf(text: string): string[] {
  const all = [...pairs(text).keys()];
  if (all.length === 0) return [];
  const least = (seed: number): number => all.reduce((low, pair) => Math.min(low, hash(pair, seed)), 0xffff_ffff);
  return Array.from({ length: BANDS }, (_, band) =>
    [band, ...Array.from({ length: ROWS }, (__, row) => least(band * ROWS + row).toString(36))].join('.'),
  );
}

/** FNV-1a, 32 bits, begun and ended by a seed. */
function hash(text: string, seed: number): number {
  let h = Math.imul(0x811c_9dc5 ^ seed, 0x9e37_79b1);
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x0100_0193);
  h ^= h >>> 15;
  return Math.imul(h, 0x2c1b_3c6d) >>> 0;
}
