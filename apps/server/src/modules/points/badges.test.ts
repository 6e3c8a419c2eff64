import { awardsApi } from '@tallyboard/contracts/awards';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { pointsApi } from '@tallyboard/contracts/points';
import { ordersApi } from '@tallyboard/contracts/orders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anOrder } from '../orders/order.factory.js';
import { anAward, publishAward } from './awards/award.factory.js';

let server: TestServer;
let ann: Actor;
let bo: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  [ann, bo] = [await server.person(['sales'], 'Ann'), await server.person(['sales'], 'Bo')];
});
afterAll(() => server.stop());

const mine = async (as: Actor) => (await server.call(pointsApi.badges, {}, as)).reply.badges;
const winners = async (as: Actor) => (await server.call(awardsApi.badges, {}, as)).reply.people;
const thanked = (userId: string) => ({
  award: 'collaboration_star' as const,
  of: [{ userId, kudos: ['a', 'b'].map((fromId) => ({ fromId, at: '2026-10-10T00:00:00.000Z' })), reversals: 0 }],
});
const given = async (userId: string, at: string): Promise<string> => {
  const id = await anAward(server, thanked(userId), { at });
  await publishAward(server, id, [userId]);
  return id;
};

test('a badge comes of what stands, says why, and goes when it is taken back', async () => {
  expect(await mine(ann)).toEqual([]);
  const order = await anOrder(server, { stage: 'PI_SIGNED' }, ann);
  const to = { id: order.id, expectedVersion: 1, toStage: 'SECURED' as const, afterId: null };
  const { version } = (await server.call(ordersApi.move, to, ann)).reply.card;
  await server.settled();
  const [first] = await mine(ann);
  expect(first).toMatchObject({ kind: 'first', first: 'order', n: 1 });
  const { entry } = (await server.call(pointsApi.why, { id: first!.cause }, ann)).reply;
  expect([entry.ruleId, entry.orderId, entry.ownerId]).toEqual(['ORD-01', order.id, ann.id]);
  await server.call(
    ordersApi.cancel,
    { id: order.id, expectedVersion: version, reason: 'Stopped by the buyer' },
    server.manager,
  );
  await server.settled();
  expect(await mine(ann)).toEqual([]);
});

test('an award is a badge beside its winner, for colleagues too, unless they take no part in rankings', async () => {
  await given(bo.id, '2026-08-15T00:00:00.000Z');
  const id = await given(bo.id, '2026-10-15T00:00:00.000Z');
  expect(await mine(bo)).toMatchObject([{ kind: 'award', award: 'collaboration_star', n: 2, cause: id }]);
  expect(await winners(ann)).toEqual([{ userId: bo.id, badges: await mine(bo) }]);
  await server.call(sessionsApi.updateMe, { inRankings: false }, bo);
  expect(await winners(ann)).toEqual([]);
  expect(await mine(bo)).toHaveLength(1);
});

test('the wall of a season holds what ended in it, and says which seasons there are', async () => {
  const list = async (season?: string) =>
    (await server.call(awardsApi.list, { state: 'published', ...(season && { season }) }, ann)).reply;
  expect(await list()).toMatchObject({ seasons: ['2026Q4', '2026Q3'], years: [2026] });
  expect((await list('2026Q3')).awards.map((a) => a.period)).toEqual(['2026-08']);
  expect((await list('2026Q4')).awards.map((a) => a.period)).toEqual(['2026-10']);
  expect((await list('2025Q4')).awards).toEqual([]);
});
