import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** Ranks longer than this are re-spaced. */
export const MAX_RANK = 50;
const BISECTIONS = 12;

/**
 * A rank strictly between two others (null = open end), compared bytewise. `entropy` in [0, 1) spreads concurrent drops into one
 * gap over 4,096 places, so that two people rarely meet; the unique index and a retry settle the rest.
 */
export function rankBetween(before: string | null, after: string | null, entropy: number): string {
  let low = before;
  let high = after;
  let bits = Math.floor(entropy * 2 ** BISECTIONS);
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = generateKeyBetween(low, high);
    if (bits % 2 === 0) high = middle;
    else low = middle;
    bits = Math.floor(bits / 2);
  }
  return generateKeyBetween(low, high);
}

/** `count` evenly spaced ranks between two others, for new boards and for re-spacing. */
export const ranksBetween = (before: string | null, after: string | null, count: number): string[] =>
  generateNKeysBetween(before, after, count);

/** Bytewise order, as the database's `COLLATE "C"` has it. */
export const compareRanks = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
