import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCustomer, anOrder } from '../../modules/orders/order.factory.js';
import { type Actor, TestServer } from '../../testing/test-server.js';

/** Somebody who may see all teams and looks at another one's board: everything they do is about that one. */
let server: TestServer;
let teamId: string;
let rep: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  teamId = await server.team('外贸二部');
  rep = await server.person(['sales'], '二部业务员', teamId);
  await anOrder(server, { no: 'HOME-1' });
});
afterAll(() => server.stop());

const numbers = async (team: string): Promise<string[]> =>
  (await server.call(ordersApi.board, { teamId: team }, server.manager)).reply.cards.map((c) => c.no).sort();
const sheet = (...rows: string[]) => ({
  fileName: 'orders.csv',
  contentBase64: Buffer.from(['订单号,客户名称,国家,业务员', ...rows].join('\n')).toString('base64'),
});

test('a new order is begun on the board that is shown, and nobody of another team owns it unasked', async () => {
  const customerId = await aCustomer(server);
  const { reply } = await server.call(
    ordersApi.create,
    { teamId, customerId, no: 'AWAY-1', stage: 'INQUIRY' },
    server.manager,
  );
  expect([reply.card.owners.sales, await numbers(teamId), await numbers(server.teamId)]).toEqual([
    null,
    ['AWAY-1'],
    ['HOME-1'],
  ]);
});

test('a sheet is imported onto the board that is shown, with the names of its people', async () => {
  const input = { teamId, ...sheet('AWAY-2,Buyer,德国,二部业务员') };
  const preview = await server.call(ordersApi.importPreview, input, server.manager);
  expect(preview.reply.counts).toEqual({ create: 1, update: 0, same: 0, error: 0 });
  expect((await server.call(ordersApi.importRun, input, server.manager)).reply.counts.create).toBe(1);
  expect(await numbers(teamId)).toEqual(['AWAY-1', 'AWAY-2']);
  const cards = (await server.call(ordersApi.board, { teamId }, rep)).reply.cards;
  expect(cards.find((c) => c.no === 'AWAY-2')?.owners.sales).toBe(rep.id);
});

test('what is exported is what is shown', async () => {
  const exported = async (team?: string): Promise<string> =>
    (await server.call(ordersApi.export, { ...(team && { teamId: team }), locale: 'zh-CN' }, server.manager)).reply;
  expect([await exported(teamId), await exported()].map((csv) => csv.match(/(AWAY|HOME)-\d/g))).toEqual([
    expect.arrayContaining(['AWAY-1', 'AWAY-2']),
    ['HOME-1'],
  ]);
});

test('the league is that of the team that is shown', async () => {
  await server.db.query(
    `insert into ledger_account (owner_id, currency, season, bucket, balance) select $1, 'HP', code, 'vested', 7 from (select $2::text as code) s`,
    [rep.id, (await server.call(pointsApi.league, {}, server.manager)).reply.season],
  );
  expect((await server.call(pointsApi.league, { teamId }, server.manager)).reply.standings).toEqual([
    expect.objectContaining({ userId: rep.id, points: 7, league: 'main' }),
  ]);
  expect((await server.call(pointsApi.league, {}, server.manager)).reply.standings).toEqual([]);
});

test('whoever may not see all teams finds no other', async () => {
  const at = { teamId: server.teamId };
  const customerId = await aCustomer(server);
  const answers = await Promise.all([
    server.call(ordersApi.create, { ...at, customerId, stage: 'INQUIRY' }, rep),
    server.call(ordersApi.importPreview, { ...at, ...sheet('X-1,Buyer,德国,') }, rep),
    server.call(ordersApi.importRun, { ...at, ...sheet('X-1,Buyer,德国,') }, rep),
    server.call(pointsApi.league, at, rep),
  ]);
  expect(answers.map((a) => [a.status, a.problem.code])).toEqual(Array(4).fill([404, 'people.team_not_found']));
  expect(await numbers(server.teamId)).toEqual(['HOME-1']);
});
