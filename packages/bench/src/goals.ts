import { type Sample, summarize } from './sample.js';

/** What has to hold (`must`) and what we aim at (`moonshot`); in the unit of the gate. */
export type Goal = {
  id: string;
  /** The row that measures it. */
  row: RowName;
  text: string;
  unit: '×' | 'KB' | 's' | 'ms' | 'fps' | 'KiB';
  better: 'less' | 'more';
  must: number;
  moonshot: number;
  /** Only `bench:full` measures it. */
  full?: true;
};

export const ROWS = [
  'live',
  'size',
  'snapshot',
  'restart',
  'memory',
  'ledger',
  'inquiries',
  'knowledge',
  'lab',
  'browser',
  'wall',
  'start',
] as const;
export type RowName = (typeof ROWS)[number];

/** The goals of the live core; every one that can be is a ratio of two figures of the same run. */
export const GOALS: readonly Goal[] = [
  {
    id: 'live.p50',
    row: 'live',
    text: 'durable move → 300 boards at 20/s, p50, against (bare socket.io + commit)',
    unit: '×',
    better: 'less',
    must: 1.25,
    moonshot: 1.1,
  },
  { id: 'live.p99', row: 'live', text: 'the same, p99', unit: '×', better: 'less', must: 1.5, moonshot: 1.25 },
  {
    id: 'live.last',
    row: 'live',
    text: 'the same, p99 of the LAST board, against bare socket.io',
    unit: '×',
    better: 'less',
    must: 1.5,
    moonshot: 1.25,
  },
  {
    id: 'live.rate',
    row: 'live',
    text: 'sustained durable moves with 300 boards, against bare socket.io',
    unit: '×',
    better: 'more',
    must: 3,
    moonshot: 5,
  },
  {
    id: 'live.cpu',
    row: 'live',
    text: 'server + database CPU per move at that rate, against bare socket.io',
    unit: '×',
    better: 'less',
    must: 0.35,
    moonshot: 0.2,
  },
  {
    id: 'size.rate',
    row: 'size',
    text: 'capacity at 5,000 open orders / at 500',
    unit: '×',
    better: 'more',
    must: 0.9,
    moonshot: 0.97,
  },
  {
    id: 'snapshot.500',
    row: 'snapshot',
    text: 'cold wall snapshot at 500 orders, compressed, against our own floor',
    unit: '×',
    better: 'less',
    must: 1.2,
    moonshot: 1.05,
  },
  {
    id: 'snapshot.5000',
    row: 'snapshot',
    text: 'the same at 5,000',
    unit: '×',
    better: 'less',
    must: 1.2,
    moonshot: 1.05,
  },
  {
    id: 'snapshot.50000',
    row: 'snapshot',
    text: 'the same at 50,000',
    unit: '×',
    better: 'less',
    must: 1.2,
    moonshot: 1.05,
    full: true,
  },
  {
    id: 'restart.current',
    row: 'restart',
    text: '300 boards current after the restarted server listens',
    unit: 's',
    better: 'less',
    must: 2,
    moonshot: 1,
  },
  {
    id: 'restart.peak',
    row: 'restart',
    text: 'peak memory of that, against steady',
    unit: '×',
    better: 'less',
    must: 1.5,
    moonshot: 1.5,
  },
  {
    id: 'memory.board',
    row: 'memory',
    text: 'memory per idle board, against bare socket.io',
    unit: '×',
    better: 'less',
    must: 2,
    moonshot: 1.2,
  },
  {
    id: 'ledger.award',
    row: 'ledger',
    text: 'award in a long ledger (10 M entries in full, 1 M else) / at 10 k',
    unit: '×',
    better: 'less',
    must: 1.25,
    moonshot: 1.1,
  },
  {
    id: 'ledger.top',
    row: 'ledger',
    text: 'top 10 in the long ledger',
    unit: 'ms',
    better: 'less',
    must: 0.5,
    moonshot: 0.5,
  },
  {
    id: 'inquiries.list',
    row: 'inquiries',
    text: 'of 20,000 inquiries those that wait, p95',
    unit: 'ms',
    better: 'less',
    must: 100,
    moonshot: 40,
  },
  {
    id: 'inquiries.search',
    row: 'inquiries',
    text: 'the same, those with a word, p95',
    unit: 'ms',
    better: 'less',
    must: 100,
    moonshot: 40,
  },
  {
    id: 'knowledge.search',
    row: 'knowledge',
    text: 'search among 20,000 items of the knowledge pool, p95',
    unit: 'ms',
    better: 'less',
    must: 50,
    moonshot: 25,
  },
  {
    id: 'lab.trial',
    row: 'lab',
    text: 'rule lab: 100,000 facts under two sets of rules',
    unit: 's',
    better: 'less',
    must: 5,
    moonshot: 3,
  },
  {
    id: 'lab.board',
    row: 'lab',
    text: 'the board’s snapshot meanwhile, p95',
    unit: 'ms',
    better: 'less',
    must: 250,
    moonshot: 100,
  },
  {
    id: 'browser.fps',
    row: 'browser',
    text: 'browser, 2,000 cards, while dragging',
    unit: 'fps',
    better: 'more',
    must: 55,
    moonshot: 58,
  },
  {
    id: 'browser.frame',
    row: 'browser',
    text: 'the same, frame p95',
    unit: 'ms',
    better: 'less',
    must: 28,
    moonshot: 20,
  },
  {
    id: 'browser.worst',
    row: 'browser',
    text: 'the same, worst interaction',
    unit: 'ms',
    better: 'less',
    must: 100,
    moonshot: 50,
  },
  { id: 'wall.lcp', row: 'wall', text: 'wall: largest paint', unit: 's', better: 'less', must: 1.5, moonshot: 0.8 },
  { id: 'wall.script', row: 'wall', text: 'wall: script, gzip', unit: 'KiB', better: 'less', must: 60, moonshot: 60 },
  {
    id: 'start.ready',
    row: 'start',
    text: '`npm start` warm → ready',
    unit: 's',
    better: 'less',
    must: 4,
    moonshot: 2.5,
  },
];

export type Verdict = 'moonshot' | 'must' | 'missed' | 'not measured here';

/** How far a goal was reached; noise does not soften it, it is shown beside. */
export function verdictOf(goal: Goal, samples: readonly Sample[] | undefined): Verdict {
  const value = samples && samples.length > 0 ? summarize(samples).value : NaN;
  if (!Number.isFinite(value)) return 'not measured here';
  const reaches = (mark: number): boolean => (goal.better === 'less' ? value <= mark : value >= mark);
  if (reaches(goal.moonshot)) return 'moonshot';
  return reaches(goal.must) ? 'must' : 'missed';
}
