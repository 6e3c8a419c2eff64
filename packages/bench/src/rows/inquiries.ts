import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import type { Caller } from '../stage/caller.js';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { LIMITS, type Sample } from '../sample.js';
import { multiplyInquiries } from '../stage/multiply-inquiries.js';
import { percentile } from '../statistics.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';

const INQUIRIES = 20_000;
const TIMES = 40;
const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const page = { offset: 0, limit: 50 } as const;

/** What people ask of a long list. */
const QUESTIONS: Readonly<Record<string, (admin: Caller, teamId: string, i: number) => Promise<unknown>>> = {
  'those that wait': (admin) => admin.call(inquiriesApi.list, { list: 'waiting', ...page }),
  'all, a page deep inside': (admin) => admin.call(inquiriesApi.list, { list: 'all', offset: 10_000, limit: 50 }),
  'a word': (admin, _, i) =>
    admin.call(inquiriesApi.list, { list: 'all', q: ['铰链', 'hydr', 'steel'][i % 3]!, ...page }),
  'one buyer': (admin, _, i) => admin.call(inquiriesApi.list, { list: 'all', q: `buyer ${1_000 + i} tra`, ...page }),
  "the wall's gauge": (admin, teamId) => admin.call(inquiriesApi.gauge, { teamId }),
  'the rate of ninety days': (admin) => admin.call(inquiriesApi.rate, { from: day(90), to: day(0) }),
};

/** Lists, search and rates over many inquiries, as their own screens ask for them. */
export async function inquiries(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: Record<string, Sample[]> = { 'inquiries.list': [], 'inquiries.search': [] };
  const ours = await bench.ours(500);
  await ours.start();
  try {
    const { admin, teamId } = { admin: ours.admin!, teamId: ours.teamId };
    const contact = { name: 'Anna', email: 'anna@example.com', phone: '' };
    const asked = {
      buyer: 'Buyer',
      country: 'DE',
      language: 'en',
      product: 'hinges',
      subject: 'Request',
      contact,
    } as const;
    await admin.call(inquiriesApi.create, { ...asked, text: 'Please quote.', channel: 'email' });
    await multiplyInquiries(ours.databaseUrl, INQUIRIES);
    for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1)
      for (const [name, ask] of Object.entries(QUESTIONS)) {
        const took: number[] = [];
        const stop = watchLoad([...ours.processes(), bench.database.postmaster, process.pid]);
        for (let i = 0; i < TIMES; i += 1) {
          const start = monotonicMs();
          await ask(admin, teamId, i);
          took.push(monotonicMs() - start);
        }
        const { otherPct } = stop();
        const noise = otherPct > LIMITS.otherPct ? [`other load ${otherPct.toFixed(0)} %`] : [];
        const p95 = { value: percentile(took, 0.95), noise };
        figures.add(name, 'p50 ms', { value: percentile(took, 0.5), noise }, 1);
        figures.add(name, 'p95 ms', p95, 1);
        if (name === 'those that wait') gates['inquiries.list']!.push(p95);
        if (name === 'a word') gates['inquiries.search']!.push(p95);
      }
  } finally {
    await ours.stop();
  }
  return {
    gates,
    tables: [
      figures.table(`${INQUIRIES.toLocaleString('en')} inquiries; from the question to the parsed answer`, 'question'),
    ],
    notes: ['With HTTP, session and the parsing of the answer on the same two cores.'],
  };
}
