import { type ItemDetail, knowledgeApi } from '@tallyboard/contracts/knowledge';
import { notesApi } from '@tallyboard/contracts/notes';
import { storeApi } from '@tallyboard/contracts/store';
import type { ResourceType } from '@tallyboard/rules/points/store/redemption';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aResource, someCredits } from '../points/store/store.factory.js';
import { type Actor, TestServer } from '../../testing/test-server.js';

let server: TestServer;
let lin: Actor;
let chen: Actor;
beforeAll(async () => {
  server = await TestServer.start();
});
beforeEach(async () => {
  [lin, chen] = [await server.person(['sales'], 'Lin'), await server.person(['sales'], 'Chen')];
});
afterAll(() => server.stop());

const decide = (id: string, step: 'approve' | 'fulfil' | 'refund') =>
  server.call(storeApi.decide, { id, step, note: '' }, server.manager);
/** Something that lin asked for and was given. */
async function given(type: ResourceType = 'course', title = `L/C ${uuid()}`): Promise<string> {
  await someCredits(server, lin.id, 10);
  const { id } = await aResource(server, { type, title, price: 10 });
  const asked = await server.call(storeApi.redeem, { id, price: 10 }, lin);
  await decide(asked.reply.id, 'approve');
  expect((await decide(asked.reply.id, 'fulfil')).status).toBe(200);
  return asked.reply.id;
}
const mine = async (who = lin) => (await server.call(notesApi.mine, {}, who)).reply.learned;
const begin = (id: string, as = lin, headers = {}) => server.call(notesApi.begin, { id, language: 'en' }, as, headers);
const pass = (id: string, passed = true, as = lin) => server.call(notesApi.pass, { id, passed }, as);
const at = ({ id, version: expectedVersion }: ItemDetail) => ({ id, expectedVersion });
async function publish(item: ItemDetail): Promise<ItemDetail> {
  const text = { ...item.draft!, body: `${item.draft!.body}\n\n${uuid()}` };
  const { reply: written } = await server.call(knowledgeApi.write, { ...at(item), text }, lin);
  const { reply: sent } = await server.call(knowledgeApi.submit, at(written), lin);
  const { status, reply } = await server.call(knowledgeApi.publish, at(sent), chen);
  expect(status).toBe(200);
  return reply;
}
const shownTo = async (who: Actor, id: string) => {
  const answer =
    who === lin
      ? await server.call(storeApi.credits, {}, lin)
      : await server.call(storeApi.redemptions, { teamId: server.teamId }, who);
  return answer.reply.redemptions.find((r) => r.id === id);
};

describe('what was handed over', () => {
  test('asks whoever got it, and nobody else, where one learns from it', async () => {
    const title = `L/C ${uuid()}`;
    const [course, book, exam] = [await given('course', title), await given('book'), await given('exam')];
    for (const type of ['exhibition', 'tool', 'day_off'] as const) await given(type);
    const asked = await mine();
    expect(asked.map((l) => l.redemptionId)).toEqual([exam, book, course]);
    expect(asked[2]).toMatchObject({ title, type: 'course', passed: false, item: null });
    expect(await mine(chen)).toEqual([]);
    expect(await mine(server.manager)).toEqual([]);
  });

  test('does not ask before it is there', async () => {
    await someCredits(server, lin.id, 10);
    const { id } = await aResource(server, { price: 10 });
    const { reply } = await server.call(storeApi.redeem, { id, price: 10 }, lin);
    expect(await mine()).toEqual([]);
    expect((await begin(reply.id)).problem?.code).toBe('knowledge.no_note');
  });

  test('is for another like nothing at all', async () => {
    const id = await given();
    for (const as of [chen, server.manager]) {
      expect((await begin(id, as)).problem?.code).toBe('points.redemption_not_found');
      expect((await pass(id, true, as)).problem?.code).toBe('points.redemption_not_found');
    }
    expect(await mine()).toMatchObject([{ passed: false, item: null }]);
  });
});

describe('a note', () => {
  test('begins with its questions, once: the second click finds the draft, of two at once as well', async () => {
    const id = await given('course', 'Reading L/Cs');
    const key = { 'idempotency-key': uuid() };
    const [first, ...others] = await Promise.all([begin(id, lin, key), begin(id, lin, key), begin(id), begin(id)]);
    expect(first.reply).toMatchObject({
      ...{ type: 'checklist', state: 'draft', authorId: lin.id, learned: { type: 'course', title: 'Reading L/Cs' } },
      draft: { title: 'Reading L/Cs', language: 'en' },
    });
    expect(first.reply.draft!.body).toContain('## What I do differently now\n\n- [ ]');
    for (const other of others) expect(other.reply.id).toBe(first.reply.id);
    expect(await mine()).toMatchObject([{ redemptionId: id, item: { id: first.reply.id, state: 'draft' } }]);
    expect((await server.call(knowledgeApi.get, { id: first.reply.id }, chen)).status).toBe(404);
  });

  test('is linked from what was redeemed once it is in the pool, and says what it is about', async () => {
    const id = await given();
    const item = await publish((await begin(id)).reply);
    const link = { id: item.id, title: item.title };
    for (const who of [lin, server.manager]) expect(await shownTo(who, id)).toMatchObject({ learned: link });
    const { reply } = await server.call(knowledgeApi.get, { id: item.id }, chen);
    expect(reply.learned).toMatchObject({ type: 'course' });
    await server.call(knowledgeApi.withdraw, at(item), lin);
    expect(await shownTo(lin, id)).toMatchObject({ learned: null });
  });

  test('a no is a no, may be taken back, and does not stand in the way of writing after all', async () => {
    const id = await given();
    for (const _ of [1, 2]) expect((await pass(id)).reply.learned).toMatchObject([{ passed: true }]);
    expect(await mine()).toMatchObject([{ passed: true, item: null }]);
    expect((await pass(id, false)).reply.learned).toMatchObject([{ passed: false }]);
    await pass(id);
    expect((await begin(id)).status).toBe(200);
    expect(await mine()).toMatchObject([{ item: { state: 'draft' } }]);
  });

  test('after a refund nothing is asked and nothing begun; what was written stays', async () => {
    const [unwritten, written] = [await given(), await given()];
    const item = await publish((await begin(written)).reply);
    for (const id of [unwritten, written]) expect((await decide(id, 'refund')).status).toBe(200);
    expect(await mine()).toEqual([]);
    expect((await begin(unwritten)).problem?.code).toBe('knowledge.no_note');
    expect((await pass(unwritten)).problem?.code).toBe('knowledge.no_note');
    expect((await begin(written)).reply.id).toBe(item.id);
    const { reply } = await server.call(knowledgeApi.get, { id: item.id }, chen);
    expect(reply).toMatchObject({ state: 'published', learned: { type: 'course' } });
  });

  test('looking writes nothing', async () => {
    await given();
    await server.settled();
    const state = () =>
      server.db.query(
        `select (select count(*) from knowledge_item) as items, (select count(*) from knowledge_note_passed) as passed, (select sum(seq) from feed_head) as told`,
      );
    const before = await state();
    await mine();
    await shownTo(lin, uuid());
    expect(await state()).toEqual(before);
  });
});
