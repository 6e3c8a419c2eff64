import { GOALS, type RowName, ROWS, verdictOf } from '../goals.js';
import { type RowResult, showNumber, showSamples, type Table } from '../rows/figures.js';
import { type Sample, summarize } from '../sample.js';

/** A run as the report tells it. */
export type RunReport = {
  command: string;
  full: boolean;
  repeats: number;
  finishedAt: Date;
  seconds: number;
  machine: string;
  database: string;
  rows: Partial<Record<RowName, RowResult | { failed: string }>>;
};

const TITLES: Record<RowName, string> = {
  live: 'A move on 300 boards',
  size: 'A long board',
  snapshot: 'The board at first sight',
  restart: 'After a restart',
  memory: 'An idle board',
  ledger: 'A long ledger',
  inquiries: 'Many inquiries',
  knowledge: 'A full knowledge pool',
  lab: 'A draft of the rules',
  browser: 'Dragging in the browser',
  wall: 'The wall',
  start: 'Starting',
};
const DIGITS: Record<string, number> = { '×': 2, KB: 1, s: 2, ms: 2, fps: 1, KiB: 1 };

/** The whole of RESULTS.md; nothing of an earlier run remains. */
export function markdown(run: RunReport): string {
  return (
    [
      `# Results of \`pnpm ${run.full ? 'bench:full' : 'bench'}\``,
      '',
      ...head(run),
      '',
      '## Goals',
      '',
      ...goals(run),
      '',
      HOW_TO_READ.trim(),
      '',
      ...ROWS.flatMap((row) => section(row, run.rows[row])),
    ]
      .join('\n')
      .trimEnd() + '\n'
  );
}

function head({ command, finishedAt, seconds, machine, database, repeats }: RunReport): string[] {
  return [
    '*Written by the bench; do not edit.*',
    '',
    `- **When:** ${finishedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${Math.round(seconds)} s`,
    `- **Command:** \`${command}\`, ${repeats} repeats`,
    `- **Machine:** ${machine}. Server, database and load generators share it.`,
    `- **Database:** the built-in Postgres, ${database}`,
  ];
}

function goals(run: RunReport): string[] {
  const lines = ['| goal | must | moonshot | measured | verdict |', '|---|---|---|---|---|'];
  for (const goal of GOALS) {
    const row = run.rows[goal.row];
    const samples = row && 'gates' in row ? row.gates[goal.id] : undefined;
    const verdict = verdictOf(goal, samples);
    const mark = (n: number): string => `${goal.better === 'less' ? '≤' : '≥'} ${n} ${goal.unit}`;
    const measured =
      verdict === 'not measured here'
        ? why(row, goal.full === true && !run.full)
        : `${showSamples(samples!, DIGITS[goal.unit]!)} ${goal.unit}`;
    lines.push(
      `| ${goal.text} | ${mark(goal.must)} | ${mark(goal.moonshot)} | ${measured} | ${verdict === 'not measured here' ? verdict : `**${verdict}**`} |`,
    );
  }
  return lines;
}

function why(row: RowResult | { failed: string } | undefined, onlyFull: boolean): string {
  if (!row) return 'left out by `--only`';
  if ('failed' in row) return 'the row failed, see below';
  return onlyFull ? 'only by `pnpm bench:full`' : 'see the notes of its row';
}

function section(row: RowName, result: RowResult | { failed: string } | undefined): string[] {
  if (!result) return [];
  const lines = [`## ${TITLES[row]} (\`${row}\`)`, ''];
  if ('failed' in result) return [...lines, '**The row failed:**', '', '```', result.failed, '```', ''];
  const noisy = Object.entries(result.gates)
    .filter(([, s]) => summarize(s).noisy)
    .map(([id]) => id);
  for (const table of result.tables) lines.push(...tableLines(table), '');
  for (const [id, samples] of Object.entries(result.gates))
    lines.push(`- \`${id}\` by repeat: ${samples.map(repeatLine).join(' · ')}`);
  if (noisy.length > 0)
    lines.push(`- Too few quiet repeats for ${noisy.map((n) => `\`${n}\``).join(', ')}: all were counted.`);
  for (const note of new Set(result.notes)) lines.push(`- ${note}`);
  return [...lines, ''];
}

const repeatLine = ({ value, noise }: Sample): string =>
  `${showNumber(value, 2)}${noise.length > 0 ? ` *(noisy: ${noise.join(', ')})*` : ''}`;

function tableLines({ title, corner, columns, rows }: Table): string[] {
  return [
    `**${title}**`,
    '',
    `| ${[corner, ...columns].join(' | ')} |`,
    `|${'---|'.repeat(columns.length + 1)}`,
    ...rows.map((r) => `| ${[r.name, ...r.cells].join(' | ')} |`),
  ];
}

const HOW_TO_READ = `
**How to read this.** A gate is a quotient of two figures of the same repeat, taken one after the other on the same machine; absolute
figures stand beside it and hold for this machine only. Cells are \`median (lowest–highest)\`. A repeat is *noisy* when something else
used more than 30 % of the machine, a generator more than 85 % of a core, or a bare commit took more than twice as long after it as
before; noisy repeats are shown, and left out of the medians only when two quiet ones remain, else the cell is marked \`~\`. Latency
counts from the instant at which a move was *due*, to the arrival of its packet at a board's socket; generators and boards run in
processes of their own, on one monotonic clock. CPU is that of the server's process tree and of the whole Postgres tree, from /proc.

**How to repeat it.** \`pnpm bench\`, about five minutes, or \`pnpm bench:full\`; with \`--only live,size\` some rows, with
\`--repeats 5\` more repeats. Leave the machine alone meanwhile. What stands in the rows and how to put another product beside us is in
\`packages/bench/README.md\`.
`;
