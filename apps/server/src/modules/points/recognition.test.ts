import { adjustmentsApi } from '@tallyboard/contracts/adjustments';
import { kudosApi } from '@tallyboard/contracts/kudos';
import { pointsApi } from '@tallyboard/contracts/points';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { findDrifts } from './ledger-drift.js';
import { aKudos } from './recognition.factory.js';

let server: TestServer;
let second: Actor;
const clock = new SetClock('2026-11-02T02:00:00.000Z');
beforeAll(async () => {
  server = await TestServer.start({ clock });
  second = await server.person(['manager'], 'Second');
  for (let i = 0; i < 6; i += 1) await server.person(['sales'], `Further ${i}`);
});
afterAll(() => server.stop());

const newcomers = async (...names: string[]): Promise<Actor[]> =>
  Promise.all(names.map((name) => server.person(['sales'], name)));
const give = (from: Actor, to: Actor) =>
  server.call(kudosApi.give, { toId: to.id, category: 'help', text: '谢谢，帮了大忙' }, from);
async function pointsOf(who: Actor): Promise<{ total: number; lines: unknown[] }> {
  await server.settled();
  const { total, entries } = (await server.call(pointsApi.mine, {}, who)).reply;
  return { total, lines: entries.map((e) => [e.ruleId, e.amount, e.pending, e.reversed]) };
}

test('kudos earn at once, once whatever is repeated, and are taken back within a day', async () => {
  const [ann, bo] = (await newcomers('Ann', 'Bo')) as [Actor, Actor];
  const key = { 'idempotency-key': crypto.randomUUID() };
  const input = { toId: bo.id, category: 'speed' as const, text: '订舱真快' };
  const [first, again] = [
    await server.call(kudosApi.give, input, ann, key),
    await server.call(kudosApi.give, input, ann, key),
  ];
  expect(again.reply).toEqual(first.reply);
  expect(await pointsOf(bo)).toEqual({ total: 1, lines: [['KUD-01', 1, false, false]] });
  expect((await give(ann, bo)).problem.code).toBe('points.kudos_pair');
  const { reply: list } = await server.call(kudosApi.list, { personId: bo.id, offset: 0, limit: 10 }, ann);
  expect(list.kudos).toMatchObject([{ fromId: ann.id, text: '订舱真快', gone: false }]);
  expect(list.budget).toEqual({ left: 4, perWeek: 5, thanked: [bo.id], until: '2026-11-08T16:00:00.000Z' });

  expect((await server.call(kudosApi.withdraw, { id: first.reply.kudosId }, bo)).problem.code).toBe(
    'points.kudos_not_yours',
  );
  await server.call(kudosApi.withdraw, { id: first.reply.kudosId }, ann);
  expect((await pointsOf(bo)).total).toBe(0);
  expect((await server.call(kudosApi.list, { personId: bo.id, offset: 0, limit: 10 }, ann)).reply.total).toBe(0);
});

test('of six given at one instant five arrive; the budget is the same for two browsers', async () => {
  const [ann, ...others] = await newcomers('Ann', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6');
  const answers = await Promise.all(others.map((other) => give(ann!, other)));
  expect(answers.map((a) => a.status).sort()).toEqual([200, 200, 200, 200, 200, 409]);
});

test('a ring is held: nobody else sees that, it counts when a third person says so', async () => {
  const [ann, bo, cy] = (await newcomers('Ann', 'Bo', 'Cy')) as [Actor, Actor, Actor];
  const { teamId } = server;
  for (const [from, to, day] of [
    [ann, bo, 10],
    [bo, cy, 11],
    [cy, ann, 12],
    [bo, cy, 20],
    [cy, ann, 21],
  ] as const)
    await aKudos(server, { teamId, fromId: from.id, toId: to.id, at: `2026-10-${day}T02:00:00.000Z` });
  const { reply } = await give(ann, bo);
  expect(reply).not.toHaveProperty('state');
  expect(reply.gone).toBe(false);
  expect(await pointsOf(bo)).toEqual({ total: 0, lines: [['KUD-01', 1, true, false]] });

  const held = (await server.call(kudosApi.held, {}, second)).reply.kudos;
  expect(held).toMatchObject([{ kudosId: reply.kudosId, circle: [ann.id, bo.id, cy.id].sort() }]);
  expect((await server.call(kudosApi.held, {}, ann)).status).toBe(403);
  await server.call(kudosApi.decide, { id: reply.kudosId, to: 'released' }, second);
  expect(await pointsOf(bo)).toEqual({ total: 1, lines: [['KUD-01', 1, false, false]] });
  expect((await server.call(kudosApi.decide, { id: reply.kudosId, to: 'refused' }, second)).problem.code).toBe(
    'points.kudos_not_held',
  );
});

test('points by hand take two managers, are explained, and go below nothing only as a debt', async () => {
  const [ann] = (await newcomers('Ann')) as [Actor];
  const propose = (amount: number) =>
    server.call(adjustmentsApi.propose, { userId: ann.id, amount, reason: '展会支援' }, server.manager);
  const { reply: asked } = await propose(20);
  expect((await pointsOf(ann)).total).toBe(0);
  const decide = (id: string, to: 'accepted' | 'reversed', by: Actor) =>
    server.call(adjustmentsApi.decide, { id, to }, by);
  expect((await decide(asked.adjustmentId, 'accepted', server.manager)).problem.code).toBe(
    'points.adjust_second_person',
  );
  await decide(asked.adjustmentId, 'accepted', second);
  expect((await pointsOf(ann)).total).toBe(20);
  const { reply: down } = await propose(-50);
  await decide(down.adjustmentId, 'accepted', second);
  expect(await pointsOf(ann)).toEqual({
    total: 0,
    lines: [
      ['ADJ-01', -50, false, false],
      ['ADJ-01', 20, false, false],
    ],
  });
  expect((await propose(1)).problem.code).toBe('points.adjust_limit');
  await decide(down.adjustmentId, 'reversed', second);
  expect((await pointsOf(ann)).total).toBe(20);
  const { entries } = (await server.call(pointsApi.mine, {}, ann)).reply;
  const why = (await server.call(pointsApi.why, { id: entries[0]!.id }, ann)).reply;
  expect(why.fact).toMatchObject({ name: 'points.adjusted', actorId: second.id });
});

test('the ledger adds up after all this', async () => {
  await server.settled();
  const found = await findDrifts((sql) => server.db.query(sql));
  expect(Object.values(found).flat()).toEqual([]);
});
