import pg from 'pg';
import type { ColumnOptions } from 'typeorm';

/** Values as the rest of the program wants them: instants as ISO strings, days as they are, bigint as an exact number. */
export function teachDriver(): void {
  pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantFrom);
  pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
  pg.types.setTypeParser(pg.types.builtins.INT8, exactInteger);
}

const UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/** An instant as ISO, to the millisecond. Our connections are in UTC, where it needs no calendar: snapshots and batches read thousands. */
export function instantFrom(text: string): string {
  const utc = UTC.exec(text);
  if (!utc) return new Date(text).toISOString();
  return `${utc[1]}T${utc[2]}.${(utc[3] ?? '').slice(0, 3).padEnd(3, '0')}Z`;
}

function exactInteger(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError(`${text} is beyond what a number holds exactly`);
  return n;
}

const fromInstant = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);
const fromInteger = (value: unknown): unknown => (typeof value === 'string' ? exactInteger(value) : value);

/** Column options with their type always written: compilers disagree about what they emit for it. */
export const column = {
  text: { type: 'text' },
  instant: { type: 'timestamptz', transformer: { to: (v: unknown) => v, from: fromInstant } },
  optionalInstant: { type: 'timestamptz', nullable: true, transformer: { to: (v: unknown) => v, from: fromInstant } },
  bigint: { type: 'bigint', transformer: { to: (v: unknown) => v, from: fromInteger } },
} as const satisfies Record<string, ColumnOptions>;
