export type CsvCell = string | number | null;

/** What a spreadsheet would take for a formula is told as text, full-width signs included; numbers stay numbers. */
function cellOf(value: CsvCell): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Rows as a CSV for a spreadsheet. */
export const csvOf = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => row.map(cellOf).join(',')).join('\r\n');
