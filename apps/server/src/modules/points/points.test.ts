import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aCustomer, anOrder } from '../orders/order.factory.js';

let server: TestServer;
let lin: Actor;
let wu: Actor;
let zhou: Actor;
let he: Actor;
let customerId: string;
const clock = new SetClock('2026-11-02T02:00:00.000Z');
beforeAll(async () => {
  server = await TestServer.start({ clock });
  [lin, wu, zhou, he] = [
    await server.person(['sales'], 'Lin'),
    await server.person(['sales'], 'Wu'),
    await server.person(['documents'], 'Zhou'),
    await server.person(['logistics'], 'He'),
  ];
});
afterAll(() => server.stop());
beforeEach(async () => (customerId = await aCustomer(server)));

let card: PriceCard;
const order = async (fields: Partial<InputOf<typeof ordersApi.create>> = {}) =>
  (card = await anOrder(server, {
    customerId,
    stage: 'PI_SIGNED',
    currency: 'USD',
    amountMinor: 1_200_000,
    promisedShipOn: '2026-11-20',
    owners: { sales: lin.id, documents: zhou.id, logistics: he.id },
    ...fields,
  }));
async function move(toStage: PriceCard['stage'], commandId: string = crypto.randomUUID()) {
  const { reply, status, problem } = await server.call(
    ordersApi.move,
    { id: card.id, expectedVersion: card.version, toStage, afterId: null, reason: 'mistake' },
    server.manager,
    { 'idempotency-key': commandId },
  );
  if (status !== 200) throw new Error(problem.code);
  card = reply.card as PriceCard;
  return commandId;
}
async function ledger(): Promise<[string, string, number][]> {
  await server.settled();
  const { reply } = await server.call(pointsApi.ofOrder, { orderId: card.id }, server.manager);
  const names = new Map([
    [lin.id, 'lin'],
    [wu.id, 'wu'],
    [zhou.id, 'zhou'],
    [he.id, 'he'],
  ]);
  return reply.entries.map((e) => [e.ruleId, names.get(e.ownerId)!, e.amount]);
}
const standing = async () => {
  const sums = new Map<string, number>();
  for (const [rule, who, amount] of await ledger())
    sums.set(`${rule} ${who}`, (sums.get(`${rule} ${who}`) ?? 0) + amount);
  return Object.fromEntries([...sums].filter(([, n]) => n !== 0));
};

