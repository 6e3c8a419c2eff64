import { inflateSync } from 'node:zlib';

type Obj = { head: string; stream: string };

/** The objects of a PDF as we write it: plain dictionaries, streams deflated. */
function objectsOf(pdf: Buffer): Map<string, Obj> {
  const raw = pdf.toString('latin1');
  const found = new Map<string, Obj>();
  for (const [, id, body] of raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', rest] = body!.split(/\nstream\n/);
    const bytes = rest === undefined ? null : Buffer.from(rest.replace(/\nendstream$/, ''), 'latin1');
    const stream = bytes ? (head.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1') : '';
    found.set(id!, { head, stream });
  }
  return found;
}

const fromHex = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** Glyph → character, as the font says it to whoever copies or searches. */
function toUnicode(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, block] of cmap.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from, list] of block!.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g))
      for (const [i, [, hex]] of [...list!.matchAll(/<(\w+)>/g)].entries())
        map.set(Number.parseInt(from!, 16) + i, fromHex(hex!));
  return map;
}

/** The text of a PDF without its blanks, as a reader would copy it: glyph by glyph through the fonts' own tables. */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, Map<number, string>>();
  for (const { head } of objects.values())
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!)?.head ?? '')?.[1];
      if (cmap) fonts.set(name!, toUnicode(objects.get(cmap)!.stream));
    }
  let text = '';
  for (const { stream } of objects.values()) {
    if (!stream.includes(' Tf')) continue;
    let font = new Map<number, string>();
    for (const [whole, name] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[[^\]]*\] TJ/g)) {
      if (name) font = fonts.get(name) ?? new Map<number, string>();
      else
        for (const [, hex] of whole.matchAll(/<(\w+)>/g))
          for (const glyph of hex!.match(/.{4}/g) ?? []) text += font.get(Number.parseInt(glyph, 16)) ?? '\uFFFD';
    }
  }
  return bare(text);
}

/** Where a line is set in pieces, blanks between them are places and no characters. */
export const bare = (text: string): string => text.replaceAll(/\s/g, '');
