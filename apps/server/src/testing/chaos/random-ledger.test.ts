import type { FactName } from '@tallyboard/contracts/facts';
import { rewardsApi } from '@tallyboard/contracts/rewards';
import { placeLeague } from '@tallyboard/rules/points/league';
import type { ScoredFact } from '@tallyboard/rules/points/engine/scored-fact';
import {
  ANSWER_STEPS,
  INQUIRY_STEPS,
  ITEM_COUNT,
  ITEM_STEPS,
  JOINED_ON,
  KUDOS_STEPS,
  LESSON,
  ORDER_STEPS,
  SETTLED,
  STAGES,
  type Step,
  story,
  storyRules,
  USE_COUNT,
  USE_STEPS,
} from '@tallyboard/rules/points/engine/random-facts.sample';
import { Trial } from '@tallyboard/rules/points/lab/trial';
import { type Random, seededRandom } from '@tallyboard/testkit/random';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { findDrifts } from '../../modules/points/ledger-drift.js';
import { OnScoredFact } from '../../modules/points/on-scored-fact.js';
import { fastTransaction } from '../../platform/db/fast-transaction.js';
import type { NewFact, StoredFact } from '../../platform/feeds/fact.js';
import type { CausedFact } from '../../platform/feeds/reactions.js';
import type { Turn } from '../../platform/feeds/turn.js';
import { Reactions } from '../../platform/feeds/reactions.js';
import { record } from '../../platform/feeds/record.js';
import { Logger } from '../../platform/ops/logger.js';
import { TestServer } from '../test-server.js';
import { scaled } from './scale.js';

/** Stories told in one database, each of people, orders and teams of its own. SEED repeats a run; `pnpm chaos` tells many more. */
const STORIES = scaled(300, 3_000);
const AT_ONCE = 20;
const SEASON = { startsAt: '2026-09-30T16:00:00.000Z', endsAt: '2026-12-31T16:00:00.000Z' };
const ZONE = 'Asia/Shanghai';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  for (const { ruleId, params } of storyRules())
    await server.db.query('update point_rule set params = $2 where rule_id = $1', [ruleId, params]);
});
afterAll(() => server.stop());

const count = async (sql: string): Promise<number> =>
  (await server.db.query<[{ n: number }]>(`select count(*)::int as n from (${sql}) x`))[0].n;

function aStep(dice: Random): Step {
  const order = dice.int(0, 2);
  const kind = dice.int(1, 29);
  const stage = dice.chance(0.3) ? SETTLED : dice.int(0, STAGES.length - 1);
  if (kind <= 8) return { do: 'move', order, stage, undo: dice.chance(0.5) };
  if (kind <= 10) return { do: dice.pick(ORDER_STEPS), order };
  if (kind <= 14) return { do: dice.pick(INQUIRY_STEPS), inquiry: dice.int(0, 2) };
  if (kind <= 16) return { do: dice.pick(KUDOS_STEPS), kudos: dice.int(0, 1) };
  if (kind === 17) return { do: dice.pick(['accepted', 'reversed'] as const), amount: dice.pick([40, -50]) };
  if (kind >= 28) return { do: dice.pick(ANSWER_STEPS), answer: dice.int(0, 1) };
  if (kind >= 23) return { do: dice.pick(USE_STEPS), use: dice.int(0, USE_COUNT - 1) };
  if (kind >= 20) return { do: dice.pick(ITEM_STEPS), item: dice.int(0, ITEM_COUNT - 1) };
  return kind === 18 ? { do: 'survey', score: dice.int(1, 5) } : { do: 'start', day: dice.int(1, 28) };
}

/** Two teams with people of their own, and what happened among them. */
async function aStory(dice: Random): Promise<ScoredFact[]> {
  const ids = new Map<string, string>();
  const feeds: string[] = [];
  for (const name of ['甲', '乙']) feeds.push(`team:${await server.team(name)}`);
  for (const key of ['s', 't', 'd', 'l']) ids.set(key, (await server.person(['sales'], key, feeds[0]!.slice(5))).id);
  // On the day on which the story takes it that they joined.
  await server.db.query('update app_user set created_at = $2 where id = any($1::uuid[])', [
    ['s', 't'].map((key) => ids.get(key)),
    `${JOINED_ON}T02:00:00.000Z`,
  ]);
  const id = (of: string): string => {
    if (!ids.has(of)) ids.set(of, crypto.randomUUID());
    return ids.get(of)!;
  };
  const steps = Array.from({ length: dice.int(3, 12) }, () => aStep(dice));
  if (dice.chance(0.3)) steps.unshift(...LESSON);
  return story(steps, { id, feeds: [feeds[0]!, feeds[1]!] });
}

