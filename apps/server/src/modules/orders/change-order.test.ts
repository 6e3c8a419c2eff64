import type { PriceCard } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import { peopleApi } from '@tallyboard/contracts/people';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { networkOf } from '../people/login-throttle.js';
import { aCustomer, anOrder } from './order.factory.js';

let server: TestServer;
let lin: Actor;
let he: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  [lin, he] = [await server.person(['sales'], 'Lin'), await server.person(['logistics'], 'He')];
});
afterAll(() => server.stop());
const edit = (card: PriceCard, fields: object, as = server.manager) =>
  server.call(ordersApi.edit, { id: card.id, expectedVersion: card.version, ...fields }, as);
const detail = async (card: PriceCard) => (await server.call(ordersApi.get, { id: card.id }, server.manager)).reply;

describe('whose work it is', () => {
  test('nobody takes the credit or the customer of a colleague', async () => {
    const card = await anOrder(server, {
      stage: 'PRODUCTION',
      owners: { sales: lin.id, documents: null, logistics: null },
    });
    expect((await edit(card, { credit: [{ userId: he.id, percent: 100 }] }, he)).problem.code).toBe(
      'orders.credit_not_yours',
    );
    expect((await edit(card, { owners: { sales: he.id } }, he)).problem.code).toBe('orders.owner_not_yours');
    expect((await edit(card, { owners: { logistics: he.id } }, he)).status).toBe(200);
  });

  test('who went to another team is still known on the board whose orders name them, but is not of it', async () => {
    const leaver = await server.person(['sales'], 'Leaver');
    await anOrder(server, { owners: { sales: leaver.id, documents: null, logistics: null } });
    const teamId = await server.team('二部');
    expect(
      (await server.call(peopleApi.transfer, { id: leaver.id, expectedVersion: 1, teamId }, server.manager)).status,
    ).toBe(200);
    const peopleOf = async (team: string) =>
      (await server.call(ordersApi.board, { teamId: team }, server.manager)).reply.people;
    expect((await peopleOf(server.teamId)).find((p) => p.id === leaver.id)).toMatchObject({ active: false });
    expect((await peopleOf(teamId)).find((p) => p.id === leaver.id)).toMatchObject({ active: true });
  });

  test('an edit names only what it changes: two edits of different owners and tracks both stand', async () => {
    const card = await anOrder(server);
    const first = (await edit(card, { owners: { sales: lin.id }, tracks: { payment: 30 } })).reply.card as PriceCard;
    await edit(first, { owners: { logistics: he.id }, tracks: { documents: 50 } });
    expect(await detail(card)).toMatchObject({
      owners: { sales: lin.id, logistics: he.id },
      tracks: { payment: 30, documents: 50 },
    });
  });
});

test('the rate of a secured order is frozen, not its amount', async () => {
  await server.call(ordersApi.setRate, { currency: 'EUR', usdPerUnit: '1.2', asOf: '2026-11-01' }, server.manager);
  const card = await anOrder(server, { stage: 'SECURED', currency: 'EUR', amountMinor: 100_000 });
  await server.call(ordersApi.setRate, { currency: 'EUR', usdPerUnit: '2', asOf: '2026-11-02' }, server.manager);
  expect((await detail(card)).amountUsdMinor).toBe(120_000);
  const halved = (await edit(card, { amountMinor: 50_000 })).reply.card as PriceCard;
  expect(halved.amountUsdMinor).toBe(60_000);
  const unpriced = await anOrder(server, { stage: 'SECURED' });
  expect((await edit(unpriced, { currency: 'USD', amountMinor: 700 })).reply.card).toMatchObject({
    amountUsdMinor: 700,
  });
});

test('a hard limit holds for what is made and brought back, too', async () => {
  const team = await server.team('满');
  const boss = await server.person(['manager'], 'Boss', team);
  const customerId = await aCustomer(server);
  const card = await anOrder(server, { customerId }, boss);
  const { settings } = (await server.call(ordersApi.board, { teamId: team }, boss)).reply;
  const lost = (await server.call(ordersApi.lose, { id: card.id, expectedVersion: 1, reason: 'price' }, boss)).reply
    .card;
  const column = settings.stages.find((s) => s.code === 'INQUIRY')!.columnId;
  await server.call(
    ordersApi.settings,
    {
      teamId: team,
      expectedVersion: 1,
      stages: settings.stages,
      columns: settings.columns.map((c) => (c.id === column ? { ...c, wipLimit: 1, wipHard: true } : c)),
    },
    boss,
  );
  await anOrder(server, { customerId }, boss);
  expect((await server.call(ordersApi.create, { customerId, stage: 'INQUIRY' }, boss)).problem.code).toBe(
    'orders.wip_limit',
  );
  expect((await server.call(ordersApi.reopen, { id: card.id, expectedVersion: lost.version }, boss)).problem.code).toBe(
    'orders.wip_limit',
  );
});

