import { customersApi } from '@tallyboard/contracts/customers';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { ordersApi } from '@tallyboard/contracts/orders';
import { type Survey, surveysApi } from '@tallyboard/contracts/surveys';
import type { Actor, TestServer } from '../../testing/test-server.js';
import { aCustomer, anOrder } from '../orders/order.factory.js';

type Contact = NonNullable<InputOf<typeof customersApi.change>['contacts']>[number];
export const aContact = (fields: Partial<Contact> = {}): Contact => ({
  name: 'Anna',
  email: `${crypto.randomUUID()}@buyer.example`,
  phone: '',
  title: '',
  ...fields,
});

/** A customer with people who can be asked. */
export async function aBuyer(
  server: TestServer,
  as: Actor = server.manager,
  contacts: Contact[] = [aContact(), aContact({ name: 'Ben' })],
): Promise<string> {
  const id = await aCustomer(server, as);
  await server.call(customersApi.change, { id, expectedVersion: 1, contacts }, as);
  return id;
}

/** An order that has just been delivered, of a customer of its own unless one is given. */
export async function aDelivery(
  server: TestServer,
  fields: Partial<InputOf<typeof ordersApi.create>> = {},
  as: Actor = server.manager,
): Promise<{ id: string; no: string; customerId: string; version: number }> {
  const customerId = fields.customerId ?? (await aBuyer(server, as));
  const order = await anOrder(server, { ...fields, customerId }, as);
  const move = { id: order.id, expectedVersion: order.version, toStage: 'DELIVERED' as const, afterId: null };
  const { status, problem } = await server.call(ordersApi.move, move, as);
  if (status !== 200) throw new Error(`not delivered: ${problem.code}`);
  await server.settled();
  return { id: order.id, no: order.no, customerId, version: order.version + 1 };
}

export async function surveyOf(
  server: TestServer,
  orderId: string,
  as: Actor = server.manager,
): Promise<Survey | undefined> {
  return (await server.call(surveysApi.list, { orderId, list: 'all', offset: 0, limit: 50 }, as)).reply.surveys[0];
}

/** The survey of an order that has just been delivered. */
export async function aSurvey(
  server: TestServer,
  fields: Partial<InputOf<typeof ordersApi.create>> = {},
  as: Actor = server.manager,
): Promise<Survey> {
  const order = await aDelivery(server, fields, as);
  const survey = await surveyOf(server, order.id, as);
  if (!survey) throw new Error('no survey');
  return survey;
}
