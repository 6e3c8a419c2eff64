import { customersApi } from '@tallyboard/contracts/customers';
import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { knowledgeUsesApi } from '@tallyboard/contracts/knowledge-uses';
import { retrospectivesApi } from '@tallyboard/contracts/retrospectives';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anInquiry } from '../inquiries/inquiry.factory.js';
import { aCustomer, anOrder } from '../orders/order.factory.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aDraft, anItem, pointsOf } from './item.factory.js';
import { aLostOrder, aPublishedCase } from './retrospective.factory.js';

let server: TestServer;
let rep: Actor;
let clerk: Actor;
let stranger: Actor;
let customerId: string;
beforeAll(async () => {
  server = await TestServer.start();
  [rep, clerk] = [await server.person(['sales'], 'Rep'), await server.person(['documents'], 'Clerk')];
  stranger = await server.person(['manager'], 'Stranger', await server.team('二部'));
  customerId = await aCustomer(server, rep);
});
afterAll(() => server.stop());

const LINES = '- [ ] one\n- [ ] two\n- [ ] three';
const words = () => Array.from({ length: 12 }, () => uuid().slice(-12)).join(' ');
const author = () => server.person(['sales'], 'Author');
const aChecklist = async (by: Actor) => {
  const item = await anItem(server, by, server.manager, { title: uuid(), body: `${words()}\n\n${LINES}` });
  return item.id;
};
const aTemplate = async (by: Actor) => {
  const item = await anItem(server, by, server.manager, { type: 'template', title: uuid(), body: words() });
  return { itemId: item.id, revision: item.revision, body: item.published!.body };
};
const order = async (stage: 'QUOTED' | 'INSPECTED' = 'QUOTED') =>
  (await anOrder(server, { customerId, stage }, rep)).id;
const on = (orderId: string) => ({ orderId, language: 'en' as const });
const attach = (orderId: string, itemId: string, as = rep, headers = {}) =>
  server.call(knowledgeUsesApi.attach, { ...on(orderId), itemId }, as, headers);
const ofOrder = (orderId: string, as = rep) => server.call(knowledgeUsesApi.ofOrder, on(orderId), as);
const move = async (id: string, toStage: 'SECURED' | 'DELIVERED' | 'SETTLED') => {
  const { version } = (await server.call(ordersApi.get, { id }, server.manager)).reply;
  const moved = await server.call(
    ordersApi.move,
    { id, toStage, afterId: null, expectedVersion: version, reason: 'mistake' },
    server.manager,
  );
  expect([moved.status, moved.problem.code]).toEqual([200, undefined]);
};
/** What somebody has by the two rules. */
const earned = async (who: Actor) => {
  const { entries } = await pointsOf(server, who);
  const sum = (rule: string) => entries.filter((e) => e.ruleId === rule).reduce((n, e) => n + e.amount, 0);
  return [sum('KNW-03'), sum('KNW-04')];
};
const factsOf = async (useId: string) =>
  (
    await server.db.query<{ name: string }[]>(
      `select name from feed_event where payload->'use'->>'useId' = $1 or payload->>'useId' = $1 order by seq`,
      [useId],
    )
  ).map((f) => f.name);

