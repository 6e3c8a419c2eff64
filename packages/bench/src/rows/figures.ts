import { type Sample, summarize } from '../sample.js';

/** A table of the report: who against what was measured. */
export type Table = { title: string; corner: string; columns: string[]; rows: { name: string; cells: string[] }[] };
/** What a row of the bench found. */
export type RowResult = {
  /** By goal: one value per repeat. */
  gates: Record<string, Sample[]>;
  tables: Table[];
  notes: string[];
};

/** Collects repeats by target and metric, in the order in which they first come. */
export class Figures {
  private readonly cells = new Map<string, Map<string, Sample[]>>();
  private readonly columns: string[] = [];
  private readonly digits = new Map<string, number>();

  add(target: string, metric: string, sample: Sample, digits = 2): void {
    if (!this.columns.includes(metric)) this.columns.push(metric);
    this.digits.set(metric, digits);
    const row = this.cells.get(target) ?? new Map<string, Sample[]>();
    this.cells.set(target, row);
    row.set(metric, [...(row.get(metric) ?? []), sample]);
  }

  of(target: string, metric: string): Sample[] {
    return this.cells.get(target)?.get(metric) ?? [];
  }

  table(title: string, corner = ''): Table {
    const rows = [...this.cells].map(([name, row]) => ({
      name,
      cells: this.columns.map((c) => showSamples(row.get(c) ?? [], this.digits.get(c) ?? 2)),
    }));
    return { title, corner, columns: this.columns, rows };
  }
}

export const showNumber = (value: number, digits: number): string =>
  Number.isFinite(value)
    ? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : '–';

/** `median (lowest–highest)` of the repeats that count; `~` before it when too few of them were quiet. */
export function showSamples(samples: readonly Sample[], digits: number): string {
  const { value, low, high, counted, noisy } = summarize(samples);
  if (!Number.isFinite(value)) return '–';
  const range = counted > 1 ? ` (${showNumber(low, digits)}–${showNumber(high, digits)})` : '';
  return `${noisy ? '~ ' : ''}${showNumber(value, digits)}${range}`;
}
