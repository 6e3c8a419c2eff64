import { storeApi, type RedemptionView, type ResourceView } from '@tallyboard/contracts/store';
import { REDEMPTION_STEPS } from '@tallyboard/rules/points/store/redemption';
import { addDays } from '@tallyboard/rules/time/business-day';
import { type Random, seededRandom } from '@tallyboard/testkit/random';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findDrifts } from '../../modules/points/ledger-drift.js';
import type { Posting } from '../../modules/points/ledger.js';
import { aResource, someCredits, takeBack } from '../../modules/points/store/store.factory.js';
import { WatchStore } from '../../modules/points/store/watch-store.js';
import { Sessions } from '../../modules/people/sessions.js';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../test-server.js';
import { scaled } from './scale.js';
import { tell } from './tell.js';

const SEEDS = scaled(20, 200);
const ROUNDS = 12;
const AT_ONCE = 6;
const clock = new SetClock('2026-01-05T02:00:00.000Z');
let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start({ clock });
});
afterAll(() => server.stop());

/** What must not be: found by asking the tables themselves, not the code that wrote them. */
const NEVER = {
  'a stock below zero': 'select 1 from store_resource where stock < 0',
  'more handed out than there was': `select 1 from store_resource s where s.stock is not null and s.stock
    + (select count(*) from redemption r where r.resource_id = s.id and r.state in ('requested', 'approved', 'fulfilled', 'refunded')) <> s.cost_cny`,
  'a reservation without its redemption, or the other way about': `select 1 from
    (select user_id, sum(price) as held from redemption where state in ('requested', 'approved') group by 1) r full join
    (select owner_id, sum(balance) as held from ledger_account where currency = 'KC' and bucket = 'reserved' and owner_id is not null group by 1) a on a.owner_id = r.user_id
    where coalesce(r.held, 0) <> coalesce(a.held, 0)`,
  'something carried twice': `select 1 from ledger_txn where rule_id = 'STO-01' and part <> 'expire' group by subject, part having count(*) > 1`,
  'what was spent and not refunded is not what was handed over': `select 1 where
    (select coalesce(sum(price), 0) from redemption where state = 'fulfilled') <>
    (select coalesce(sum(e.amount), 0) from ledger_entry e join ledger_account a on a.id = e.account_id where a.bucket = 'spent' and a.currency = 'KC')`,
} as const;

/** People of one seed, what they earned, and what there is for them. */
class Life {
  private readonly granted: Posting[] = [];
  private asked: RedemptionView[] = [];
  readonly done = { earned: 0, asked: 0, refused: 0, decided: 0, taken: 0 };

  private constructor(
    private readonly dice: Random,
    private readonly people: readonly Actor[],
    private readonly shelf: readonly ResourceView[],
  ) {}

  static async begin(dice: Random): Promise<Life> {
    const people = await Promise.all([1, 2, 3].map((n) => server.person(['sales'], `P${n}`)));
    // What one costs tells how many there were, for whoever counts afterwards.
    const shelf = await Promise.all(
      [1, 2, 3].map((n) => aResource(server, { price: dice.int(1, 25), stock: n * 3, costCny: n * 3 })),
    );
    return new Life(dice, people, shelf);
  }

  async round(): Promise<void> {
    const begun = Array.from({ length: AT_ONCE }, () => this.something());
    await Promise.all(begun);
  }

  private something(): Promise<void> {
    const what = this.dice.int(1, 10);
    if (what <= 3) return this.earn();
    if (what <= 6) return this.ask();
    return what <= 9 ? this.decide() : this.takeBack();
  }
  private async earn(): Promise<void> {
    this.granted.push(await someCredits(server, this.dice.pick(this.people).id, this.dice.int(1, 30), clock.now()));
    this.done.earned += 1;
  }
  private async ask(): Promise<void> {
    const [{ id, price }, who] = [this.dice.pick(this.shelf), this.dice.pick(this.people)];
    const { status, reply } = await server.call(storeApi.redeem, { id, price }, who);
    if (status === 200) this.asked.push(reply);
    this.done[status === 200 ? 'asked' : 'refused'] += 1;
    expect([200, 409]).toContain(status);
  }
  private async decide(): Promise<void> {
    if (this.asked.length === 0) return;
    const [{ id, userId }, step] = [this.dice.pick(this.asked), this.dice.pick(REDEMPTION_STEPS)];
    const by = step === 'cancel' ? this.people.find((p) => p.id === userId)! : server.manager;
    const { status } = await server.call(storeApi.decide, { id, step, note: '' }, by);
    if (status === 200) this.done.decided += 1;
    expect([200, 409]).toContain(status);
  }
  private async takeBack(): Promise<void> {
    const [granted] = this.granted.splice(this.dice.int(0, Math.max(0, this.granted.length - 1)), 1);
    if (!granted) return;
    await takeBack(server, granted, clock.now());
    this.done.taken += 1;
  }

  /** Lots and the ledger are two ways of counting the same. */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    for (const who of this.people) {
      const { credits } = (await server.call(storeApi.credits, {}, who)).reply;
      const [kept] = await server.db.query<[{ vested: number }]>(
        `select coalesce(sum(balance), 0)::int as vested from ledger_account where owner_id = $1 and currency = 'KC' and bucket = 'vested'`,
        [who.id],
      );
      const inLots = credits.lots.reduce((n, l) => n + l.left, 0);
      if (inLots !== kept.vested) faults.push(`${who.id} has ${kept.vested}, in lots ${inLots}`);
    }
    return faults;
  }
}

async function pass(days: number): Promise<void> {
  clock.set(`${addDays(clock.now().slice(0, 10), days)}T02:00:00.000Z`);
  await server.db.query(
    `update access_token set last_seen_at = $1, expires_at = $1::timestamptz + interval '7 days' where user_id is not null`,
    [clock.now()],
  );
  server.running.app.get(Sessions).changed();
}

test(
  'P12: whatever people earn, ask for, get, give back and let lapse, at once and in any order, credits and stock add up',
  async (context) => {
    const { seed } = seededRandom();
    console.log(`P12: SEED=${seed} repeats what people do in the store`);
    const sum = { earned: 0, asked: 0, refused: 0, decided: 0, taken: 0, lapsed: 0 };
    for (let i = 0; i < SEEDS; i += 1) {
      const dice = seededRandom(seed + i);
      const life = await Life.begin(dice);
      for (let round = 0; round < ROUNDS; round += 1) {
        await life.round();
        await pass(dice.pick([0, 1, 9, 40]));
        await server.running.app.get(WatchStore).look();
      }
      const where = `seed ${seed} + ${i}`;
      const drifts = Object.values(await findDrifts((sql) => server.db.query(sql))).flat();
      const never: string[] = [];
      for (const [name, sql] of Object.entries(NEVER))
        if ((await server.db.query<unknown[]>(sql)).length > 0) never.push(name);
      expect([where, drifts, never, await life.faults()]).toEqual([where, [], [], []]);
      for (const name of Object.keys(life.done) as (keyof Life['done'])[]) sum[name] += life.done[name];
    }
    const [{ n }] = await server.db.query<[{ n: number }]>(
      `select (select count(*) from redemption where state = 'expired')::int + (select count(*) from ledger_txn where part = 'expire')::int as n`,
    );
    sum.lapsed = n;
    tell(context, 'P12', { seed, seeds: SEEDS, ...sum });
    expect(Math.min(...Object.values(sum))).toBeGreaterThan(0);
  },
  scaled(120_000, 3_600_000),
);