describe('on an order', () => {
  test('a checklist is attached with its lines as they were, ticked, unticked and taken off', async () => {
    const by = await author();
    const [itemId, orderId] = [await aChecklist(by), await order()];
    const key = { 'idempotency-key': uuid() };
    const [first, repeated] = [await attach(orderId, itemId, rep, key), await attach(orderId, itemId, rep, key)];
    expect(repeated.reply).toEqual(first.reply);
    const use = first.reply.uses[0]!;
    expect(use).toMatchObject({ kind: 'checklist', revision: 1, by: rep.id, inPool: true });
    expect(use.lines!.map((l) => l.text)).toEqual(['one', 'two', 'three']);
    expect((await attach(orderId, itemId, clerk)).problem?.code).toBe('knowledge.used_already');
    expect(await earned(by)).toEqual([1, 0]);

    const tick = (line: number, done: boolean, as: Actor) =>
      server.call(knowledgeUsesApi.tick, { ...on(orderId), useId: use.id, line, done }, as);
    const ticked = await tick(1, true, clerk);
    expect(ticked.reply.uses[0]!.lines![1]).toMatchObject({ done: { by: clerk.id } });
    // Twice by two is once, and the first's.
    expect((await tick(1, true, rep)).reply.uses[0]!.lines![1]).toMatchObject({ done: { by: clerk.id } });
    expect((await tick(1, false, rep)).reply.uses[0]!.lines![1]!.done).toBeNull();
    expect((await tick(3, true, rep)).problem?.code).toBe('knowledge.not_used');
    const detach = () => server.call(knowledgeUsesApi.detach, { ...on(orderId), useId: use.id }, clerk);
    expect((await detach()).reply.uses).toEqual([]);
    expect((await detach()).problem?.code).toBe('knowledge.not_used');
    expect((await tick(1, true, rep)).problem?.code).toBe('knowledge.not_used');
    expect(await earned(by)).toEqual([0, 0]);
    expect(await factsOf(use.id)).toEqual([
      ...['knowledge.used', 'knowledge.line_ticked', 'knowledge.line_ticked', 'knowledge.use_removed'],
    ]);
    // And it may be attached again.
    expect((await attach(orderId, itemId)).reply.uses).toHaveLength(1);
  });

  test('of many who attach the same at once one does; lines ticked at once are all kept', async () => {
    const [itemId, orderId] = [await aChecklist(await author()), await order()];
    const answers = await Promise.all([rep, clerk, server.manager, rep].map((as) => attach(orderId, itemId, as)));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409]);
    const useId = (await ofOrder(orderId)).reply.uses[0]!.id;
    await Promise.all(
      [0, 1, 2].map((line) => server.call(knowledgeUsesApi.tick, { ...on(orderId), useId, line, done: true }, rep)),
    );
    expect((await ofOrder(orderId)).reply.uses[0]!.lines!.every((l) => l.done)).toBe(true);
  });

  test('what was given up is only looked at; what another team has does not exist; what is no item of the pool neither', async () => {
    const [itemId, orderId] = [await aChecklist(await author()), await order()];
    const useId = (await attach(orderId, itemId)).reply.uses[0]!.id;
    const other = await aChecklist(await author());
    const { id: draftId } = await aDraft(server, rep, { title: uuid(), body: words() });
    expect((await attach(orderId, draftId)).problem?.code).toBe('knowledge.not_found');
    expect((await attach(orderId, other, stranger)).problem?.code).toBe('orders.not_found');
    expect((await ofOrder(orderId, stranger)).problem?.code).toBe('orders.not_found');
    const { version } = (await server.call(ordersApi.get, { id: orderId }, rep)).reply;
    await server.call(ordersApi.lose, { id: orderId, expectedVersion: version, reason: 'price' }, rep);
    const tick = { ...on(orderId), useId, line: 0, done: true };
    for (const refused of [
      await attach(orderId, other),
      await server.call(knowledgeUsesApi.tick, tick, rep),
      await server.call(knowledgeUsesApi.detach, { ...on(orderId), useId }, rep),
    ])
      expect(refused.problem?.code).toBe('orders.locked');
  });

  test('what fits its stage is suggested, and not what is there already', async () => {
    const by = await author();
    const make = (fields: object) => anItem(server, by, server.manager, { title: uuid(), body: words(), ...fields });
    const [fits, later] = [await make({ stage: 'INSPECTED' }), await make({ stage: 'SHIPPED' })];
    const orderId = await order('INSPECTED');
    const ids = async () => (await ofOrder(orderId)).reply.suggested.map((s) => s.id);
    expect((await ids())[0]).toBe(fits.id);
    expect(await ids()).not.toContain(later.id);
    await attach(orderId, fits.id);
    expect(await ids()).not.toContain(fits.id);
  });

  test('what was made of a lost order’s case is suggested on the next of its market and stage, and names the case', async () => {
    const lost = await aLostOrder(server, rep);
    const told = await aPublishedCase(server, rep, clerk, lost, { title: `Lost ${uuid()}` });
    const { reply: made } = await server.call(retrospectivesApi.offshoot, { id: told.id, type: 'checklist' }, rep);
    const sent = await server.call(knowledgeApi.submit, { id: made.id, expectedVersion: made.version }, rep);
    await server.call(knowledgeApi.publish, { id: made.id, expectedVersion: sent.reply.version }, clerk);
    const link = { itemId: made.id, id: told.id, title: told.title };
    const next = await order('QUOTED');
    const { reply: before } = await ofOrder(next);
    expect(before.suggested[0]).toMatchObject({ id: made.id, market: 'DE', stage: 'QUOTED' });
    expect(before.cases).toContainEqual(link);
    expect((await attach(next, made.id)).reply.cases).toContainEqual(link);
    // Of another stage or market it is nothing to go by.
    const { reply: us } = await server.call(customersApi.create, { name: uuid(), country: 'US', group: '' }, rep);
    const { id: abroad } = await anOrder(server, { customerId: us.id, stage: 'QUOTED' }, rep);
    for (const id of [await order('INSPECTED'), abroad])
      expect((await ofOrder(id)).reply.suggested.map((s) => s.id)).not.toContain(made.id);
  });

  test('an item that left the pool stays where it was used, and is attached nowhere else', async () => {
    const by = await author();
    const itemId = await aChecklist(by);
    const orderId = await order();
    await attach(orderId, itemId);
    const { version } = (await server.call(knowledgeApi.get, { id: itemId }, by)).reply;
    await server.call(knowledgeApi.withdraw, { id: itemId, expectedVersion: version }, by);
    expect((await ofOrder(orderId)).reply.uses[0]).toMatchObject({ inPool: false, lines: [{}, {}, {}] });
    expect((await attach(await order(), itemId)).problem?.code).toBe('knowledge.not_found');
  });
});

