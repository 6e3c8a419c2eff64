import { knowledgeApi, type ItemDetail } from '@tallyboard/contracts/knowledge';
import { ordersApi } from '@tallyboard/contracts/orders';
import { questionsApi } from '@tallyboard/contracts/questions';
import { retrospectivesApi } from '@tallyboard/contracts/retrospectives';
import type { ItemText } from '@tallyboard/rules/knowledge/item';
import { NO_RETROSPECTIVE, type Retrospective } from '@tallyboard/rules/knowledge/retrospective';
import type { Actor, TestServer } from '../../testing/test-server.js';
import { aCustomer, anOrder } from '../orders/order.factory.js';
import { aDraft } from './item.factory.js';

/** An order of somebody that was lost over its price while it was in negotiation. */
export async function aLostOrder(server: TestServer, owner: Actor, manager: Actor = server.manager): Promise<string> {
  const customerId = await aCustomer(server, manager);
  const owners = { sales: owner.id, documents: null, logistics: null };
  const { id } = await anOrder(server, { customerId, owners, stage: 'NEGOTIATING' }, manager);
  const lost = await server.call(ordersApi.lose, { id, expectedVersion: 1, reason: 'price' }, manager);
  if (lost.status !== 200) throw new Error(`the order was not lost: ${JSON.stringify(lost.problem)}`);
  return id;
}

export const aLoss = (by: string, fields: Partial<Retrospective> = {}): Retrospective => ({
  ...NO_RETROSPECTIVE,
  ...{ problemStage: 'QUOTED', improvement: `先问到货日期 ${crypto.randomUUID()}`, improvementBy: by, ...fields },
});

/** A case as its author would fill it in. */
export async function aCase(
  server: TestServer,
  author: Actor,
  orderId: string,
  fields: Partial<ItemText> = {},
): Promise<ItemDetail> {
  const { reply: begun } = await server.call(retrospectivesApi.begin, { id: orderId, language: 'zh-CN' }, author);
  const text: ItemText = { ...begun.draft!, body: crypto.randomUUID(), retrospective: aLoss(author.id), ...fields };
  const written = await server.call(knowledgeApi.write, { id: begun.id, expectedVersion: begun.version, text }, author);
  if (written.status !== 200) throw new Error(`the case was refused: ${JSON.stringify(written.problem)}`);
  return written.reply;
}

/** In the pool, let in by another. */
export async function aPublishedCase(
  server: TestServer,
  author: Actor,
  reviewer: Actor,
  orderId: string,
  fields: Partial<ItemText> = {},
): Promise<ItemDetail> {
  const { id, version } = await aCase(server, author, orderId, fields);
  const { reply } = await server.call(knowledgeApi.submit, { id, expectedVersion: version }, author);
  const letIn = await server.call(knowledgeApi.publish, { id, expectedVersion: reply.version }, reviewer);
  if (letIn.status !== 200) throw new Error(`it was not let in: ${JSON.stringify(letIn.problem)}`);
  return letIn.reply;
}

/** A question in the pool. */
export async function aQuestion(server: TestServer, asker: Actor, fields: Partial<ItemText> = {}): Promise<ItemDetail> {
  const text = { title: `问题 ${crypto.randomUUID()}`, body: crypto.randomUUID(), ...fields };
  const { id, version } = await aDraft(server, asker, { type: 'question', ...text });
  const { status, reply } = await server.call(knowledgeApi.submit, { id, expectedVersion: version }, asker);
  if (status !== 200) throw new Error(`the question was refused with ${status}`);
  return reply;
}

/** What somebody answered to it. */
export async function anAnswer(server: TestServer, questionId: string, by: Actor): Promise<{ id: string }> {
  const said = { id: questionId, body: `回答 ${crypto.randomUUID()}` };
  const { reply } = await server.call(questionsApi.answer, said, by);
  return reply.answerList.find((a) => a.body === said.body)!;
}
