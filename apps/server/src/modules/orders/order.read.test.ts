import { ordersApi } from '@tallyboard/contracts/orders';
import { peopleApi } from '@tallyboard/contracts/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anOrder } from './order.factory.js';

let server: TestServer;
let lin: Actor;
let he: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  [lin, he] = [await server.person(['sales'], 'Lin'), await server.person(['logistics'], 'He')];
});
afterAll(() => server.stop());
const timeline = async (id: string, as: Actor) => (await server.call(ordersApi.timeline, { id }, as)).reply;

test('an edit is told from what to what; who may not see prices is told that they changed, not to what', async () => {
  const nobody = { sales: null, documents: null, logistics: null };
  const { id } = await anOrder(server, { currency: 'USD', amountMinor: 4_520_000, title: 'Lamps', owners: nobody });
  const owners = { sales: lin.id };
  const fields = { amountMinor: 4_610_000, title: 'Lamps, dimmable', owners, tracks: { payment: 30 } };
  await server.call(ordersApi.edit, { id, expectedVersion: 1, ...fields }, server.manager);
  const { entries } = await timeline(id, lin);
  expect(entries.at(-1)).toMatchObject({
    name: 'orders.edited',
    by: server.manager.id,
    changed: ['title', 'owners', 'tracks', 'amountMinor', 'amountUsdMinor'],
    from: { currency: 'USD', amountMinor: 4_520_000, title: 'Lamps', owners: { sales: null }, tracks: { payment: 0 } },
    to: { currency: 'USD', amountMinor: 4_610_000, owners, tracks: { payment: 30 } },
  });
  const seen = (await timeline(id, he)).entries.at(-1)!;
  expect(seen.changed).toEqual(entries.at(-1)!.changed);
  expect([Object.keys(seen.from), Object.keys(seen.to)]).toEqual(
    Array.from({ length: 2 }, () => ['title', 'owners', 'tracks']),
  );
});

test('whoever acted or is named is told by name, also when they are of another team', async () => {
  const { id } = await anOrder(server, { owners: { sales: lin.id, documents: null, logistics: null } });
  const elsewhere = await server.person(['admin'], 'Elsewhere', await server.team('远方'));
  const gone = await server.person(['sales'], 'Gone');
  await server.call(ordersApi.edit, { id, expectedVersion: 1, owners: { sales: gone.id } }, server.manager);
  await server.call(ordersApi.edit, { id, expectedVersion: 2, owners: { sales: lin.id } }, server.manager);
  await server.call(ordersApi.move, { id, expectedVersion: 3, toStage: 'QUOTED', afterId: null }, elsewhere);
  await server.call(peopleApi.disable, { id: gone.id, expectedVersion: 1 }, server.manager);
  const { people } = await timeline(id, lin);
  expect(people.map((p) => [p.nameEn, p.active]).sort()).toEqual([
    ['Elsewhere', false],
    ['Gone', false],
    ['Lin', true],
    ['Wang Lei', true],
  ]);
});

test('what somebody would leave behind is counted, open orders of their team only, for who manages people there', async () => {
  const leaver = await server.person(['sales'], 'Leaver');
  const owned = { owners: { sales: leaver.id, documents: leaver.id, logistics: null } };
  const [first] = await Promise.all([anOrder(server, owned), anOrder(server, owned), anOrder(server)]);
  await server.call(ordersApi.lose, { id: first.id, expectedVersion: 1, reason: 'price' }, server.manager);
  expect((await server.call(ordersApi.openOf, { id: leaver.id }, server.manager)).reply).toEqual({ open: 1 });
  const manager = await server.person(['manager'], 'Far', await server.team('更远'));
  expect((await server.call(ordersApi.openOf, { id: leaver.id }, manager)).problem.code).toBe('people.not_found');
});
