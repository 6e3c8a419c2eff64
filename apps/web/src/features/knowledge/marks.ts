/** The buttons over a Markdown field. */
export const MARKS = ['bold', 'italic', 'heading', 'list', 'checklist', 'quote', 'link', 'table'] as const;
export type Mark = (typeof MARKS)[number];

const AROUND: Partial<Record<Mark, string>> = { bold: '**', italic: '*' };
const BEFORE: Partial<Record<Mark, string>> = { heading: '## ', list: '- ', checklist: '- [ ] ', quote: '> ' };

/** What stands in place of `from`–`to`, and what is selected then. */
export type Dressed = { text: string; from: number; to: number; select: readonly [number, number] };

/** Dresses what is selected; a second press undresses it. */
export function dressed(value: string, start: number, end: number, mark: Mark, sample: string): Dressed {
  const chosen = value.slice(start, end);
  const around = AROUND[mark];
  if (around) return surround(value, start, end, around);
  const before = BEFORE[mark];
  if (before) return beginLines(value, start, end, before);
  if (mark === 'table') {
    const gap = start === 0 || value.slice(0, start).endsWith('\n\n') ? '' : '\n\n';
    const text = `${gap}${sample}\n`;
    return { text, from: end, to: end, select: [end + text.length, end + text.length] };
  }
  const words = chosen || sample;
  const text = `[${words}](https://)`;
  const at = start + text.length - 1;
  return { text, from: start, to: end, select: [at, at] };
}

function surround(value: string, start: number, end: number, sign: string): Dressed {
  const n = sign.length;
  const chosen = value.slice(start, end);
  const isDressed = value.slice(start - n, start) === sign && value.slice(end, end + n) === sign;
  return isDressed
    ? { text: chosen, from: start - n, to: end + n, select: [start - n, end - n] }
    : { text: sign + chosen + sign, from: start, to: end, select: [start + n, end + n] };
}

/** Whole lines, however little of them is selected. */
function beginLines(value: string, start: number, end: number, sign: string): Dressed {
  const from = value.lastIndexOf('\n', start - 1) + 1;
  const next = value.indexOf('\n', Math.max(end - 1, from));
  const to = next < 0 ? value.length : Math.max(next, end);
  const lines = value.slice(from, to).split('\n');
  const isDressed = lines.every((l) => l.startsWith(sign));
  const text = lines.map((l) => (isDressed ? l.slice(sign.length) : sign + l)).join('\n');
  return {
    text,
    from,
    to,
    select: start === end ? [from + text.length, from + text.length] : [from, from + text.length],
  };
}