/** As the domains would tell it. */
function told({ feed, about }: ScoredFact): NewFact {
  const make = (name: FactName, payload: unknown): NewFact => ({ feed, name, payload: payload as never });
  switch (about.of) {
    case 'order': {
      const { order, isNew, isUndo } = about;
      const name = isUndo ? 'orders.undone' : isNew ? 'orders.created' : 'orders.edited';
      return make(name, { order, before: isNew ? null : order, reason: null });
    }
    case 'inquiry':
      return make('inquiries.changed', {
        inquiry: about.inquiry,
        before: null,
        message: null,
        allocation: null,
        note: null,
      });
    case 'kudos':
      return make('points.kudos_given', { kudosId: about.kudosId, ...about.kudos });
    case 'adjustment':
      return make('points.adjusted', {
        adjustmentId: about.adjustmentId,
        ...about.adjustment,
        decidedBy: about.adjustment.proposedBy,
      });
    case 'survey':
      return make('customers.survey_answered', {
        surveyId: about.surveyId,
        orderId: about.orderId,
        orderNo: about.orderNo,
        ...about.survey,
      });
    case 'knowledge': {
      const { authorId, type, title, inPool, sharedAt } = about.item;
      const state = inPool ? 'published' : 'withdrawn';
      const item = { id: about.itemId, authorId, type, title, sharedAt, fromId: about.madeOf, state };
      return make(inPool ? 'knowledge.published' : 'knowledge.withdrawn', { item, note: null });
    }
    case 'vote': {
      const { authorId, title, ...vote } = about.vote;
      const item = { id: about.itemId, authorId, title };
      return make(vote.given ? 'knowledge.voted' : 'knowledge.vote_withdrawn', { item, vote });
    }
    case 'verification': {
      const { title, by, onTime } = about.verification;
      const verification = { id: about.verificationId, by, onTime, how: 'still_valid', until: null };
      return make('knowledge.verified', { item: { title }, verification });
    }
    case 'flag': {
      const { title, authorId, finderId } = about.flag;
      const flag = { id: about.flagId, kind: 'stale', raisedBy: finderId, state: 'upheld' };
      return make('knowledge.flag_upheld', { item: { title, authorId }, flag });
    }
    case 'answer': {
      const { authorId, askerId, title, accepted } = about.answer;
      const payload = { item: { authorId: askerId, title }, answer: { id: about.answerId, authorId, accepted } };
      return make(accepted ? 'knowledge.answer_accepted' : 'knowledge.answer_unaccepted', payload);
    }
    case 'use': {
      const use = { ...about.use, kind: 'link', type: 'checklist', revision: 1 };
      return make(about.stands ? 'knowledge.used' : 'knowledge.use_removed', { use });
    }
    case 'start':
      return make('inquiries.start_day_set', { userId: about.userId, joinedOn: about.joinedOn });
    case 'replyWeek':
      return make('inquiries.week_closed', about.week);
  }
}

/** Records facts, and says under which numbers: what points tell stands between them. */
async function tell(facts: readonly ScoredFact[]): Promise<ScoredFact[]> {
  const cause = { actorId: server.manager.id, commandId: null };
  const stored = await server.db.transaction((tx) =>
    record(
      tx,
      facts.map((f) => ({ ...told(f), ...cause, occurredAt: f.at })),
    ),
  );
  return facts.map((f, i) => ({ ...f, seq: stored[i]!.seq }));
}

/** The reaction, struck down now and then: before its effect is kept, or after it was and before anybody heard so. */
class Struck extends OnScoredFact {
  strikes = 0;
  /** Answers to a commit that nobody got. */
  unheard = 0;
  private losing: unknown = null;
  constructor(private readonly dice: Random) {
    super();
  }
  override async react(tx: EntityManager, facts: readonly StoredFact[], turn: Turn): Promise<CausedFact[]> {
    const effects = await super.react(tx, facts, turn);
    if (this.dice.chance(0.3)) {
      this.strikes += 1;
      throw Object.assign(new Error('struck'), { code: '40001' });
    }
    if (this.dice.chance(0.15)) this.losing = tx.queryRunner;
    return effects;
  }

