import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCustomer, anOrder } from '../modules/orders/order.factory.js';
import { type Actor, cookieOf, TestServer } from '../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  await server.db.query('update organization set demo = true');
  await anOrder(server);
  await server.settled();
});
afterAll(() => server.stop());

const real = {
  organization: '真实外贸',
  team: '一部',
  name: '张三',
  nameEn: 'Zhang San',
  email: 'zhang@example.com',
  password: 'correct horse battery',
  locale: 'zh-CN' as const,
};

test('the demo is left for a real team in one act, and points are earned there from the first order', async () => {
  const old = server.manager;
  expect((await server.call(sessionsApi.leaveDemo, { ...real, password: 'password' }, old)).status).toBe(422);
  const left = await server.call(sessionsApi.leaveDemo, real, old);
  expect(left.reply).toMatchObject({ person: { name: '张三' }, organization: { name: '真实外贸', demo: false } });
  expect((await server.call(sessionsApi.me, {}, old)).reply.me).toBeNull();
  const admin: Actor = {
    id: left.reply.person.id,
    teamId: left.reply.team.id,
    cookie: cookieOf(left.headers),
  };
  expect((await server.call(ordersApi.board, { teamId: admin.teamId }, admin)).reply.cards).toEqual([]);
  const customerId = await aCustomer(server, admin);
  const owners = { sales: admin.id, documents: null, logistics: null };
  const fields = { customerId, owners, stage: 'PI_SIGNED' as const, currency: 'USD', amountMinor: 1_200_000 };
  const card = await anOrder(server, fields, admin);
  const move = { id: card.id, expectedVersion: card.version, toStage: 'SECURED' as const, afterId: null };
  expect((await server.call(ordersApi.move, move, admin)).status).toBe(200);
  await server.settled();
  const { entries } = (await server.call(pointsApi.ofOrder, { orderId: card.id }, admin)).reply;
  expect(entries.map((e) => e.ruleId).sort()).toEqual(['ORD-01', 'ORD-02']);
  expect(await server.db.query('select * from reaction_parked')).toEqual([]);
  expect((await server.call(sessionsApi.leaveDemo, real, admin)).problem.code).toBe('people.not_demo');
});
