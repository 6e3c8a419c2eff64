import { storeApi } from '@tallyboard/contracts/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetClock } from '../../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../../testing/test-server.js';
import { Sessions } from '../../people/sessions.js';
import { LedgerCheck } from '../ledger-check.js';
import { aResource, someCredits, takeBack } from './store.factory.js';
import { WatchStore } from './watch-store.js';

const START = '2026-11-26T02:00:00.000Z';
const clock = new SetClock(START);
let server: TestServer;
let other: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  other = await server.person(['manager'], 'Other');
});
afterAll(() => server.stop());

const someone = async (credits: number): Promise<Actor> => {
  const who = await server.person(['sales'], 'Somebody');
  if (credits > 0) await someCredits(server, who.id, credits, '2026-11-01T02:00:00.000Z');
  return who;
};
/** Time goes by; people are at their desks all the while. */
async function pass(to: string): Promise<void> {
  clock.set(to);
  await server.db.query(
    `update access_token set last_seen_at = $1, expires_at = $1::timestamptz + interval '7 days' where user_id is not null`,
    [to],
  );
  server.running.app.get(Sessions).changed();
}
const redeem = (id: string, price: number, who: Actor) => server.call(storeApi.redeem, { id, price }, who);
const decide = (id: string, step: 'approve' | 'decline' | 'fulfil' | 'cancel' | 'refund', by = server.manager) =>
  server.call(storeApi.decide, { id, step, note: '' }, by);
const creditsOf = async (who: Actor) => (await server.call(storeApi.credits, {}, who)).reply.credits;
const stockOf = async (id: string) =>
  (await server.call(storeApi.list, {}, server.manager)).reply.resources.find((r) => r.id === id)?.stock;
const isSound = async (): Promise<unknown> => Object.values(await server.running.app.get(LedgerCheck).check()).flat();

describe('from asking to having', () => {
  test('the price is reserved, spent when it is handed over, and given back when it is not', async () => {
    const who = await someone(30);
    const { id } = await aResource(server, { price: 20, stock: 2 });
    const { reply: asked } = await redeem(id, 20, who);
    expect(asked).toMatchObject({ state: 'requested', price: 20, decideBy: '2026-12-10T02:00:00.000Z' });
    expect([await creditsOf(who), await stockOf(id)]).toMatchObject([{ spendable: 10, reserved: 20 }, 1]);
    expect((await decide(asked.id, 'approve')).reply.state).toBe('approved');
    expect((await decide(asked.id, 'fulfil')).reply.state).toBe('fulfilled');
    expect([await creditsOf(who), await stockOf(id)]).toMatchObject([{ spendable: 10, reserved: 0 }, 1]);
    expect((await decide(asked.id, 'refund')).reply.state).toBe('refunded');
    expect(await creditsOf(who)).toMatchObject({ spendable: 30, reserved: 0 });
    const { reply: again } = await redeem(id, 20, who);
    await decide(again.id, 'cancel', who);
    expect([await creditsOf(who), await stockOf(id)]).toMatchObject([{ spendable: 30, reserved: 0 }, 1]);
    expect(await isSound()).toEqual([]);
  });

  test('what the rule refuses is refused, and nothing is kept of it', async () => {
    const who = await someone(5);
    const { id } = await aResource(server, { price: 10 });
    expect((await redeem(id, 10, who)).problem).toMatchObject({ code: 'points.store_too_few', missing: 5 });
    expect((await redeem(id, 9, who)).problem).toMatchObject({ code: 'points.store_price_changed', price: 10 });
    expect(await creditsOf(who)).toMatchObject({ spendable: 5, reserved: 0 });
  });

  test('a small one needs nobody; the month costs no more than it may, also for two at once', async () => {
    const policy = { monthlyCny: 450, approveUpTo: 10, expectedVersion: 0, teamId: server.teamId };
    const teamId = await server.team('小店');
    const boss = await server.person(['manager'], 'Boss', teamId);
    expect((await server.call(storeApi.setPolicy, { ...policy, teamId }, boss)).status).toBe(200);
    const { id } = await aResource(server, { price: 10, costCny: 200 }, boss);
    const people = await Promise.all([1, 2, 3].map((n) => server.person(['sales'], `P${n}`, teamId)));
    for (const p of people) await someCredits(server, p.id, 10, '2026-11-01T02:00:00.000Z');
    const answers = await Promise.all(people.map((p) => redeem(id, 10, p)));
    expect(answers.map((a) => a.problem?.code ?? a.reply.state).sort()).toEqual([
      'approved',
      'approved',
      'points.store_over_budget',
    ]);
    const changed = await server.call(storeApi.setPolicy, { ...policy, teamId }, boss);
    expect(changed.problem).toMatchObject({ code: 'points.store_policy_changed', current: { version: 1 } });
  });

  test('of eight who want the last one at once exactly one gets it', async () => {
    const { id } = await aResource(server, { price: 10, stock: 1 });
    const people = await Promise.all(Array.from({ length: 8 }, () => someone(10)));
    const answers = await Promise.all(people.map((p) => redeem(id, 10, p)));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect(new Set(answers.filter((a) => a.status !== 200).map((a) => a.problem?.code))).toEqual(
      new Set(['points.store_out_of_stock']),
    );
    const left = await Promise.all(people.map(creditsOf));
    expect(left.map((c) => c.spendable).sort((a, b) => a - b)).toEqual([0, ...Array<number>(7).fill(10)]);
  });

  test('one who asks for everything in two windows at once spends what there is once', async () => {
    const who = await someone(10);
    const [a, b] = [await aResource(server, { price: 10 }), await aResource(server, { price: 10 })];
    const answers = await Promise.all([redeem(a.id, 10, who), redeem(b.id, 10, who)]);
    expect(answers.map((x) => x.status).sort()).toEqual([200, 409]);
  });

  test('a repeated asking is one asking', async () => {
    const who = await someone(30);
    const { id } = await aResource(server, { price: 10 });
    const key = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => server.call(storeApi.redeem, { id, price: 10 }, who, key)));
    expect(new Set(answers.map((a) => a.reply.id)).size).toBe(1);
    expect(await creditsOf(who)).toMatchObject({ spendable: 20, reserved: 10 });
  });
});

