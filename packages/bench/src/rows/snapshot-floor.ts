import { brotliCompressSync, constants, zstdCompressSync } from 'node:zlib';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Leaves of an object by path: `owners.sales`. Lists are leaves. */
function leaves(value: Json, path: string, into: Map<string, Json>): Map<string, Json> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) into.set(path, value);
  else for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, into);
  return into;
}

/** The same objects as one list per field: like stands beside like, and names are said once. */
export function columnar(objects: readonly Json[]): Record<string, Json[]> {
  const columns: Record<string, Json[]> = {};
  objects.forEach((object, i) => {
    for (const [path, value] of leaves(object, '', new Map())) (columns[path] ??= Array<Json>(i).fill(null))[i] = value;
  });
  for (const column of Object.values(columns)) for (let i = 0; i < objects.length; i += 1) column[i] ??= null;
  return columns;
}

/**
 * Our own floor for a snapshot: the very same fields, cards as columns, the smaller of brotli (quality 9) and zstd (level 12). Both are
 * what a server can afford off the path of a move; brotli 11 would save a few percent more at a hundred times the cost.
 */
export function floorBytes(snapshot: { cards: Json[] } & { [key: string]: Json }): number {
  const bytes = Buffer.from(JSON.stringify({ ...snapshot, cards: columnar(snapshot.cards) }));
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    },
  });
  const zstd = zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 12 } });
  return Math.min(brotli.length, zstd.length);
}
