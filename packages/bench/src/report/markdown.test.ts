import { expect, test } from 'vitest';
import { Figures } from '../rows/figures.js';
import type { Sample } from '../sample.js';
import { markdown, type RunReport } from './markdown.js';

const quiet = (value: number): Sample => ({ value, noise: [] });
const figures = new Figures();
for (const v of [1.234, 1.5, 1.1]) figures.add('ours', 'p50', quiet(v));
figures.add('sio', 'p50', { value: 7, noise: ['other load 60 %'] });

const run: RunReport = {
  command: 'pnpm bench --only live,size,ledger',
  full: false,
  repeats: 3,
  finishedAt: new Date('2026-11-24T09:30:12Z'),
  seconds: 61.4,
  machine: '2 × Test CPU',
  database: 'fsync=on',
  rows: {
    live: {
      gates: { 'live.p50': [quiet(1.2), { value: 9, noise: ['other load 60 %'] }, quiet(1.22)] },
      tables: [figures.table('20 moves/s', 'target')],
      notes: ['a note', 'a note'],
    },
    size: { failed: 'Error: the server is gone' },
    snapshot: { gates: {}, tables: [], notes: [] },
  },
};
const text = markdown(run);

test('it says when, where, by which command', () => {
  for (const part of [
    '# Results of `pnpm bench`\n',
    '2026-11-24 09:30 UTC, 61 s',
    '`pnpm bench --only live,size,ledger`, 3 repeats',
    '2 × Test CPU',
    'fsync=on',
  ])
    expect(text).toContain(part);
});

test('each goal has its marks, its figure and its verdict, or why there is none', () => {
  const line = (start: string): string => text.split('\n').find((l) => l.startsWith(`| ${start}`))!;
  expect(line('durable move')).toBe(
    '| durable move → 300 boards at 20/s, p50, against (bare socket.io + commit) | ≤ 1.25 × | ≤ 1.1 × | 1.21 (1.20–1.22) × | **must** |',
  );
  expect(line('capacity')).toContain('| the row failed, see below | not measured here |');
  expect(line('memory per idle board')).toContain('left out by `--only`');
  expect(line('the same at 50,000')).toContain('only by `pnpm bench:full`');
});

test('cells tell median and range, and mark what is only noise; a noisy repeat is shown', () => {
  expect(text).toContain('| ours | 1.23 (1.10–1.50) |');
  expect(text).toContain('| sio | ~ 7.00 |');
  expect(text).toContain('`live.p50` by repeat: 1.20 · 9.00 *(noisy: other load 60 %)* · 1.22');
  expect(text.match(/- a note/g)).toHaveLength(1);
  expect(text).toContain('Error: the server is gone');
});
