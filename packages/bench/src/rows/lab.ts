import { ordersApi } from '@tallyboard/contracts/orders';
import { ruleLabApi } from '@tallyboard/contracts/rule-lab';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { LIMITS, type Sample } from '../sample.js';
import { LAB_FACTS, multiplyFacts } from '../stage/multiply-facts.js';
import { percentile } from '../statistics.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';

const LOOK_EVERY_MS = 100;

/** A draft of the rules tried on a whole season, and what the board feels of it meanwhile. */
export async function lab(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: Record<string, Sample[]> = { 'lab.trial': [], 'lab.board': [] };
  const ours = await bench.ours(500);
  await ours.start();
  try {
    const { admin, teamId } = { admin: ours.admin!, teamId: ours.teamId };
    const { season } = await admin.call(ruleLabApi.rules, {});
    await multiplyFacts(
      ours.databaseUrl,
      season,
      Array.from({ length: 28 }, () => crypto.randomUUID()),
    );
    const draft = { 'STG-01': { points: 8, perDay: 40 } };
    for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1) {
      const stop = watchLoad([...ours.processes(), bench.database.postmaster, process.pid]);
      const looks: number[] = [];
      const over = new AbortController();
      const looking = (async () => {
        while (!over.signal.aborted) {
          const start = monotonicMs();
          await admin.call(ordersApi.board, { teamId });
          looks.push(monotonicMs() - start);
          await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
        }
      })();
      const start = monotonicMs();
      const { facts } = await admin.call(ruleLabApi.tryDraft, {
        runId: crypto.randomUUID(),
        season: season.code,
        draft,
      });
      const seconds = (monotonicMs() - start) / 1_000;
      over.abort();
      await looking;
      if (facts < LAB_FACTS) throw new Error(`the lab took in ${facts} facts`);
      const { otherPct } = stop();
      const noise = otherPct > LIMITS.otherPct ? [`other load ${otherPct.toFixed(0)} %`] : [];
      const trial = { value: seconds, noise };
      const board = { value: percentile(looks, 0.95), noise };
      gates['lab.trial']!.push(trial);
      gates['lab.board']!.push(board);
      figures.add('a trial', 's', trial, 2);
      figures.add('a trial', 'facts a second', { value: facts / seconds, noise }, 0);
      figures.add('a trial', 'snapshot meanwhile p95 ms', board, 0);
    }
  } finally {
    await ours.stop();
  }
  return {
    gates,
    tables: [figures.table(`${LAB_FACTS.toLocaleString('en')} facts of a season, each judged twice`, 'what')],
    notes: [
      'Facts are read from Postgres, checked, and judged under the rules in force and under the draft; the snapshot is asked for ten times a second beside it.',
    ],
  };
}