describe('points of an order', () => {
  test("a customer's first order earns ORD-01 and ORD-02; undoing the move takes both back, once", async () => {
    await order();
    const commandId = await move('SECURED');
    expect(await standing()).toEqual({ 'ORD-01 lin': 22, 'ORD-02 lin': 20 });
    await server.call(ordersApi.undo, { id: card.id, commandId }, server.manager);
    expect(await standing()).toEqual({});
    expect(await ledger()).toHaveLength(4);
  });

  test('securing again after an undo earns again; leaving backwards takes back without an undo', async () => {
    await order();
    await move('SECURED');
    await move('PI_SIGNED');
    expect(await standing()).toEqual({});
    await move('SECURED');
    expect(await standing()).toEqual({ 'ORD-01 lin': 22, 'ORD-02 lin': 20 });
  });

  test('is split by credit, to the point', async () => {
    await order({
      credit: [
        { userId: lin.id, percent: 70 },
        { userId: wu.id, percent: 30 },
      ],
      amountMinor: 1_700_000,
    });
    await move('SECURED');
    expect(await standing()).toEqual({ 'ORD-01 lin': 16, 'ORD-01 wu': 7, 'ORD-02 lin': 14, 'ORD-02 wu': 6 });
  });

  test('a purchase in pieces earns what one order would; after a week it is a repeat, twice a month at most', async () => {
    await order();
    await move('SECURED');
    await order();
    await move('SECURED');
    expect(await standing()).toEqual({ 'ORD-01 lin': 2 });
    await server.travel(clock, '2026-11-10T02:00:00.000Z');
    await order();
    await move('SECURED');
    expect(await standing()).toEqual({ 'ORD-01 lin': 22, 'ORD-03 lin': 8 });
    await server.travel(clock, '2026-11-18T02:00:00.000Z');
    await order();
    await move('SECURED');
    expect(await standing()).toMatchObject({ 'ORD-03 lin': 8 });
    await server.travel(clock, '2026-11-26T02:00:00.000Z');
    await order();
    await move('SECURED');
    expect(await standing()).toEqual({ 'ORD-01 lin': 22 });
  });

  test('undoing gives back exactly what was there, and a purchase of which one piece falls away is judged again', async () => {
    await server.travel(clock, '2026-12-01T02:00:00.000Z');
    const a = await order({ amountMinor: 5_000_000 });
    await move('SECURED');
    const afterA = card;
    const b = await order({ amountMinor: 5_000_000 });
    await move('SECURED');
    const both = { a: { 'ORD-01 lin': 30, 'ORD-02 lin': 20 }, b: { 'ORD-01 lin': 10 } };
    const now = async () => {
      const told: Record<string, unknown> = {};
      for (const [name, id] of [
        ['a', a.id],
        ['b', b.id],
      ] as const) {
        card = { ...card, id };
        told[name] = await standing();
      }
      return told;
    };
    expect(await now()).toEqual(both);
    card = afterA;
    const back = await move('PI_SIGNED');
    expect(await now()).toEqual({ a: {}, b: { 'ORD-01 lin': 30, 'ORD-02 lin': 20 } });
    await server.call(ordersApi.undo, { id: a.id, commandId: back }, server.manager);
    expect(await now()).toEqual(both);
    const version = (await server.call(ordersApi.get, { id: a.id }, server.manager)).reply.version;
    const commandId = crypto.randomUUID();
    const cancel = { id: a.id, expectedVersion: version, reason: 'x' };
    await server.call(ordersApi.cancel, cancel, server.manager, { 'idempotency-key': commandId });
    expect(await now()).toEqual({ a: {}, b: { 'ORD-01 lin': 30, 'ORD-02 lin': 20 } });
    await server.call(ordersApi.undo, { id: a.id, commandId }, server.manager);
    expect(await now()).toEqual(both);
  });

  test('an order that was carried over makes the customer known and takes nothing from the next sale', async () => {
    await order({ stage: 'PRODUCTION', amountMinor: 6_000_000 });
    expect(await standing()).toEqual({});
    await order({ amountMinor: 5_000_000 });
    await move('SECURED');
    expect(await standing()).toEqual({ 'ORD-01 lin': 30, 'ORD-03 lin': 8 });
  });

  test('on time on board earns for all three lanes, and is taken back when the date is corrected', async () => {
    await server.travel(clock, '2026-11-19T02:00:00.000Z');
    await order();
    await move('SECURED');
    await move('SHIPPED');
    expect(await standing()).toMatchObject({ 'ORD-05 lin': 8, 'ORD-05 zhou': 4, 'ORD-05 he': 4 });
    card = (
      await server.call(
        ordersApi.edit,
        { id: card.id, expectedVersion: card.version, onBoardOn: '2026-11-21' },
        server.manager,
      )
    ).reply.card as PriceCard;
    expect(Object.keys(await standing()).filter((k) => k.startsWith('ORD-05'))).toEqual([]);
  });

  test('the promise counts as it stood when the order was secured', async () => {
    await server.travel(clock, '2026-11-25T02:00:00.000Z');
    await order();
    await move('SECURED');
    card = (
      await server.call(
        ordersApi.edit,
        { id: card.id, expectedVersion: card.version, promisedShipOn: '2026-12-24' },
        server.manager,
      )
    ).reply.card as PriceCard;
    await move('SHIPPED');
    expect(Object.keys(await standing()).filter((k) => k.startsWith('ORD-05'))).toEqual([]);
  });

  test('cancelling takes everything back; reopening gives it again', async () => {
    await order();
    await move('SECURED');
    card = (
      await server.call(ordersApi.cancel, { id: card.id, expectedVersion: card.version, reason: 'x' }, server.manager)
    ).reply.card as PriceCard;
    expect(await standing()).toEqual({});
    card = (await server.call(ordersApi.reopen, { id: card.id, expectedVersion: card.version }, server.manager)).reply
      .card as PriceCard;
    expect(await standing()).toEqual({ 'ORD-01 lin': 22, 'ORD-02 lin': 20 });
  });

  test('explains itself: rule version, parameters, figures, the fact and the reversal; without prices for who may not see them', async () => {
    await order();
    await move('SECURED');
    await move('PI_SIGNED');
    await server.settled();
    const { entries } = (await server.call(pointsApi.ofOrder, { orderId: card.id }, server.manager)).reply;
    const granted = entries.find((e) => e.ruleId === 'ORD-01' && e.amount > 0)!;
    const why = (await server.call(pointsApi.why, { id: granted.id }, lin)).reply;
    expect(why).toMatchObject({
      params: { base: 20, usdPerPoint: 5000 },
      inputs: { usd: 12_000, total: 22 },
      fact: { name: 'orders.moved', fromStage: 'PI_SIGNED', toStage: 'SECURED', actorId: server.manager.id },
      reversal: { factName: 'orders.moved' },
    });
    expect(JSON.stringify((await server.call(pointsApi.why, { id: granted.id }, he)).reply)).not.toContain('12000');
  });
});

