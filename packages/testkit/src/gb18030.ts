/** Bytes of a text in GB18030, made by asking the platform's decoder for each two-byte code; enough for ordinary Chinese. */
export function gb18030(text: string): Buffer {
  table ??= build();
  return Buffer.concat(
    [...text].map((c) => (c.charCodeAt(0) < 0x80 ? Buffer.from(c) : (table!.get(c) ?? Buffer.from('?')))),
  );
}

let table: Map<string, Buffer> | null = null;
function build(): Map<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const map = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const bytes = Buffer.from([lead, trail]);
      const text = decoder.decode(bytes);
      if ([...text].length === 1 && text !== '\ufffd') map.set(text, bytes);
    }
  }
  return map;
}
