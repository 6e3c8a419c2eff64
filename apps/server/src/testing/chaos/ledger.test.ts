import { platformApi } from '@tallyboard/contracts/platform';
import { addDays } from '@tallyboard/rules/time/business-day';
import { seededRandom } from '@tallyboard/testkit/random';
import pg from 'pg';
import { expect, test } from 'vitest';
import { WatchClocks } from '../../modules/inquiries/watch-clocks.js';
import { findDrifts } from '../../modules/points/ledger-drift.js';
import { OnScoredFact } from '../../modules/points/on-scored-fact.js';
import { SetClock } from '../../platform/clock/clock.js';
import { MailWorker } from '../../platform/mail/mail-worker.js';
import { Logger } from '../../platform/ops/logger.js';
import { FakeMailServer } from '../fake-mail-server.js';
import { TestServer } from '../test-server.js';
import { LedgerReplay } from './ledger-replay.js';
import { OfficeLife } from './office-life.js';
import { scaled } from './scale.js';
import { tell } from './tell.js';

/** Portions of seeds, each with nodes and a database of its own: what is looked at after each seed is all that there is. */
const PORTIONS = scaled(1, 10);
const SEEDS = 20;
/** In each of them six people do one thing. */
const ROUNDS = scaled(5, 10);

const ORIGIN = 'http://board.example.com';
const START = '2026-09-20T02:00:00.000Z';
const clock = new SetClock(START);
let nodes: TestServer[];
let owner: pg.Client;
let replay: LedgerReplay;
let peer: FakeMailServer;
async function open(): Promise<void> {
  clock.set(START);
  // Only what the system's own mail asked earns (SAT-01).
  peer = await FakeMailServer.start();
  const mail = { smtpUrl: peer.url, from: '计功板 <board@example.com>' };
  const options = { clock, logger: new Logger('silent'), config: { mail, publicUrl: ORIGIN, proxyHops: 1 } };
  const first = await TestServer.start(options);
  nodes = [first, await TestServer.start({ ...options, database: first.database })];
  owner = new pg.Client(first.database.url);
  await owner.connect();
  // What the reaction writes fails as often as the table says: for good, for a passing reason, or as if the database went away.
  await owner.query(`create table curse (chance float8 not null); insert into curse values (0); grant select on curse to public;
    create function curse() returns trigger language plpgsql as $$ begin
      if random() < (select chance from curse) then
        raise exception 'cursed' using errcode = (array['P0001', 'P0001', '40001', '57P01'])[1 + floor(random() * 4)::int];
      end if;
      return new;
    end $$;
    create trigger curse before insert on ledger_txn for each row execute function curse();
    create trigger curse before insert on ledger_entry for each statement execute function curse();
    create trigger curse before insert on points_sale for each row execute function curse()`);
  replay = await LedgerReplay.open(first.db);
}
async function close(): Promise<void> {
  await replay.close();
  await owner.end();
  for (const [i, node] of nodes.toReversed().entries()) await node.stop(i === 0);
  await peer.stop();
}

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  (await owner.query<{ n: number }>(`select count(*)::int as n from (${sql}) x`, values)).rows[0]!.n;
const curse = (chance: number) => owner.query('update curse set chance = $1', [chance]);
/** As if somebody had lost what the cursor knew: facts that were taken in are delivered once more. */
const deliverAgain = (howMany: number) =>
  owner.query(`update reaction_cursor set seq = greatest(0, seq - $1) where reaction = 'points'`, [howMany]);
const wake = () => Promise.all(nodes.map((node) => node.settled()));

async function settle(): Promise<void> {
  const behind = `select 1 from feed_head h left join reaction_cursor c on c.feed = h.feed and c.reaction = 'points' where h.seq > coalesce(c.seq, 0)`;
  do await wake();
  while ((await count(behind)) > 0);
}

/** Tries again whatever waits; how many subjects there were. */
async function retryParked(): Promise<{ tried: number; statuses: Set<number> }> {
  const server = nodes[0]!;
  const { parked } = (await server.call(platformApi.parked, {}, server.manager)).reply;
  const answers = await Promise.all(
    parked.map(({ reaction, subject }) => server.call(platformApi.retryParked, { reaction, subject }, server.manager)),
  );
  return { tried: parked.length, statuses: new Set(answers.map((a) => a.status)) };
}