describe('who decides', () => {
  test('nobody about their own; a colleague does not even learn of it; the buyer cancels', async () => {
    await someCredits(server, other.id, 10, '2026-11-01T02:00:00.000Z');
    const { id } = await aResource(server, { price: 10 });
    const { reply: own } = await redeem(id, 10, other);
    expect((await decide(own.id, 'approve', other)).problem?.code).toBe('points.store_own');
    expect((await decide(own.id, 'approve', await someone(0))).status).toBe(404);
    expect((await decide(own.id, 'cancel')).problem?.code).toBe('points.store_not_yours');
    expect((await decide(own.id, 'cancel', other)).reply.state).toBe('cancelled');
  });

  test('what it costs is for managers, and what somebody has for themselves', async () => {
    const { id } = await aResource(server, { price: 10, costCny: 4_321 });
    const seen = (await server.call(storeApi.list, {}, await someone(0))).reply.resources.find((r) => r.id === id);
    expect(seen).toMatchObject({ costCny: null });
    expect((await server.call(storeApi.redemptions, {}, await someone(0))).status).toBe(403);
  });
});

describe('credits', () => {
  test('taken back after they were spent are owed, and earned again before anything else', async () => {
    const who = await server.person(['sales'], 'Debtor');
    const grant = await someCredits(server, who.id, 10, '2026-11-01T02:00:00.000Z');
    const { id } = await aResource(server, { price: 10 });
    const { reply } = await redeem(id, 10, who);
    await decide(reply.id, 'approve');
    await decide(reply.id, 'fulfil');
    await takeBack(server, grant);
    expect(await creditsOf(who)).toMatchObject({ spendable: 0, owed: 10 });
    await someCredits(server, who.id, 4, '2026-11-20T02:00:00.000Z');
    expect((await redeem(id, 10, who)).problem).toMatchObject({ code: 'points.store_owed', owed: 6 });
    await someCredits(server, who.id, 16, '2026-11-21T02:00:00.000Z');
    expect(await creditsOf(who)).toMatchObject({ spendable: 10, owed: 0 });
    expect((await redeem(id, 10, who)).status).toBe(200);
    expect(await isSound()).toEqual([]);
  });

  test('end a year after they came, the oldest are spent first, and a warning comes before', async () => {
    const who = await server.person(['sales'], 'Saver');
    await someCredits(server, who.id, 10, '2025-12-10T02:00:00.000Z');
    await someCredits(server, who.id, 10, '2026-06-01T02:00:00.000Z');
    expect(await creditsOf(who)).toMatchObject({ spendable: 20, ending: 10 });
    const { id } = await aResource(server, { price: 4 });
    const { reply } = await redeem(id, 4, who);
    await pass('2026-12-20T02:00:00.000Z');
    await server.running.app.get(WatchStore).look();
    await server.running.app.get(WatchStore).look();
    // Six of the old ones have ended; the four that were reserved came back, since nobody had decided, and end with them.
    expect(await creditsOf(who)).toMatchObject({ spendable: 10, reserved: 0, ending: 0 });
    expect((await server.call(storeApi.credits, {}, who)).reply.redemptions).toMatchObject([
      { id: reply.id, state: 'expired' },
    ]);
    await pass('2026-12-21T02:00:00.000Z');
    await server.running.app.get(WatchStore).look();
    expect((await creditsOf(who)).lots).toMatchObject([{ left: 10, endsOn: '2027-06-01' }]);
    expect(await isSound()).toEqual([]);
    await pass(START);
  });
});

