import { type ItemDetail, knowledgeApi } from '@tallyboard/contracts/knowledge';
import { knowledgeUsesApi } from '@tallyboard/contracts/knowledge-uses';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { retrospectivesApi } from '@tallyboard/contracts/retrospectives';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS } from '../../migrations/all.js';
import { PointsMechanisms1764000000193 } from '../../migrations/1764000000193-points-mechanisms.js';
import { ownerDataSource } from '../../platform/db/data-source.js';
import { aCustomer, anOrder } from '../orders/order.factory.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aLostOrder, aPublishedCase } from './retrospective.factory.js';

let server: TestServer;
let customerId: string;
beforeAll(async () => {
  server = await TestServer.start();
  customerId = await aCustomer(server, server.manager);
});
afterAll(() => server.stop());

const at = ({ id, version: expectedVersion }: ItemDetail) => ({ id, expectedVersion });
/** A loss that was told, and the checklist that a colleague made of it. */
async function aLesson() {
  const [lin, chen, zhou] = [
    await server.person(['sales'], 'Lin'),
    await server.person(['sales'], 'Chen'),
    await server.person(['sales'], 'Zhou'),
  ];
  const told = await aPublishedCase(server, lin, chen, await aLostOrder(server, lin), { title: crypto.randomUUID() });
  const { reply: draft } = await server.call(retrospectivesApi.offshoot, { id: told.id, type: 'checklist' }, chen);
  const { reply: sent } = await server.call(knowledgeApi.submit, at(draft), chen);
  const { status, reply: list } = await server.call(knowledgeApi.publish, at(sent), zhou);
  expect(status).toBe(200);
  return { lin, chen, zhou, told, list };
}
async function useOn(itemId: string, as: Actor) {
  const order = await anOrder(server, { customerId, stage: 'QUOTED' }, as);
  const where = { orderId: order.id, language: 'en' as const };
  const { status, reply } = await server.call(knowledgeUsesApi.attach, { ...where, itemId }, as);
  expect(status).toBe(200);
  return { ...where, useId: reply.uses[0]!.id };
}
async function adopted(who: Actor) {
  await server.settled();
  const { entries } = (await server.call(pointsApi.mine, {}, who)).reply;
  return entries.filter((e) => e.ruleId === 'RET-02');
}
const sum = async (who: Actor) => (await adopted(who)).reduce((n, e) => n + e.amount, 0);

test('a checklist made of a case and used on three orders brings whoever told the case 15 credits, and says why', async () => {
  const { lin, chen, zhou, told, list } = await aLesson();
  await useOn(list.id, lin);
  for (const by of [zhou, chen]) await useOn(list.id, by);
  expect(await sum(lin)).toBe(0);
  const third = await useOn(list.id, zhou);
  const [entry] = await adopted(lin);
  expect(entry).toMatchObject({ amount: 15, currency: 'KC' });
  expect(await sum(chen)).toBe(0);
  const { reply: why } = await server.call(pointsApi.why, { id: entry!.id }, lin);
  expect(why.inputs).toMatchObject({ title: told.title, mechanism: list.title, count: 3 });
  expect(why.use).toMatchObject({ itemId: list.id, orderId: third.orderId, by: zhou.id, inPool: true });

  await server.call(knowledgeUsesApi.detach, third, zhou);
  expect(await sum(lin)).toBe(0);
  const fourth = await useOn(list.id, zhou);
  expect(await sum(lin)).toBe(15);
  const cancel = { id: fourth.orderId, expectedVersion: 1, reason: 'x' };
  expect((await server.call(ordersApi.cancel, cancel, server.manager)).status).toBe(200);
  expect(await sum(lin)).toBe(0);
});

test('what leaves the pool soon after it came takes the credits along', async () => {
  const { lin, chen, zhou, list } = await aLesson();
  for (const by of [zhou, zhou, chen]) await useOn(list.id, by);
  expect(await sum(lin)).toBe(15);
  await server.call(knowledgeApi.withdraw, at(list), chen);
  expect(await sum(lin)).toBe(0);
});

test('what was told before the engine remembered cases is read from the facts, and comes to the same', async () => {
  const { lin, chen, zhou, list } = await aLesson();
  const cancelled = await useOn(list.id, zhou);
  const cancel = { id: cancelled.orderId, expectedVersion: 1, reason: 'x' };
  await server.call(ordersApi.cancel, cancel, server.manager);
  await useOn(list.id, zhou);
  const gone = await aLesson();
  await server.call(knowledgeApi.withdraw, at(gone.list), gone.chen);
  await server.settled();
  const remembered = async () => [
    await server.db.query('select * from points_item order by item_id'),
    await server.db.query('select use_id, is_off from points_use order by use_id'),
  ];
  const before = await remembered();
  const migration = new PointsMechanisms1764000000193();
  const owner = await ownerDataSource(server.database.url, MIGRATIONS).initialize();
  const runner = owner.createQueryRunner();
  await migration.down(runner);
  await migration.up(runner);
  await owner.destroy();
  expect(await remembered()).toEqual(before);
  expect(await sum(lin)).toBe(0);
  for (const by of [chen, zhou]) await useOn(list.id, by);
  expect(await sum(lin)).toBe(15);
});
