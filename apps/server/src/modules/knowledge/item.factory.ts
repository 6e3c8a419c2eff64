import { knowledgeApi, type ItemDetail } from '@tallyboard/contracts/knowledge';
import { pointsApi } from '@tallyboard/contracts/points';
import type { ItemText, ItemType } from '@tallyboard/rules/knowledge/item';
import type { Actor, TestServer } from '../../testing/test-server.js';

export const aText = (fields: Partial<ItemText> = {}): ItemText => ({
  title: '信用证审核要点',
  body: '一、有效期和交单期；二、装运期；三、单据要求逐条核对。',
  language: 'zh-CN',
  market: null,
  stage: null,
  retrospective: null,
  ...fields,
});

/** A draft of somebody. */
export async function aDraft(
  server: TestServer,
  author: Actor,
  fields: Partial<ItemText> & { type?: ItemType } = {},
): Promise<ItemDetail> {
  const { type = 'checklist', ...text } = fields;
  const { status, reply } = await server.call(knowledgeApi.create, { type, text: aText(text) }, author);
  if (status !== 200) throw new Error(`a draft was refused with ${status}`);
  return reply;
}

/** An item in the pool, written by one and let in by another. */
export async function anItem(
  server: TestServer,
  author: Actor,
  reviewer: Actor,
  fields: Partial<ItemText> & { type?: ItemType } = {},
): Promise<ItemDetail> {
  const { id, version } = await aDraft(server, author, fields);
  const { reply } = await server.call(knowledgeApi.submit, { id, expectedVersion: version }, author);
  const letIn = await server.call(knowledgeApi.publish, { id, expectedVersion: reply.version }, reviewer);
  if (letIn.status !== 200) throw new Error(`it was not let in: ${JSON.stringify(letIn.problem)}`);
  return letIn.reply;
}

/** Two of a team, in sales and in documents, and somebody of another one. */
export async function aTeam(server: TestServer): Promise<[lin: Actor, chen: Actor, stranger: Actor]> {
  const [lin, chen] = [await server.person(['sales'], 'Lin'), await server.person(['documents'], 'Chen')];
  return [lin, chen, await server.person(['sales'], 'Stranger', await server.team('二部'))];
}

/** What somebody has, once all that was done is accounted for. */
export async function pointsOf(server: TestServer, who: Actor) {
  await server.settled();
  return (await server.call(pointsApi.mine, {}, who)).reply;
}
