import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { ordersApi } from '@tallyboard/contracts/orders';
import { retrospectivesApi } from '@tallyboard/contracts/retrospectives';
import { NO_RETROSPECTIVE } from '@tallyboard/rules/knowledge/retrospective';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anOrder, aCustomer } from '../orders/order.factory.js';
import { aTeam, pointsOf } from './item.factory.js';
import { aCase, aLoss, aLostOrder, aPublishedCase } from './retrospective.factory.js';

let server: TestServer;
let lin: Actor;
let chen: Actor;
let stranger: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  [lin, chen, stranger] = await aTeam(server);
});
afterAll(() => server.stop());

const begin = (id: string, as: Actor) => server.call(retrospectivesApi.begin, { id, language: 'zh-CN' }, as);
const ofOrder = (id: string, as: Actor) => server.call(retrospectivesApi.ofOrder, { id }, as);
const submit = (item: { id: string; version: number }, as: Actor) =>
  server.call(knowledgeApi.submit, { id: item.id, expectedVersion: item.version }, as);
const get = (id: string, as: Actor) => server.call(knowledgeApi.get, { id }, as);
const waiting = async (as: Actor): Promise<string[]> =>
  (await server.call(retrospectivesApi.waiting, {}, as)).reply.orders.map((o) => o.orderId);
const reopen = (id: string) => server.call(ordersApi.reopen, { id, expectedVersion: 2 }, server.manager);
const total = async (in_: 'pool' | 'review', q: string, as: Actor): Promise<number> =>
  (await server.call(knowledgeApi.search, { in: in_, q, offset: 0, limit: 20 }, as)).reply.total;
const earned = async (who: Actor) => {
  const { credits, total } = await pointsOf(server, who);
  return [credits, total];
};

describe('an order that is over', () => {
  test('asks its sales owner and nobody else, and begins with what is known of it', async () => {
    const orderId = await aLostOrder(server, lin);
    expect((await ofOrder(orderId, lin)).reply).toMatchObject({
      outcome: 'loss',
      asked: true,
      mayBegin: true,
      mine: null,
    });
    expect((await ofOrder(orderId, chen)).reply).toMatchObject({ outcome: 'loss', asked: false, mayBegin: false });
    expect([await waiting(lin), await waiting(chen)]).toEqual([expect.arrayContaining([orderId]), []]);
    const { reply } = await begin(orderId, lin);
    expect(reply).toMatchObject({
      ...{ type: 'retrospective', state: 'draft', orderId, outcome: 'loss' },
      draft: { market: 'DE', stage: 'NEGOTIATING', retrospective: { problemStage: 'NEGOTIATING' } },
      caseOrder: { outcome: 'loss', reason: 'price', lastStage: 'NEGOTIATING', country: 'DE' },
    });
    expect(reply.caseOrder!.stages.map((s) => s.stage)).toEqual(['NEGOTIATING', 'LOST']);
    expect(await waiting(lin)).not.toContain(orderId);
  });

  test('is told of once by each who took part, however often and fast they begin', async () => {
    const orderId = await aLostOrder(server, lin);
    const begun = await Promise.all([begin(orderId, lin), begin(orderId, lin), begin(orderId, lin)]);
    expect(new Set(begun.map((b) => b.reply.id)).size).toBe(1);
    expect((await begin(orderId, chen)).problem?.code).toBe('knowledge.not_your_order');
    expect((await begin(orderId, stranger)).status).toBe(404);
    expect((await ofOrder(orderId, stranger)).status).toBe(404);
    const loose = { type: 'retrospective' as const, text: begun[0].reply.draft! };
    expect((await server.call(knowledgeApi.create, loose, lin)).problem?.code).toBe('knowledge.needs_order');
  });

  test('goes on, and nobody tells how it went', async () => {
    const customerId = await aCustomer(server, server.manager);
    const owners = { sales: lin.id, documents: null, logistics: null };
    const { id } = await anOrder(server, { customerId, owners }, server.manager);
    expect((await ofOrder(id, lin)).reply).toMatchObject({ outcome: null, asked: false, mayBegin: false });
    expect((await begin(id, lin)).problem?.code).toBe('knowledge.order_goes_on');
  });

  test('that is not worth it is not asked about again, until it ends anew', async () => {
    const orderId = await aLostOrder(server, lin);
    const passed = await server.call(retrospectivesApi.pass, { id: orderId, reason: '客户只是比价' }, lin);
    expect(passed.reply).toMatchObject({ asked: false, mayBegin: true, passed: { reason: '客户只是比价' } });
    expect(await waiting(lin)).not.toContain(orderId);
    await reopen(orderId);
    await server.call(ordersApi.lose, { id: orderId, expectedVersion: 3, reason: 'quality' }, server.manager);
    expect(await waiting(lin)).toContain(orderId);
    expect((await ofOrder(orderId, lin)).reply).toMatchObject({ asked: true, passed: null });
  });

  test('reopened takes the question back; what was begun waits, and what waits for a review is not let in', async () => {
    const orderId = await aLostOrder(server, lin);
    const asked = await submit(await aCase(server, lin, orderId), lin);
    const other = await aLostOrder(server, lin);
    const draft = await aCase(server, lin, other);
    await Promise.all([reopen(orderId), reopen(other)]);
    expect((await ofOrder(other, lin)).reply).toMatchObject({ outcome: null, asked: false });
    expect((await submit(draft, lin)).problem?.code).toBe('knowledge.order_goes_on');
    const step = { id: asked.reply.id, expectedVersion: asked.reply.version };
    expect((await server.call(knowledgeApi.publish, step, chen)).problem?.code).toBe('knowledge.order_goes_on');
  });
});

