import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { decompress } from 'wawoff2';

/**
 * The face of desk and wall, as it is shipped: a hundred slices of a variable font, each with some of its characters. Print takes from the
 * same files, so that a fresh install need not fetch another ninety megabytes of letters.
 */
const PACKAGE = '@fontsource-variable/noto-sans-sc';
const require = createRequire(import.meta.url);
/** The table of the slice is needed as it is, beside what fontkit makes of it. */
export type Slice = { bytes: Buffer; font: Font };

/** "[4]": "U+1f1e9-1f1f5,…": which slice has which characters. The named ones (latin, cyrillic) before the numbered. */
const RANGES = Object.entries(require(`${PACKAGE}/unicode.json`) as Record<string, string>)
  .map(([key, ranges]) => ({ name: key.replace(/[[\]]/g, ''), isNamed: !key.startsWith('['), spans: spansOf(ranges) }))
  .sort((a, b) => Number(b.isNamed) - Number(a.isNamed));

function spansOf(ranges: string): (readonly [number, number])[] {
  return ranges.split(',').map((range) => {
    const [from, to = from] = range.replace('U+', '').split('-') as [string, string?];
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
}

/** In which slice a character is; null where the face has none for it. */
export const sliceOf = (codePoint: number): string | null =>
  RANGES.find(({ spans }) => spans.some(([from, to]) => codePoint >= from && codePoint <= to))?.name ?? null;

/** Would every character be printed as itself? */
export const isPrintable = (text: string): boolean =>
  [...text].every((character) => sliceOf(character.codePointAt(0)!) !== null);

const opened = new Map<string, Promise<Slice>>();
/** A slice as a plain TrueType font; read once. */
export function slice(name: string): Promise<Slice> {
  const known = opened.get(name);
  if (known) return known;
  const opening = openSlice(name);
  opened.set(name, opening);
  // What could not be read is tried again the next time.
  opening.catch(() => opened.delete(name));
  return opening;
}

async function openSlice(name: string): Promise<Slice> {
  const path = require.resolve(`${PACKAGE}/files/noto-sans-sc-${name}-wght-normal.woff2`);
  // fontkit neither varies nor subsets a woff2; out of its wrapping it does the first.
  const bytes = Buffer.from(await decompress(await readFile(path)));
  return { bytes, font: create(bytes) as Font };
}
