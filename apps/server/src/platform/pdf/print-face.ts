import { slice, sliceOf } from './font-slices.js';
import { type PrintGlyph, trueType } from './true-type.js';

/** Whose measures, spaces and sign for what is missing the others take. */
const BASE = 'latin';

/**
 * A font of one weight with exactly the characters of a text, wherever in the shipped slices they are: pdfmake then has one face to set
 * and to embed, and a page costs milliseconds. The same text and weight give the same bytes.
 */
export async function printFace(text: string, weight: number): Promise<Buffer> {
  const base = await slice(BASE);
  const missing = base.font.getVariation({ wght: weight }).getGlyph(0);
  const glyphs: PrintGlyph[] = [{ codePoint: null, advance: missing.advanceWidth, path: missing.path }];
  const wanted = [...new Set([...text].map((character) => character.codePointAt(0)!))].sort((a, b) => a - b);
  const bySlice = Map.groupBy(wanted, sliceOf);
  for (const [name, codePoints] of bySlice) {
    if (name === null) continue;
    const font = (await slice(name)).font.getVariation({ wght: weight });
    for (const codePoint of codePoints) {
      const { advanceWidth: advance, path } = font.glyphForCodePoint(codePoint);
      glyphs.push({ codePoint, advance, path });
    }
  }
  return trueType(base.bytes, `NotoSansSC-${weight}`, glyphs);
}
