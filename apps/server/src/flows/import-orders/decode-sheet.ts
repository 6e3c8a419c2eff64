import { parse } from 'csv-parse/sync';
import { AppError } from '../../platform/http/app-error.js';

/** A sheet as rows of cells by header; `line` is the row's number in the file, the header being line 1. */
export type Sheet = {
  encoding: 'utf-8' | 'gb18030';
  headers: string[];
  rows: { line: number; cells: Record<string, string> }[];
};
export const MOST_ROWS = 5_000;

function decode(bytes: Buffer): { encoding: Sheet['encoding']; text: string } {
  if (bytes.length === 0) throw new AppError('orders.file_unreadable', { why: 'empty' });
  if (
    bytes.subarray(0, 2).toString('latin1') === 'PK' ||
    bytes.subarray(0, 4).toString('latin1') === '\u00d0\u00cf\u0011\u00e0'
  )
    throw new AppError('orders.file_unreadable', { why: 'spreadsheet' });
  try {
    return { encoding: 'utf-8', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    // Not UTF-8: what Excel in China saves as CSV.
    try {
      return { encoding: 'gb18030', text: new TextDecoder('gb18030', { fatal: true }).decode(bytes) };
    } catch {
      throw new AppError('orders.file_unreadable', { why: 'encoding' });
    }
  }
}

/** The separator that the header line uses most. */
function separatorOf(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (c: string): number => header.split(c).length;
  return [',', '\t', ';'].sort((a, b) => count(b) - count(a))[0]!;
}

/** Reads the bytes of a CSV file: UTF-8 with or without BOM, or GB18030; separated by comma, tab or semicolon. Empty rows are skipped. */
export function decodeSheet(contentBase64: string): Sheet {
  const { encoding, text } = decode(Buffer.from(contentBase64, 'base64'));
  if (text.includes('\u0000')) throw new AppError('orders.file_unreadable', { why: 'binary' });
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      info: true,
      to: MOST_ROWS + 2,
    }) as unknown as typeof records;
  } catch (error) {
    throw new AppError('orders.file_unreadable', { why: 'quotes', line: (error as { lines?: number }).lines });
  }
  const [head, ...body] = records;
  const headers = (head?.record ?? []).map((h) => h.trim());
  if (headers.filter((h) => h !== '').length < 2) throw new AppError('orders.file_unreadable', { why: 'headers' });
  if (new Set(headers.filter((h) => h !== '')).size !== headers.filter((h) => h !== '').length)
    throw new AppError('orders.file_unreadable', { why: 'same_header_twice' });
  const rows = body
    .filter(({ record }) => record.some((c) => c.trim() !== ''))
    .map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(headers.map((h, i) => [h, record[i] ?? ''])),
    }));
  if (rows.length > MOST_ROWS) throw new AppError('orders.file_too_long', { most: MOST_ROWS });
  return { encoding, headers: headers.filter((h) => h !== ''), rows };
}