test('a cancelled order is still told of, so that it can be found and brought back', async () => {
  const card = await anOrder(server);
  await server.call(ordersApi.cancel, { id: card.id, expectedVersion: 1, reason: 'x' }, server.manager);
  const board = (await server.call(ordersApi.board, { teamId: server.teamId }, server.manager)).reply;
  expect(board.cards.find((c) => c.id === card.id)).toMatchObject({ status: 'cancelled', version: 2 });
  expect(
    (await server.call(ordersApi.reopen, { id: card.id, expectedVersion: 2 }, server.manager)).reply.card,
  ).toMatchObject({ status: 'active', stage: 'INQUIRY' });
});

test.each([
  ['cancelled', ordersApi.cancel, { reason: '客户撤单' }],
  ['lost', ordersApi.lose, { reason: 'price' }],
] as const)('an order that is %s stays as it was, until its end is undone or it is reopened', async (_, end, why) => {
  const card = await anOrder(server, { owners: { sales: lin.id, documents: null, logistics: null } });
  const given = await server.call(end as typeof ordersApi.cancel, { id: card.id, expectedVersion: 1, ...why }, lin);
  const ended = given.reply.card as PriceCard;
  const edits = [
    { title: 'x' },
    { owners: { sales: server.manager.id } },
    { credit: [{ userId: server.manager.id, percent: 100 }] },
    { tracks: { payment: 100 } },
  ];
  for (const fields of edits)
    expect((await edit(ended, fields)).problem).toMatchObject({ status: 409, code: 'orders.locked' });
  const move = { id: card.id, expectedVersion: 2, toStage: 'QUOTED' as const, afterId: null };
  expect((await server.call(ordersApi.move, move, server.manager)).problem.code).toBe('orders.not_movable');
  expect(await detail(card)).toMatchObject({ version: 2, title: '', tracks: { payment: 0 } });

  const undone = await server.call(ordersApi.undo, { id: card.id, commandId: given.reply.commandId }, lin);
  const again = await edit(undone.reply.card as PriceCard, { title: 'x' });
  expect(again.reply.card).toMatchObject({ version: 4, title: 'x' });
  await server.call(end as typeof ordersApi.cancel, { id: card.id, expectedVersion: 4, ...why }, lin);
  await server.call(ordersApi.reopen, { id: card.id, expectedVersion: 5 }, server.manager);
  expect((await edit({ ...card, version: 6 }, edits[2]!)).status).toBe(200);
});

test('regrouping and renaming stages loses nothing, and an incomplete or stale one is refused', async () => {
  const team = await server.team('分组');
  const boss = await server.person(['manager'], 'Boss', team);
  const customerId = await aCustomer(server);
  const card = await anOrder(server, { customerId, stage: 'QUOTED' }, boss);
  const { settings } = (await server.call(ordersApi.board, { teamId: team }, boss)).reply;
  const [first, , ...others] = settings.columns;
  const merged = {
    teamId: team,
    expectedVersion: 1,
    columns: [first!, ...others],
    stages: settings.stages.map((s) =>
      others.some((c) => c.id === s.columnId) ? s : { ...s, columnId: first!.id, nameZh: `新${s.nameZh}` },
    ),
  };
  expect((await server.call(ordersApi.settings, { ...merged, stages: settings.stages }, boss)).problem).toMatchObject({
    code: 'orders.stages_incomplete',
    homeless: ['QUOTED', 'NEGOTIATING'],
  });
  const saved = await server.call(ordersApi.settings, merged, boss);
  expect(saved.reply).toMatchObject({ version: 2, columns: { length: 8 } });
  expect((await server.call(ordersApi.settings, merged, boss)).problem.code).toBe('orders.stages_stale');
  const after = (await server.call(ordersApi.board, { teamId: team }, boss)).reply;
  expect(after.settings.stages.find((s) => s.code === 'QUOTED')).toMatchObject({
    nameZh: '新报价',
    columnId: first!.id,
  });
  expect(after.cards.map((c) => [c.id, c.stage])).toEqual([[card.id, 'QUOTED']]);
});

test('a one-time password opens nothing but its own change', async () => {
  const fresh = await server.person(['admin'], 'Fresh');
  await server.db.query('update app_user set must_change_password = true where id = $1', [fresh.id]);
  expect((await server.call(sessionsApi.me, {}, fresh)).reply.me?.person.id).toBe(fresh.id);
  expect((await server.call(ordersApi.board, { teamId: server.teamId }, fresh)).status).toBe(403);
  expect((await server.call(peopleApi.list, {}, fresh)).status).toBe(403);
});

test.each([
  ['203.0.113.9', '203.0.113'],
  ['::ffff:203.0.113.9', '203.0.113'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
])('%s lies in the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
