import { customersApi } from '@tallyboard/contracts/customers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anOrder } from '../orders/order.factory.js';

let server: TestServer;
let rep: Actor;
let other: Actor;
const contacts = [{ name: 'Anna', email: 'anna@example.com', phone: '', title: 'Buyer' }];
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
  other = await server.person(['sales'], 'Other', await server.team('二部'));
});
afterAll(() => server.stop());

async function entered(name: string): Promise<{ id: string; version: number }> {
  const made = (await server.call(customersApi.create, { name, country: 'DE', group: '' }, rep)).reply;
  return (await server.call(customersApi.change, { id: made.id, expectedVersion: made.version, contacts }, rep)).reply;
}

test('the whole company finds a customer, but only the team that entered it changes it', async () => {
  const { id, version } = await entered('Müller GmbH');
  expect(
    (await server.call(customersApi.list, { q: 'müller', limit: 10 }, other)).reply.customers.map((c) => c.id),
  ).toEqual([id]);
  expect(
    (await server.call(customersApi.change, { id, expectedVersion: version, name: 'Mine now' }, other)).problem.code,
  ).toBe('customers.not_your_team');
  expect((await server.call(customersApi.get, { id }, rep)).reply).toMatchObject({
    name: 'Müller GmbH',
    team: '一部',
    mayChange: true,
  });
  expect((await server.call(customersApi.get, { id }, await server.person(['logistics']))).reply.mayChange).toBe(false);
  expect(
    (await server.call(customersApi.change, { id, expectedVersion: version, group: 'EU' }, server.manager)).status,
  ).toBe(200);
});

test('another team sees the contacts once it has an order of the customer', async () => {
  const { id } = await entered('Contact Co');
  expect((await server.call(customersApi.get, { id }, other)).reply).toMatchObject({
    mayChange: false,
    contacts: null,
  });
  await anOrder(server, { customerId: id }, other);
  expect((await server.call(customersApi.get, { id }, other)).reply.contacts).toMatchObject(contacts);
});

test('a name is taken whatever its case, and of two at once one is told', async () => {
  const both = await Promise.all(
    ['ACME Ltd', 'Acme LTD'].map((name) => server.call(customersApi.create, { name, country: 'GB', group: '' }, rep)),
  );
  expect(both.map((b) => b.status).sort()).toEqual([200, 409]);
  expect(both.find((b) => b.status === 409)!.problem).toMatchObject({
    code: 'customers.name_taken',
    customerId: both.find((b) => b.status === 200)!.reply.id,
  });
});