test('the ledger holds: balances are the sums of their entries, every transaction balances, nobody is below zero, and the app may not rewrite it', async () => {
  await server.settled();
  const [drift] = await server.db.query(
    `select count(*)::int as n from ledger_account a where a.balance is not null and a.balance <> coalesce((select sum(amount) from ledger_entry e where e.account_id = a.id), 0)`,
  );
  const [unbalanced] = await server.db.query(
    `select count(*)::int as n from (select txn_id from ledger_entry group by txn_id having sum(amount) <> 0) x`,
  );
  const [shown] = await server.db.query(
    `select count(*)::int as n from ledger_account a where a.bucket = 'vested' and a.balance <> (select coalesce(sum(t.amount), 0) from ledger_txn t where t.owner_id = a.owner_id and t.season = a.season and t.currency = a.currency)`,
  );
  expect([drift.n, unbalanced.n, shown.n]).toEqual([0, 0, 0]);
  for (const sql of [
    'update ledger_entry set amount = 1',
    'delete from ledger_txn',
    'update feed_event set name = name',
    'delete from feed_event',
    'truncate audit',
  ])
    await expect(server.db.query(sql)).rejects.toMatchObject({ driverError: { code: '42501' } });
});

test('replayed from the facts, the ledger comes out the same (I5)', async () => {
  await server.settled();
  const ledgerNow = () =>
    server.db
      .query(`select coalesce(o.idem_key, t.idem_key) as of, t.reverses_id is not null as reversal, t.rule_version, t.owner_id, t.amount, t.requested, t.season, t.cap_key, t.inputs, t.source_feed, t.source_seq, t.effective_on
      from ledger_txn t left join ledger_txn o on o.id = t.reverses_id order by 1, 2`);
  const balances = () =>
    server.db.query(
      `select owner_id, season, bucket, balance from ledger_account where owner_id is not null and balance > 0 order by 1, 2, 3`,
    );
  const [txns, sums] = [await ledgerNow(), await balances()];
  expect(txns.length).toBeGreaterThan(30);
  const owner = new pg.Client(server.database.url);
  await owner.connect();
  await owner.query(
    // No sweep is in the middle of its tables, and none begins.
    `begin; lock table reaction; truncate ledger_entry, ledger_txn, ledger_account, points_sale, points_newcomer_mark, points_subject, points_cap, points_input, reaction_cursor, season, reward_grant;
     update reaction set pos = 0; commit`,
  );
  await owner.end();
  await server.settled();
  expect(await ledgerNow()).toEqual(txns);
  expect(await balances()).toEqual(sums);
});

test('of each order the engine remembers the last fact it saw', async () => {
  await server.settled();
  const seen = await server.db.query<{ remembered: string; last: string }[]>(
    `select s.feed || s.seq as remembered, (select p.feed || p.seq from points_input p join feed_event e on e.feed = p.feed and e.seq = p.seq
       where 'order:' || (e.payload->'order'->>'id') = s.subject and e.payload ? 'order' order by p.pos desc limit 1) as last
     from points_subject s where s.subject like 'order:%'`,
  );
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.filter((s) => s.remembered !== s.last)).toEqual([]);
});

test('the league shares places and skips the next, and the standing of facts is the standing of the ledger', async () => {
  await server.settled();
  const { standings } = (await server.call(pointsApi.league, {}, lin)).reply;
  const told = await server.db.query<{ owner: string; total: number }[]>(
    `select distinct on (payload->>'ownerId') payload->>'ownerId' as owner, (payload->>'seasonTotal')::int as total from feed_event where name like 'points.%' order by payload->>'ownerId', seq desc`,
  );
  expect(Object.fromEntries(standings.map((s) => [s.userId, s.points]))).toEqual(
    Object.fromEntries(told.filter((t) => t.total > 0).map((t) => [t.owner, t.total])),
  );
});