  /** What was committed stays so, though the connection breaks before it says that. */
  loseAnswersOf(db: DataSource): void {
    const make = db.createQueryRunner.bind(db);
    db.createQueryRunner = (mode) => {
      const runner = make(mode);
      const connect = runner.connect.bind(runner) as () => Promise<ClientBase>;
      runner.connect = async () => {
        const client = await connect();
        const query = async (...question: [string]): Promise<unknown> => {
          const answer = await client.query(...question);
          if (question[0] !== 'commit' || this.losing !== runner) return answer;
          this.losing = null;
          this.unheard += 1;
          throw Object.assign(new Error('Connection terminated'), { code: '08006' });
        };
        return new Proxy(client, {
          get: (of, name) => {
            const value: unknown = Reflect.get(of, name, of);
            return name === 'query' ? query : typeof value === 'function' ? (value.bind(of) as unknown) : value;
          },
        });
      };
      return runner;
    };
  }
}

/** Managers hand rewards over meanwhile; one that was handed over is not taken back with its points. */
async function handOver(dice: Random): Promise<void> {
  const granted = await server.db.query<{ id: string }[]>(
    `select id from reward_grant where state = 'granted' order by id`,
  );
  if (granted.length === 0) return;
  const { status } = await server.call(
    rewardsApi.decide,
    { id: dice.pick(granted).id, step: 'hand_over' },
    server.manager,
  );
  expect(status).toBe(200);
}
/** Facts that were taken in are told again, as if somebody had lost what the cursor knew: also after the effect was kept. */
const forget = (howMany: number): Promise<unknown> =>
  server.db.query(`update reaction_cursor set seq = greatest(0, seq - $1) where reaction = 'points'`, [howMany]);

/** What must not exist, by name. */
const NEVER = {
  'a fact that keeps failing': 'select 1 from reaction_parked',
  'a key used twice': 'select 1 from ledger_txn group by idem_key having count(*) > 1',
  'a grant reversed twice':
    'select 1 from ledger_txn where reverses_id is not null group by reverses_id having count(*) > 1',
  'a grant beside one that still stands': `select 1 from ledger_txn g where reverses_id is null and vests_id is null
    and not exists (select 1 from ledger_txn r where r.reverses_id = g.id) group by rule_id, owner_id, subject, part having count(*) > 1`,
  'a balance below zero': 'select 1 from ledger_account where balance < 0',
  'two rewards of one milestone': `select 1 from reward_grant where state <> 'taken_back' group by user_id, rule_id having count(*) > 1`,
  'a reward without its points': `select 1 from reward_grant w where state in ('waiting', 'granted') and exists (select 1 from ledger_txn r where r.reverses_id = w.txn_id)`,
  'a milestone without its reward': `select 1 from ledger_txn t where rule_id in ('MIL-01', 'MIL-02') and reverses_id is null
    and not exists (select 1 from ledger_txn r where r.reverses_id = t.id) and not exists (select 1 from reward_grant w where state <> 'taken_back'
      and (w.txn_id = t.id or (state = 'handed_over' and w.user_id = t.owner_id and w.rule_id = t.rule_id)))`,
  'a budget that is overspent': `select 1 from reward_grant where state in ('granted', 'handed_over') group by team_id, month, kind
    having sum(value) > case kind when 'voucher' then 1000 else 16 end`,
};

async function findings(): Promise<string[]> {
  const found = Object.values(await findDrifts((sql) => server.db.query(sql))).flat();
  for (const [name, sql] of Object.entries(NEVER)) if ((await count(sql)) > 0) found.push(name);
  return found;
}

type Total = [owner: string, points: number];
const sorted = (totals: Iterable<Total>): Total[] =>
  [...totals].filter(([, n]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1));

/** All facts told once more to an engine that knows nothing, in the order in which the one on the database took them. */
async function replayed(inputs: readonly ScoredFact[]): Promise<Total[]> {
  const starts = await server.db.query<{ id: string; on: string }[]>(
    'select user_id as id, first_on as on from points_newcomer',
  );
  const rules = storyRules();
  const trial = new Trial(
    ZONE,
    () => rules,
    {},
    SEASON,
    starts.map((s) => [s.id, s.on] as const),
  );
  for (const fact of inputs) await trial.take(fact);
  return sorted(trial.now.points);
}

