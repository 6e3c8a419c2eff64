/** How each kind of picture begins. */
const BEGINNINGS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  png: (b) => b.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  jpeg: (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  webp: (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
};

/** Is a data address the picture it says it is? None is fine. */
export function isPicture(address: string | null): boolean {
  if (address === null) return true;
  const [, kind, data] = /^data:image\/(\w+);base64,(.+)$/.exec(address) ?? [];
  return kind !== undefined && data !== undefined && (BEGINNINGS[kind]?.(Buffer.from(data, 'base64')) ?? false);
}
