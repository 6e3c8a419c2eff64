import type { Request } from 'express';
import { AppError } from './app-error.js';

/** The most that anything may weigh that is sent as bytes; 20 MiB and nothing over. */
const MOST_BYTES = 20 * 1_048_576;
/** So many may be listened to at once: each is held in memory until it is whole. */
const AT_ONCE = 6;
const PATIENCE_MS = 300_000;
let listening = 0;

/** A body as bytes, counted while they come: what is too large is not waited for. */
export async function readBytes(req: Request): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge(req);
  if (listening >= AT_ONCE) throw new AppError('request.busy');
  listening += 1;
  const late = setTimeout(() => req.destroy(), PATIENCE_MS);
  try {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of req as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > MOST_BYTES) throw tooLarge(req);
      parts.push(part);
    }
    return Buffer.concat(parts, bytes);
  } finally {
    clearTimeout(late);
    listening -= 1;
  }
}

/** The rest is not read: after the answer the connection ends. */
function tooLarge(req: Request): AppError {
  req.res?.setHeader('connection', 'close');
  return new AppError('request.too_large');
}