test(
  'whatever happens, however often it is told and whenever it fails: nothing is granted twice, all adds up, and a replay is the ledger',
  async () => {
    const random = seededRandom();
    console.log(`random ledger: SEED=${random.seed} repeats it`);
    const reaction = new Struck(seededRandom(random.seed + 1));
    const reactions = server.running.app.get(Reactions);
    reaction.loseAnswersOf(server.db);
    // Each answer that is lost would be told of; a fact that keeps failing is found by name.
    vi.spyOn(server.running.app.get(Logger), 'error').mockReturnValue(undefined);
    const at = `SEED=${random.seed}`;
    const facts = new Map<string, ScoredFact>();
    for (let from = 0; from < STORIES; from += AT_ONCE) {
      const stories: ScoredFact[][] = [];
      for (let i = 0; i < Math.min(AT_ONCE, STORIES - from); i += 1) stories.push(await aStory(random));
      // Turn by turn, so that stories are interleaved and told in portions.
      for (let turn = 0; stories.some((s) => s.length > turn); turn += 3) {
        const portion = stories.flatMap((s) => s.slice(turn, turn + 3));
        for (const fact of await tell(portion)) facts.set(`${fact.feed} ${fact.seq}`, fact);
        await reactions.wake(reaction);
        if (random.chance(0.5)) await forget(random.int(1, 5));
        if (random.chance(0.3)) await handOver(random);
      }
      // While it goes on: what is wrong is said by name, and not by running out of time.
      expect([at, await findings()]).toEqual([at, []]);
    }
    await forget(3);
    await reactions.settled();
    expect([at, await findings()]).toEqual([at, []]);

    const taken = await server.db.query<{ key: string }[]>(
      `select feed || ' ' || seq as key from points_input order by pos`,
    );
    const inputs = taken.map((row) => facts.get(row.key)).filter((f) => f !== undefined);
    expect([at, inputs.length]).toEqual([at, facts.size]);
    const kept = await server.db.query<{ id: string; n: number }[]>(
      `select owner_id as id, sum(case bucket when 'owed' then -balance else balance end)::int as n from ledger_account
       where season = '2026Q4' and currency = 'HP' and bucket in ('vested', 'owed') and owner_id is not null group by 1`,
    );
    expect([at, await replayed(inputs)]).toEqual([at, sorted(kept.map((k): Total => [k.id, k.n]))]);

    // The standing that rankings are made of is what the entries make.
    const standing = await server.db.query<{ userId: string; points: number }[]>(
      `select user_id as "userId", points from points_standing_view where season = '2026Q4'`,
    );
    const summed = await server.db.query<{ userId: string; points: number }[]>(
      `select a.owner_id as "userId", sum(e.amount)::int as points from ledger_entry e join ledger_account a on a.id = e.account_id
       where a.season = '2026Q4' and a.currency = 'HP' and a.bucket = 'vested' and a.owner_id is not null group by 1`,
    );
    expect([at, placeLeague(standing)]).toEqual([at, placeLeague(summed)]);
    const rules = await server.db.query<{ id: string }[]>('select distinct rule_id as id from ledger_txn');
    expect(rules.map((r) => r.id)).toEqual(
      expect.arrayContaining([
        ...['ORD-01', 'MIL-01', 'KUD-01', 'KNW-01', 'KNW-02', 'KNW-03', 'KNW-04'],
        ...['KNW-05', 'KNW-06', 'KNW-07', 'RET-01', 'RET-02'],
        // So few that among three hundred stories there may be none.
        ...scaled([], ['MIL-02']),
      ]),
    );
    expect(reaction.strikes).toBeGreaterThan(10);
    expect(reaction.unheard).toBeGreaterThan(5);
    expect(await count(`select 1 from reward_grant where state = 'handed_over'`)).toBeGreaterThan(5);
  },
  scaled(60_000, 900_000),
);

test('and it would have been found: a reversal that is posted once more, a reward given twice', async () => {
  await fastTransaction(server.db, async (tx) => {
    await tx.query(
      `update ledger_account set balance = balance + 1 where id = (select id from ledger_account where bucket = 'vested' and owner_id is not null order by id limit 1)`,
    );
    await tx.query(
      `update reward_grant set value = 2000 where id = (select id from reward_grant where state = 'granted' order by id limit 1)`,
    );
  });
  const found = await findings();
  expect(found).toContain('a budget that is overspent');
  expect(found.some((f) => f.includes('its entries make'))).toBe(true);
});