describe('a case', () => {
  test('is submitted whole, and the refusal names what is missing', async () => {
    const orderId = await aLostOrder(server, lin);
    const bare = await aCase(server, lin, orderId, { retrospective: NO_RETROSPECTIVE });
    expect((await submit(bare, lin)).problem).toMatchObject({
      code: 'knowledge.incomplete',
      missing: ['problemStage', 'improvementBy', 'improvement'],
    });
    const text = { ...bare.draft!, retrospective: aLoss(stranger.id) };
    const step = { id: bare.id, expectedVersion: bare.version };
    const foreign = await server.call(knowledgeApi.write, { ...step, text }, lin);
    expect(foreign.problem?.code).toBe('knowledge.improvement_by_unknown');
  });

  test('reads the same whatever becomes of its order, is found by what it says, and brings RET-01 alone', async () => {
    const author = await server.person(['sales'], 'Author');
    const orderId = await aLostOrder(server, author);
    const word = `Improve${uuid().slice(-8)}`;
    const item = await aPublishedCase(server, author, chen, orderId, {
      retrospective: aLoss(chen.id, { improvement: `先问${word}` }),
    });
    expect(await earned(author)).toEqual([8, 5]);
    expect(await total('pool', word, stranger)).toBe(1);
    await reopen(orderId);
    const read = await get(item.id, stranger);
    expect(read.reply).toMatchObject({ orderId: null, caseOrder: item.caseOrder!, outcome: 'loss' });
    expect(read.reply.people.map((p) => p.id)).toContain(chen.id);
    expect((await ofOrder(orderId, chen)).reply.published).toMatchObject([{ id: item.id, authorId: author.id }]);
    const out = { id: item.id, expectedVersion: item.version };
    await server.call(knowledgeApi.withdraw, out, server.manager);
    expect(await earned(author)).toEqual([0, 0]);
  });

  test('two a week bring something', async () => {
    const author = await server.person(['sales'], 'Busy');
    for (let i = 0; i < 3; i += 1) await aPublishedCase(server, author, chen, await aLostOrder(server, author));
    expect(await earned(author)).toEqual([16, 10]);
  });

  test('of another in draft is reached by nobody: no search, count, prompt, link or offshoot', async () => {
    const orderId = await aLostOrder(server, lin);
    const word = `Secret${uuid().slice(-8)}`;
    const draft = await aCase(server, lin, orderId, { title: word });
    for (const as of [chen, server.manager, stranger]) {
      expect((await get(draft.id, as)).status).toBe(404);
      expect(await total('pool', word, as)).toBe(0);
      const sprung = await server.call(retrospectivesApi.offshoot, { id: draft.id, type: 'checklist' }, as);
      expect(sprung.problem?.code).toBe('knowledge.not_found');
    }
    expect((await ofOrder(orderId, server.manager)).reply).toMatchObject({ mine: null, published: [] });
  });
});

describe('what is made of a case', () => {
  test('is no twin of the case, however short that is, nor the case of it', async () => {
    const item = await aPublishedCase(server, lin, chen, await aLostOrder(server, lin), { body: '' });
    const { reply: made } = await server.call(retrospectivesApi.offshoot, { id: item.id, type: 'checklist' }, chen);
    const { reply: asked } = await submit(made, chen);
    const letIn = await server.call(knowledgeApi.publish, { id: made.id, expectedVersion: asked.version }, lin);
    expect(letIn.status).toBe(200);
    const text = { ...item.published!, body: '补充' };
    const again = await server.call(knowledgeApi.write, { id: item.id, expectedVersion: item.version, text }, lin);
    expect((await submit(again.reply, lin)).status).toBe(200);
    // Made of the same case once more, it is.
    const { reply: twin } = await server.call(retrospectivesApi.offshoot, { id: item.id, type: 'checklist' }, chen);
    expect((await submit(twin, chen)).problem?.code).toBe('knowledge.twin');
  });

  test('is a draft of its own, and linked both ways once it is in the pool', async () => {
    const item = await aPublishedCase(server, lin, chen, await aLostOrder(server, lin), {
      retrospective: aLoss(lin.id, { improvement: `1. 问到货\n2. 给分批 ${uuid()}` }),
    });
    const { reply: made } = await server.call(retrospectivesApi.offshoot, { id: item.id, type: 'checklist' }, chen);
    expect(made).toMatchObject({
      ...{ type: 'checklist', state: 'draft', fromId: item.id, from: { id: item.id } },
      draft: { market: 'DE', stage: 'QUOTED' },
    });
    expect(made.draft!.body).toMatch(/^- \[ \] 问到货\n- \[ \] 给分批/);
    expect((await get(item.id, lin)).reply.offshoots).toEqual([]);
    const { reply: asked } = await submit(made, chen);
    await server.call(knowledgeApi.publish, { id: made.id, expectedVersion: asked.version }, lin);
    expect((await get(item.id, stranger)).reply.offshoots).toMatchObject([{ id: made.id, type: 'checklist' }]);
    await server.call(knowledgeApi.withdraw, { id: item.id, expectedVersion: item.version }, lin);
    expect((await get(made.id, stranger)).reply).toMatchObject({ fromId: item.id, from: null });
  });
});
