import type { Path } from 'fontkit';

type Point = { x: number; y: number; on: boolean };
export type PrintGlyph = { codePoint: number | null; advance: number; path: Path };

/** The contours of a glyph as points, the closing one left out. */
function contoursOf({ commands }: Path): Point[][] {
  const contours: Point[][] = [];
  const point = (x: number, y: number, on: boolean): Point => ({ x: Math.round(x), y: Math.round(y), on });
  for (const { command, args } of commands) {
    const [a, b, c, d] = args as [number, number, number, number];
    if (command === 'moveTo') contours.push([point(a, b, true)]);
    else if (command === 'lineTo') contours.at(-1)!.push(point(a, b, true));
    else if (command === 'quadraticCurveTo') contours.at(-1)!.push(point(a, b, false), point(c, d, true));
  }
  for (const contour of contours) {
    const [first, last] = [contour[0]!, contour.at(-1)!];
    if (contour.length > 1 && last.on && first.x === last.x && first.y === last.y) contour.pop();
  }
  return contours;
}

/** A simple glyph of the `glyf` table: no instructions, every step in full words. */
function glyphBytes(contours: readonly Point[][]): Buffer {
  if (contours.length === 0) return Buffer.alloc(0);
  const points = contours.flat();
  const out: number[] = [];
  const word = (n: number): void => void out.push((n >> 8) & 0xff, n & 0xff);
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  for (const n of [contours.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]) word(n);
  let end = -1;
  for (const contour of contours) word((end += contour.length));
  word(0);
  for (const { on } of points) out.push(on ? 1 : 0);
  for (const all of [xs, ys]) for (const [i, n] of all.entries()) word(n - (all[i - 1] ?? 0));
  while (out.length % 4 !== 0) out.push(0);
  return Buffer.from(out);
}

/** The tables of a font file, by their names. */
function tablesOf(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let i = 0, at = 12; i < font.readUInt16BE(4); i += 1, at += 16) {
    const from = font.readUInt32BE(at + 8);
    tables.set(font.toString('latin1', at, at + 4), font.subarray(from, from + font.readUInt32BE(at + 12)));
  }
  return tables;
}

function cmapTable(glyphs: readonly PrintGlyph[]): Buffer {
  const coded = glyphs.flatMap(({ codePoint }, id) => (codePoint === null ? [] : [{ codePoint, id }]));
  coded.sort((a, b) => a.codePoint - b.codePoint);
  const table = Buffer.alloc(12 + 16 + coded.length * 12);
  // One subtable for Unicode, format 12: each character a group of its own.
  for (const [at, n] of [
    [2, 1],
    [4, 3],
    [6, 10],
    [12, 12],
  ] as const)
    table.writeUInt16BE(n, at);
  for (const [at, n] of [
    [8, 12],
    [16, table.length - 12],
    [24, coded.length],
  ] as const)
    table.writeUInt32BE(n, at);
  for (const [i, { codePoint, id }] of coded.entries())
    for (const [j, n] of [codePoint, codePoint, id].entries()) table.writeUInt32BE(n, 28 + i * 12 + j * 4);
  return table;
}

/** What the font is called: pdfkit takes two of the same name for one. */
function nameTable(name: string): Buffer {
  const text = Buffer.from(name, 'utf16le').swap16();
  // Family, style, full and PostScript name, for Windows in English; all of them the same words.
  const ids = [1, 2, 4, 6];
  const table = Buffer.alloc(6 + ids.length * 12);
  table.writeUInt16BE(ids.length, 2);
  table.writeUInt16BE(table.length, 4);
  for (const [i, id] of ids.entries())
    for (const [j, n] of [3, 1, 0x409, id, text.length, 0].entries()) table.writeUInt16BE(n, 6 + i * 12 + j * 2);
  return Buffer.concat([table, text]);
}

/** A font of exactly these glyphs, the first being the one for what is missing; its measures are those of `like`. */
export function trueType(like: Buffer, name: string, glyphs: readonly PrintGlyph[]): Buffer {
  const own = tablesOf(like);
  const copy = (name: string): Buffer => Buffer.from(own.get(name)!);
  const outlines = glyphs.map((g) => contoursOf(g.path));
  const drawn = outlines.map((contours) => glyphBytes(contours));
  const [hmtx, loca] = [Buffer.alloc(glyphs.length * 4), Buffer.alloc((glyphs.length + 1) * 4)];
  for (const [i, { advance }] of glyphs.entries()) {
    hmtx.writeUInt16BE(Math.round(advance), i * 4);
    hmtx.writeInt16BE(drawn[i]!.length > 0 ? drawn[i]!.readInt16BE(2) : 0, i * 4 + 2);
    loca.writeUInt32BE(loca.readUInt32BE(i * 4) + drawn[i]!.length, (i + 1) * 4);
  }
  const [head, hhea, maxp, post] = [copy('head'), copy('hhea'), copy('maxp'), copy('post')];
  // Long offsets; a width for each glyph; how much there is at most; no names of glyphs.
  head.writeInt16BE(1, 50);
  hhea.writeUInt16BE(glyphs.length, 34);
  maxp.writeUInt16BE(glyphs.length, 4);
  maxp.writeUInt16BE(Math.max(...outlines.map((o) => o.flat().length)), 6);
  maxp.writeUInt16BE(Math.max(...outlines.map((o) => o.length)), 8);
  post.writeUInt32BE(0x00030000, 0);
  const tables = new Map<string, Buffer>([
    ['OS/2', copy('OS/2')],
    ['cmap', cmapTable(glyphs)],
    ['glyf', Buffer.concat(drawn)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxp],
    ['name', nameTable(name)],
    ['post', post.subarray(0, 32)],
  ]);
  return fontFile(tables);
}

function fontFile(tables: ReadonlyMap<string, Buffer>): Buffer {
  const start = 12 + tables.size * 16;
  const directory = Buffer.alloc(start);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.size, 4);
  const bodies: Buffer[] = [];
  let [at, row] = [start, 12];
  for (const [name, bytes] of tables) {
    directory.write(name, row, 'latin1');
    directory.writeUInt32BE(at, row + 8);
    directory.writeUInt32BE(bytes.length, row + 12);
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    bodies.push(padded);
    at += padded.length;
    row += 16;
  }
  return Buffer.concat([directory, ...bodies]);
}