describe('in a reply', () => {
  const reply = (id: string, text: string, used: { itemId: string; revision: number }[], as = rep) =>
    server.call(inquiriesApi.logMessage, { id, direction: 'out', channel: 'email', text, automatic: false, used }, as);
  const inquiry = async () => (await anInquiry(server, { teamId: rep.teamId, ownerId: rep.id }, rep)).inquiry;
  const usesOf = async (inquiryId: string) =>
    (await server.call(knowledgeUsesApi.ofInquiry, { inquiryId }, rep)).reply.uses;

  test('a template counts when it was sent, not when it was deleted before', async () => {
    const by = await author();
    const { body, ...template } = await aTemplate(by);
    const { id } = await inquiry();
    await reply(id, 'We do not make these.', [template]);
    expect(await usesOf(id)).toEqual([]);
    const sent = await reply(id, `Dear Anna,\n${body}`, [template, template]);
    expect(sent.status).toBe(200);
    expect(await usesOf(id)).toMatchObject([{ kind: 'reply', itemId: template.itemId, by: rep.id }]);
    expect(await earned(by)).toEqual([1, 0]);
    const { total, deals, uses } = (await server.call(knowledgeUsesApi.ofItem, { id: template.itemId }, rep)).reply;
    expect([total, deals, uses[0]!.inquiryId]).toEqual([1, 1, id]);
    const seen = (await server.call(knowledgeUsesApi.ofItem, { id: template.itemId }, stranger)).reply.uses[0]!;
    expect([seen.by, seen.inquiryId, seen.orderId, seen.no]).toEqual([rep.id, null, null, null]);
  });

  test('withdrawing the message, or the inquiry being none, takes it away', async () => {
    const by = await author();
    const { body, ...template } = await aTemplate(by);
    const asked = await inquiry();
    const { messages } = (await reply(asked.id, body, [template])).reply;
    expect(await earned(by)).toEqual([1, 0]);
    const messageId = messages!.at(-1)!.id;
    await server.call(inquiriesApi.withdrawMessage, { id: asked.id, messageId }, rep);
    expect([await usesOf(asked.id), await earned(by)]).toEqual([[], [0, 0]]);

    const { inquiry: now } = (await reply(asked.id, body, [template])).reply;
    expect(await earned(by)).toEqual([1, 0]);
    const mark = { id: asked.id, expectedVersion: now.version, reason: 'spam', note: '', duplicateOf: null } as const;
    const junk = await server.call(inquiriesApi.markInvalid, mark, rep);
    expect(await earned(by)).toEqual([0, 0]);
    expect((await server.call(knowledgeUsesApi.ofItem, { id: template.itemId }, rep)).reply.total).toBe(0);
    const back = { id: asked.id, expectedVersion: junk.reply.inquiry.version };
    await server.call(inquiriesApi.restore, back, rep);
    expect(await earned(by)).toEqual([1, 0]);
  });

  test('the order that the inquiry became pays its author when it is settled, and takes that back when it is not', async () => {
    const by = await author();
    const { body, ...template } = await aTemplate(by);
    const asked = await inquiry();
    const { inquiry: now, messages } = (await reply(asked.id, body, [template])).reply;
    const convert = { id: asked.id, expectedVersion: now.version, customerId, newCustomer: null };
    const { card } = (await server.call(inquiriesApi.convert, convert, rep)).reply;
    expect((await ofOrder(card.id)).reply.uses).toMatchObject([{ kind: 'reply', inquiryId: asked.id }]);
    // The same talk: nothing more for using it on the order.
    await attach(card.id, template.itemId);
    expect(await earned(by)).toEqual([1, 0]);
    await move(card.id, 'SETTLED');
    expect(await earned(by)).toEqual([1, 10]);
    const { entries } = (await server.call(pointsApi.mine, {}, by)).reply;
    const royalty = entries.find((e) => e.ruleId === 'KNW-04')!;
    expect(royalty).toMatchObject({ orderId: card.id, part: template.itemId, currency: 'KC' });
    const { use } = (await server.call(pointsApi.why, { id: royalty.id }, by)).reply;
    expect(use).toMatchObject({ itemId: template.itemId, by: rep.id, orderId: card.id, no: card.no, inPool: true });
    const known = await ofOrder(card.id);
    const useId = known.reply.uses.find((u) => u.kind === 'link')!.id;
    const detach = await server.call(knowledgeUsesApi.detach, { ...on(card.id), useId }, rep);
    expect(detach.problem?.code).toBe('knowledge.use_settled');
    // Nor is it taken back with the message.
    const withdrawn = { id: asked.id, messageId: messages!.at(-1)!.id };
    expect((await server.call(inquiriesApi.withdrawMessage, withdrawn, rep)).status).toBe(200);
    expect(await earned(by)).toEqual([1, 10]);
    await move(card.id, 'DELIVERED');
    expect(await earned(by)).toEqual([1, 0]);
    await move(card.id, 'SETTLED');
    expect(await earned(by)).toEqual([1, 10]);
  });

  test('three authors share ten to the credit; what was attached after the buyer accepted has no part', async () => {
    const authors = [await author(), await author(), await author(), await author()];
    const orderId = await order();
    for (const by of authors.slice(0, 3)) await attach(orderId, await aChecklist(by));
    await attach(orderId, await aChecklist(rep));
    await move(orderId, 'SECURED');
    await attach(orderId, await aChecklist(authors[3]!));
    await move(orderId, 'SETTLED');
    const shares = [];
    for (const who of [...authors, rep]) shares.push((await earned(who))[1]);
    expect(shares).toEqual([4, 3, 3, 0, 0]);
  });
});