/** What must not exist in a ledger, each by its name; what `findDrifts` looks for comes on top. */
const NEVER = {
  'a balance below zero': 'select 1 from ledger_account where balance < 0',
  'a key used twice': 'select 1 from ledger_txn group by idem_key having count(*) > 1',
  'a grant reversed twice':
    'select 1 from ledger_txn where reverses_id is not null group by reverses_id having count(*) > 1',
  'a sum over all accounts that is not zero': 'select 1 from ledger_entry having sum(amount) <> 0',
  'a grant beside one that still stands': `select 1 from ledger_txn g where reverses_id is null and not exists (select 1 from ledger_txn r where r.reverses_id = g.id)
      and vests_id is null group by rule_id, owner_id, subject having count(*) > 1`,
  'a month of a customer, or a day of somebody, beyond its cap': `select 1 from ledger_txn where cap_key is not null and reverses_id is null group by rule_id, cap_key
    having sum(amount) > case rule_id when 'INQ-01' then 30 when 'INQ-03' then 20 else 16 end`,
  'something that was confirmed twice':
    'select 1 from ledger_txn where vests_id is not null group by vests_id having count(*) > 1',
  'points for a cancelled order': `select 1 from ledger_txn t join trade_order o on o.id = t.order_id where o.status = 'cancelled' and t.rule_id like 'ORD-%' group by o.id having sum(t.amount) <> 0`,
};
async function findings(): Promise<string[]> {
  const drifts = Object.values(
    await findDrifts(async (sql) => (await owner.query<{ found: string }>(sql)).rows),
  ).flat();
  const facts = 'select 1 from feed_event where name = any($1)';
  const taken = `select 1 from points_input p join feed_event e using (feed, seq) where e.name = any($1)`;
  const names = [[...new OnScoredFact().facts]];
  if ((await count(facts, names)) !== (await count(taken, names))) drifts.push('a fact that was not taken in');
  for (const [name, sql] of Object.entries(NEVER)) if ((await count(sql)) > 0) drifts.push(name);
  return drifts;
}

const sum = { commands: 0, refused: 0, answers: 0, parked: 0, 'delivered again': 0, entries: 0 };
const earnedBy = new Set<string>();

/** Twenty seeds, one after the other, in a company of their own. */
async function portionOf(first: number): Promise<void> {
  for (let i = 0; i < SEEDS; i += 1) {
    const dice = seededRandom(first + i);
    const life = await OfficeLife.begin(nodes, dice);
    for (let round = 0; round < ROUNDS; round += 1) {
      await curse(dice.pick([0, 0.2, 0.6]));
      const today = addDays(clock.now().slice(0, 10), dice.pick([0, 0, 1, 4]));
      await nodes[0]!.travel(clock, `${today}T02:00:00.000Z`);
      await life.round(clock.now());
      await dice.pick(nodes).running.app.get(WatchClocks).look();
      await dice.pick(nodes).running.app.get(MailWorker).work();
      await life.answer(peer.letters.splice(0).map((letter) => letter.text));
      if (dice.chance(0.3)) {
        await deliverAgain(dice.int(1, 30));
        sum['delivered again'] += 1;
      }
      await wake();
      // Under the curse some fail again, and are parked as before.
      if (dice.chance(0.3)) sum.parked += (await retryParked()).tried;
    }
    await curse(0);
    await settle();
    const { tried, statuses } = await retryParked();
    await deliverAgain(20);
    await settle();
    await replay.goOn(dice.int(1, 40));
    const { live, replayed } = await replay.both(life.feeds);
    const where = `seed ${first + i}`;
    expect([where, life.faults, [...statuses].filter((s) => s !== 200)]).toEqual([where, [], []]);
    expect([where, await findings(), await count('select 1 from reaction_parked')]).toEqual([where, [], 0]);
    expect([where, replayed]).toEqual([where, live]);
    sum.commands += life.acked;
    sum.refused += life.refused;
    sum.answers += life.answered;
    sum.parked += tried;
    sum.entries += live.length;
  }
  const rules = await owner.query<{ id: string }>('select distinct rule_id as id from ledger_txn');
  for (const { id } of rules.rows) earnedBy.add(id);
}

test(
  'P12: whatever is done to orders and inquiries and whatever buyers answer, however often points fail or are told twice, the ledger adds up and is what a replay of the facts gives',
  async (context) => {
    const { seed } = seededRandom();
    const seeds = PORTIONS * SEEDS;
    console.log(`P12: SEED=${seed} repeats what people do`);
    for (let portion = 0; portion < PORTIONS; portion += 1) {
      await open();
      await portionOf(seed + portion * SEEDS).finally(close);
    }
    tell(context, 'P12', { seed, seeds, ...sum });
    expect(sum.commands).toBeGreaterThan(seeds * ROUNDS * 2);
    // What twenty seeds need not come to, two hundred do.
    const certain = [...scaled([], ['INQ-01', 'SAT-01']), 'INQ-03', 'ORD-01'];
    expect([...earnedBy]).toEqual(expect.arrayContaining(certain));
    expect(Math.min(sum.answers, sum.parked, sum['delivered again'], sum.entries)).toBeGreaterThan(0);
  },
  scaled(60_000, 3_600_000),
);
