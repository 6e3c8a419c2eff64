import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { LIMITS, type Sample } from '../sample.js';
import { multiplyItems } from '../stage/multiply-items.js';
import { percentile } from '../statistics.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';

const ITEMS = 20_000;
const TIMES = 40;
/** What people look for: words of many items, of few, across the border of two words, with a slip, within a market. */
const QUESTIONS: Readonly<Record<string, { q: string; market?: string }[]>> = {
  'words as people type them': [
    { q: '证审' },
    { q: '装柜' },
    { q: '信用证 审核' },
    { q: 'container' },
    { q: 'shipmant' },
    { q: '交期', market: 'DE' },
    { q: '催款 invoice' },
    { q: '原产地' },
  ],
  'a single letter, in nearly all of them': [{ q: '信' }, { q: '单' }],
  'nothing, the newest': [{ q: '' }],
};

/** The search of the knowledge pool, as its own screen asks it. */
export async function knowledge(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: Record<string, Sample[]> = { 'knowledge.search': [] };
  const ours = await bench.ours(500);
  await ours.start();
  try {
    const { admin, teamId } = { admin: ours.admin!, teamId: ours.teamId };
    const text = {
      title: 'Zero',
      body: 'None',
      language: 'en',
      market: null,
      stage: null,
      retrospective: null,
    } as const;
    const { authorId } = await admin.call(knowledgeApi.create, { type: 'checklist', text });
    await multiplyItems(ours.databaseUrl, { teamId, authorId }, ITEMS);
    for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1)
      for (const [name, asked] of Object.entries(QUESTIONS)) {
        const took: number[] = [];
        const stop = watchLoad([...ours.processes(), bench.database.postmaster, process.pid]);
        for (let i = 0; i < TIMES; i += 1) {
          const start = monotonicMs();
          await admin.call(knowledgeApi.search, { ...asked[i % asked.length]!, in: 'pool', offset: 0, limit: 20 });
          took.push(monotonicMs() - start);
        }
        const { otherPct } = stop();
        const noise = otherPct > LIMITS.otherPct ? [`other load ${otherPct.toFixed(0)} %`] : [];
        const p95 = { value: percentile(took, 0.95), noise };
        figures.add(name, 'p50 ms', { value: percentile(took, 0.5), noise }, 1);
        figures.add(name, 'p95 ms', p95, 1);
        if (name.startsWith('words')) gates['knowledge.search']!.push(p95);
      }
  } finally {
    await ours.stop();
  }
  return {
    gates,
    tables: [figures.table(`${ITEMS.toLocaleString('en')} items; from the question to the parsed answer`, 'question')],
    notes: ['With HTTP, session, the marking of hits and the parsing of the answer on the same two cores.'],
  };
}
