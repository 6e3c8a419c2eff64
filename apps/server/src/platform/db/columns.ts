import pg from 'pg';
import type { ColumnOptions } from 'typeorm';

/** Values as the rest of the program wants them: instants as ISO strings, days as they are, bigint as an exact number. */
export function teachDriver(): void {
  pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
  pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
  pg.types.setTypeParser(pg.types.builtins.INT8, exactInteger);
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
