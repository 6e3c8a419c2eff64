import { customersApi } from '@tallyboard/contracts/customers';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { Actor, TestServer } from '../../testing/test-server.js';

/** A customer, made through the API. */
export async function aCustomer(
  server: TestServer,
  as: Actor = server.manager,
  name = `Buyer ${crypto.randomUUID().slice(0, 8)}`,
): Promise<string> {
  const { reply, status } = await server.call(customersApi.create, { name, country: 'DE', group: '' }, as);
  if (status !== 200) throw new Error(`no customer: ${JSON.stringify(reply)}`);
  return reply.id;
}

/** An order, made through the API, with a customer of its own unless one is given. */
export async function anOrder(
  server: TestServer,
  fields: Partial<InputOf<typeof ordersApi.create>> = {},
  as: Actor = server.manager,
): Promise<PriceCard> {
  const customerId = fields.customerId ?? (await aCustomer(server, server.manager));
  const { reply, status } = await server.call(ordersApi.create, { stage: 'INQUIRY', ...fields, customerId }, as);
  if (status !== 200) throw new Error(`no order: ${JSON.stringify(reply)}`);
  return reply.card as PriceCard;
}
