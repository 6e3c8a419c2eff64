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

/** INQ-01: an answer that is nearly one of the author's last three earns nothing. */
export const COPY_LIKENESS = 0.9;
export const COPIES_LOOKED_AT = 3;
export const isCopy = (text: string, earlier: readonly string[]): boolean =>
  earlier.slice(0, COPIES_LOOKED_AT).some((other) => likeness(text, other) >= COPY_LIKENESS);
