import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { giveTo, type Identity } from './identity.js';
import { errorCode } from './start-error.js';

/** One file as it was read: what the copy must hold. */
export interface CopiedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const CHUNK = 1 << 20;
const AT_ONCE = 4;

/** Copies one file, on to the disk unless it is for a moment only, and hashes what passes; undefined when the source is not there. */
export async function copyFile(
  from: string,
  to: string,
  { owner = {}, durable = true }: { owner?: Identity; durable?: boolean } = {},
): Promise<Omit<CopiedFile, 'path'> | undefined> {
  let source: fs.promises.FileHandle;
  try {
    source = await fs.promises.open(from, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const target = await fs.promises.open(to, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(8192, (await source.stat()).size)));
      let bytes = 0;
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, buffer.length, bytes);
        if (bytesRead === 0) break;
        const piece = buffer.subarray(0, bytesRead);
        hash.update(piece);
        await target.write(piece, 0, bytesRead, bytes);
        bytes += bytesRead;
      }
      if (durable) await target.sync();
      giveTo(owner, to);
      return { bytes, sha256: hash.digest('hex') };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Hash and size of a file. */
export async function hashFile(file: string): Promise<Omit<CopiedFile, 'path'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of fs.createReadStream(file, { highWaterMark: CHUNK })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Makes folders, parents first, and gives them to the owner. */
export function makeFolders(root: string, folders: readonly string[], owner: Identity = {}): void {
  for (const folder of ['', ...[...folders].sort()]) {
    const dir = path.join(root, folder);
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
    giveTo(owner, dir);
  }
}

/** Does something with each, a few at a time, and gives back the results in order. */
export async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]!);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
