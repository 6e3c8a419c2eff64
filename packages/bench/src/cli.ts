import { ROWS, type RowName } from './goals.js';

/** What a run was asked to do. */
export type Plan = { full: boolean; rows: readonly RowName[]; repeats: number };

export class UsageError extends Error {}

const HELP = `pnpm bench [--only row,row] [--repeats n]     rows: ${ROWS.join(', ')}`;

/** Reads `--full`, `--only a,b` and `--repeats n`; says what is wrong in a sentence. */
export function readPlan(args: readonly string[]): Plan {
  const plan: { full: boolean; rows: readonly RowName[]; repeats: number } = { full: false, rows: ROWS, repeats: 3 };
  const words = args.flatMap((a) =>
    /^--\w+=/.test(a) ? [a.slice(0, a.indexOf('=')), a.slice(a.indexOf('=') + 1)] : a === '--' ? [] : [a],
  );
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    if (word === '--full') plan.full = true;
    else if (word === '--only') plan.rows = rowsOf(words[(i += 1)]);
    else if (word === '--repeats') plan.repeats = countOf(words[(i += 1)]);
    else throw new UsageError(`${word} is not known.\n${HELP}`);
  }
  return plan;
}

function rowsOf(list: string | undefined): RowName[] {
  const names = (list ?? '').split(',').filter(Boolean);
  const unknown = names.filter((n) => !ROWS.some((r) => r === n));
  if (names.length === 0 || unknown.length > 0)
    throw new UsageError(`--only wants rows of the bench, not "${list ?? ''}".\n${HELP}`);
  return ROWS.filter((r) => names.includes(r));
}

function countOf(text: string | undefined): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > 50)
    throw new UsageError(`--repeats wants a whole number from 1 to 50, not "${text ?? ''}".\n${HELP}`);
  return n;
}
