import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { noiseOf, ratio, type Sample } from '../sample.js';
import { builtModule } from '../stage/built-server.js';
import { fillLedger, LEDGER_SEASON } from '../stage/fill-ledger.js';
import { percentile } from '../statistics.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';

const AWARDS = 300;
const SHORT = 10_000;

/** The parts of the built server that this row calls: its own statements, not copies of them. */
type Manager = { query: (sql: string, values?: unknown[]) => Promise<unknown> };
type Source = {
  manager: Manager;
  initialize: () => Promise<Source>;
  destroy: () => Promise<void>;
  transaction: <T>(work: (tx: Manager) => Promise<T>) => Promise<T>;
};
type Built = {
  post: (tx: Manager, txns: readonly Record<string, unknown>[]) => Promise<{ seasonTotal: number }[]>;
  source: (url: string) => Source;
  top: (db: Source, teamId: string) => Promise<unknown>;
};

/** Does an award, or the league, get slower with the years? The server's own `post` and league query, on its own schema. */
export async function ledger(bench: Bench): Promise<RowResult> {
  const long = bench.plan.full ? 10_000_000 : 1_000_000;
  const built = await builtServer();
  const figures = new Figures();
  const awards = new Map<number, Sample[]>([
    [SHORT, []],
    [long, []],
  ]);
  const top: Sample[] = [];
  const sides: { entries: number; url: string; db: Source; filled: Awaited<ReturnType<typeof fillLedger>> }[] = [];
  try {
    for (const entries of [SHORT, long]) {
      const ours = await bench.ours(500);
      const started = monotonicMs();
      const filled = await fillLedger(ours.databaseUrl, entries);
      bench.say(
        `  a ledger of ${entries.toLocaleString('en')} entries is ready (${((monotonicMs() - started) / 1_000).toFixed(0)} s)`,
      );
      sides.push({ entries, url: ours.databaseUrl, db: await built.source(ours.databaseUrl).initialize(), filled });
    }
    // As the season's first points do it.
    for (const { db, filled } of sides)
      await db.transaction((tx) =>
        tx.query(`insert into league_member (season, user_id, league) select $1, unnest($2::uuid[]), 'main'`, [
          LEDGER_SEASON.code,
          filled.people,
        ]),
      );
    await bench.database.checkpoint();
    for (const { db, filled } of sides) await awardSome(built, db, filled, 100);
    await bench.interleave(sides, async ({ entries, db, filled }) => {
      const commitBefore = await bench.database.commitMs(40);
      const stop = watchLoad([bench.database.postmaster]);
      const took = await awardSome(built, db, filled, AWARDS);
      const { cpuMs, otherPct } = stop();
      const reads = await timesOf(60, () => built.top(db, filled.teamId));
      const noise = noiseOf({
        otherPct,
        generatorPct: 0,
        commitBefore,
        commitAfter: await bench.database.commitMs(40),
      });
      const name = `${entries.toLocaleString('en')} entries`;
      awards.get(entries)!.push({ value: percentile(took, 0.5), noise });
      if (entries === long) top.push({ value: percentile(reads, 0.5), noise });
      figures.add(name, 'award p50 ms', { value: percentile(took, 0.5), noise });
      figures.add(name, 'award p95 ms', { value: percentile(took, 0.95), noise });
      figures.add(name, 'DB CPU ms', { value: cpuMs[0]! / AWARDS, noise }, 3);
      figures.add(name, 'first places p50 ms', { value: percentile(reads, 0.5), noise });
    });
    for (const { url, entries } of sides) await checkSums(url, entries);
    const shortSamples = awards.get(SHORT)!;
    return {
      gates: { 'ledger.award': awards.get(long)!.map((s, i) => ratio(s, shortSamples[i]!)), 'ledger.top': top },
      tables: [
        figures.table(
          'One award: one transaction of the server’s own `post`; the first places of the leagues as a board asks for them',
          'ledger',
        ),
      ],
      notes: [
        'Sums of entries and balances were compared after the run and agree. About 200 people have points in the season; a board asks for the first places of both its leagues and for who is a newcomer.',
      ],
    };
  } finally {
    for (const { db, url } of sides) {
      await db.destroy();
      await bench.database.drop(url);
    }
  }
}

async function builtServer(): Promise<Built> {
  const load = async <T>(path: string): Promise<T> => (await import(pathToFileURL(builtModule(path)).href)) as T;
  await import(pathToFileURL(builtModule('../node_modules/reflect-metadata/Reflect.js')).href);
  const { post } = await load<Pick<Built, 'post'>>('modules/points/ledger.js');
  const { appDataSource } = await load<{ appDataSource: (url: string, entities: unknown) => Source }>(
    'platform/db/data-source.js',
  );
  const { ENTITIES } = await load<{ ENTITIES: unknown }>('entities.js');
  const { boardLeague } = await load<{
    boardLeague: (tx: Manager, teamId: string, season: string, view: string) => Promise<unknown>;
  }>('modules/orders/board-league.js');
  return {
    post,
    source: (url) => appDataSource(url, ENTITIES),
    top: (db, teamId) => boardLeague(db.manager, teamId, LEDGER_SEASON.code, 'team'),
  };
}

type Filled = { people: string[]; feed: string; teamId: string };

function awardSome({ post }: Built, db: Source, { people, feed }: Filled, count: number): Promise<number[]> {
  let i = 0;
  return timesOf(count, async () => {
    const orderId = randomUUID();
    i += 1;
    const txn = {
      id: randomUUID(),
      idemKey: `bench|${orderId}`,
      ruleId: 'ORD-01',
      ruleVersion: 1,
      ownerId: people[(i * 37) % people.length],
      subject: `order:${orderId}`,
      orderId,
      orderNo: `BN-${i}`,
      currency: 'HP',
      season: LEDGER_SEASON.code,
      amount: 10,
      requested: 10,
      capKey: null,
      inputs: { usd: 1 },
      sourceFeed: feed,
      sourceSeq: 1,
      causedBy: null,
      reversesId: null,
      vestsId: null,
      part: '',
      bucket: 'vested',
      effectiveOn: LEDGER_SEASON.middle.slice(0, 10),
      at: LEDGER_SEASON.middle,
    };
    await db.transaction((tx) => post(tx, [txn]));
  });
}

async function timesOf(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = monotonicMs();
    await work();
    took.push(monotonicMs() - start);
  }
  return took;
}

/** The figures would be worth nothing if the ledger no longer added up. */
async function checkSums(url: string, entries: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ apart: number; total: string }>(
      `select (select count(*)::int from ledger_account a left join (select account_id, sum(amount) as sum from ledger_entry group by 1) e on e.account_id = a.id where a.balance is not null and a.balance <> coalesce(e.sum, 0)) as apart,
         (select coalesce(sum(amount), 0) from ledger_entry) as total`,
    );
    if (rows[0]!.apart !== 0 || Number(rows[0]!.total) !== 0)
      throw new Error(`the ledger of ${entries} entries does not add up: ${JSON.stringify(rows[0])}`);
  } finally {
    await client.end();
  }
}
