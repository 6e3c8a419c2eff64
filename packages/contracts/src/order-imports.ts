import { z } from 'zod';
import { id, text } from './scalars.js';

export const importInput = z.strictObject({
  /** Onto whose board; left out: one's own team's. */
  teamId: id.optional(),
  fileName: text(200),
  /** The file's bytes; at most 6 MiB. */
  contentBase64: z.base64().max(8_400_000),
  /** Our field name -> the header of the sheet. Left out: guessed. */
  mapping: z.record(z.string().max(40), z.string().max(200)).optional(),
});
const importRow = z.object({
  line: z.int(),
  no: z.string(),
  outcome: z.enum(['create', 'update', 'same', 'error']),
  errors: z.array(z.object({ field: z.string(), code: z.string(), value: z.string() })),
  values: z.record(z.string(), z.string()),
  /** What an `update` changes, field by field, as a sheet writes it; owners are told by their ids. */
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
});
export const importReport = z.object({
  encoding: z.enum(['utf-8', 'gb18030']),
  headers: z.array(z.string()),
  mapping: z.record(z.string(), z.string()),
  counts: z.object({ create: z.int(), update: z.int(), same: z.int(), error: z.int() }),
  rows: z.array(importRow),
});
export type ImportRow = z.infer<typeof importRow>;
export type ImportReport = z.infer<typeof importReport>;