test('a picture is one; a changed resource is not changed twice from one version', async () => {
  const png = `data:image/png;base64,${Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64')}`;
  const { id, ...view } = await aResource(server, { picture: png });
  const fields = {
    type: view.type,
    title: 'Other',
    text: '',
    price: 3,
    stock: 1,
    perPerson: 1,
    minLevel: view.minLevel,
  };
  const resource = { ...fields, roles: [], costCny: 1, picture: png.replace('png', 'jpeg') };
  const change = (r: typeof resource, expectedVersion = 1) =>
    server.call(storeApi.change, { id, expectedVersion, resource: r, active: false }, server.manager);
  expect((await change(resource)).problem?.code).toBe('points.store_picture');
  expect((await change({ ...resource, picture: png })).reply).toMatchObject({
    version: 2,
    active: false,
    title: 'Other',
  });
  expect((await change({ ...resource, picture: png })).problem).toMatchObject({
    code: 'points.resource_stale',
    current: { version: 2 },
  });
  const who = await someone(10);
  expect((await redeem(id, 3, who)).problem?.code).toBe('points.store_closed');
});

test('the last one that went while a manager was writing does not come back with what they wrote', async () => {
  const { id, version, mine: _, active: __, costCny, ...fields } = await aResource(server, { price: 1, stock: 1 });
  const [first, second] = [await someone(5), await someone(5)];
  expect((await redeem(id, 1, first)).status).toBe(200);
  const change = {
    id,
    expectedVersion: version,
    resource: { ...fields, costCny: costCny!, text: '更详细' },
    active: true,
  };
  expect((await server.call(storeApi.change, change, server.manager)).problem).toMatchObject({
    code: 'points.resource_stale',
    current: { stock: 0 },
  });
  expect((await redeem(id, 1, second)).problem?.code).toBe('points.store_out_of_stock');
});

test('of what was unlimited when it was asked for nothing comes back into a stock', async () => {
  const { id, version, mine: _, active: __, costCny, ...fields } = await aResource(server, { price: 1, stock: null });
  const who = await someone(5);
  const { reply } = await redeem(id, 1, who);
  const resource = { ...fields, costCny: costCny!, stock: 3 };
  await server.call(storeApi.change, { id, expectedVersion: version, resource, active: true }, server.manager);
  await decide(reply.id, 'cancel', who);
  expect(await stockOf(id)).toBe(3);
});

test('no frame tells a colleague who asked for something', async () => {
  const who = await someone(5);
  const { id } = await aResource(server, { price: 1, stock: 1 });
  const [{ seq }] = await server.db.query<[{ seq: number }]>('select seq::int from feed_head where feed = $1', [
    `team:${server.teamId}`,
  ]);
  await redeem(id, 1, who);
  const live = server.socket(await someone(0));
  const answer = await live.subscribe(`team:${server.teamId}`, seq);
  expect(JSON.stringify(answer)).toContain('points.redemption_changed');
  expect(JSON.stringify(answer)).not.toContain(who.id);
  live.socket.close();
});

test('colleagues suggest, managers take it up', async () => {
  const who = await someone(0);
  const input = { type: 'book' as const, title: '信用证实务', link: '', why: '新人都在借' };
  const { reply } = await server.call(storeApi.suggest, input, who);
  expect(reply).toMatchObject({ userId: who.id, state: 'open' });
  await server.call(storeApi.settleSuggestion, { id: reply.id, to: 'taken' }, server.manager);
  const { suggestions } = (await server.call(storeApi.redemptions, {}, server.manager)).reply;
  expect(suggestions.find((s) => s.id === reply.id)).toMatchObject({ state: 'taken' });
  const bad = { ...input, link: 'javascript:alert(1)' };
  expect((await server.call(storeApi.suggest, bad, who)).status).toBe(422);
});
