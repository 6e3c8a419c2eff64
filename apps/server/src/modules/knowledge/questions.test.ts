import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { questionsApi } from '@tallyboard/contracts/questions';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aDraft, anItem, aTeam, pointsOf } from './item.factory.js';
import { anAnswer, aQuestion } from './retrospective.factory.js';

let server: TestServer;
let lin: Actor;
let chen: Actor;
let stranger: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  [lin, chen, stranger] = await aTeam(server);
});
afterAll(() => server.stop());

const accept = (id: string, as: Actor) => server.call(questionsApi.accept, { id }, as);
const unaccept = (id: string, as: Actor) => server.call(questionsApi.unaccept, { id }, as);
const get = async (id: string, as: Actor) => (await server.call(knowledgeApi.get, { id }, as)).reply;
const found = async (q: string, as: Actor, unsolved?: '1') =>
  (await server.call(knowledgeApi.search, { in: 'pool', q, offset: 0, limit: 20, ...(unsolved && { unsolved }) }, as))
    .reply;
const creditsOf = async (who: Actor): Promise<number> => (await pointsOf(server, who)).credits;
const factsOf = async (id: string): Promise<string[]> =>
  (
    await server.db.query<{ name: string }[]>(
      `select name from feed_event where payload->'item'->>'id' = $1 order by seq`,
      [id],
    )
  ).map((f) => f.name);

test('a question is in the pool at once, without a reviewer and without points', async () => {
  const before = await creditsOf(lin);
  const question = await aQuestion(server, lin);
  expect(question).toMatchObject({ state: 'published', reviewedBy: null, answers: 0, solved: false });
  expect(question.editions).toMatchObject([{ revision: 1, reviewedBy: null }]);
  expect(await factsOf(question.id)).toEqual(['knowledge.asked']);
  expect(await creditsOf(lin)).toBe(before);
});

test('a colleague of any team answers, and both are found by what was said', async () => {
  const question = await aQuestion(server, lin);
  const word = `Carrier${uuid().slice(-8)}`;
  const { reply } = await server.call(questionsApi.answer, { id: question.id, body: `改报 FCA，找${word}` }, stranger);
  expect(reply).toMatchObject({ answers: 1, answerList: [{ authorId: stranger.id, may: ['edit', 'withdraw'] }] });
  const { items } = await found(word, chen);
  expect(items).toMatchObject([{ id: question.id, answers: 1 }]);
  expect(items[0]!.excerpt.some((p) => p.hit && p.text.toLowerCase() === word.toLowerCase())).toBe(true);
  const [mine] = reply.answerList;
  const gone = await server.call(questionsApi.withdraw, { id: mine!.id, expectedVersion: 1 }, stranger);
  expect(gone.reply).toMatchObject({ answers: 0, answerList: [] });
  expect((await found(word, chen)).total).toBe(0);
});

test('whoever asked accepts one of them and takes that back; the credits follow', async () => {
  const answerer = await server.person(['sales'], 'Answerer');
  const question = await aQuestion(server, lin);
  const [one, two] = [await anAnswer(server, question.id, answerer), await anAnswer(server, question.id, chen)];
  expect((await found('', chen, '1')).items.map((i) => i.id)).toContain(question.id);
  expect((await accept(one.id, chen)).problem?.code).toBe('knowledge.not_asker');
  expect((await accept(one.id, lin)).reply).toMatchObject({
    solved: true,
    answerList: [{ id: one.id, accepted: true }, {}],
  });
  expect((await accept(two.id, lin)).problem?.code).toBe('knowledge.accepted_already');
  expect(await creditsOf(answerer)).toBe(8);
  expect((await found('', chen, '1')).items.map((i) => i.id)).not.toContain(question.id);
  await unaccept(one.id, lin);
  expect(await creditsOf(answerer)).toBe(0);
  expect((await unaccept(one.id, lin)).problem?.code).toBe('knowledge.not_accepted');
});

test('of two that are accepted at once, one is', async () => {
  const question = await aQuestion(server, lin);
  const answers = [await anAnswer(server, question.id, chen), await anAnswer(server, question.id, stranger)];
  const statuses = await Promise.all(answers.map(async ({ id }) => (await accept(id, lin)).status));
  expect(statuses.sort()).toEqual([200, 409]);
  expect((await get(question.id, lin)).answerList.filter((a) => a.accepted).length).toBe(1);
});

describe('what was accepted brings nothing any more', () => {
  test('when its author withdraws it', async () => {
    const answerer = await server.person(['sales'], 'Withdraws');
    const question = await aQuestion(server, lin);
    const { id } = await anAnswer(server, question.id, answerer);
    const accepted = await accept(id, lin);
    expect(await creditsOf(answerer)).toBe(8);
    const { version } = accepted.reply.answerList[0]!;
    await server.call(questionsApi.withdraw, { id, expectedVersion: version }, answerer);
    expect(await creditsOf(answerer)).toBe(0);
    expect((await factsOf(question.id)).slice(-2)).toEqual([
      'knowledge.answer_unaccepted',
      'knowledge.answer_withdrawn',
    ]);
  });

  test('when the question is withdrawn; asked again, its answers are there and none is accepted', async () => {
    const answerer = await server.person(['sales'], 'Left');
    const question = await aQuestion(server, lin);
    const { id } = await anAnswer(server, question.id, answerer);
    await accept(id, lin);
    const step = { id: question.id, expectedVersion: question.version };
    const { reply: out } = await server.call(knowledgeApi.withdraw, step, lin);
    expect(await creditsOf(answerer)).toBe(0);
    expect((await server.call(knowledgeApi.get, { id: question.id }, answerer)).status).toBe(404);
    expect((await accept(id, lin)).status).toBe(404);
    const again = await server.call(knowledgeApi.submit, { id: question.id, expectedVersion: out.version }, lin);
    expect(again.reply).toMatchObject({ solved: false, answerList: [{ id, accepted: false }] });
  });
});

test('an answer is its author’s alone, and an old version changes nothing', async () => {
  const question = await aQuestion(server, lin);
  const { id } = await anAnswer(server, question.id, chen);
  const edit = (body: string, expectedVersion: number, as: Actor) =>
    server.call(questionsApi.edit, { id, body, expectedVersion }, as);
  expect((await edit('x', 1, lin)).problem?.code).toBe('knowledge.answer_not_yours');
  expect((await edit('更好的回答', 1, chen)).reply.answerList).toMatchObject([{ body: '更好的回答', version: 2 }]);
  expect((await edit('晚了', 1, chen)).problem).toMatchObject({
    code: 'knowledge.answer_stale',
    current: { answerList: [{ body: '更好的回答' }] },
  });
});

test('drafts and other items are not answered', async () => {
  const draft = await aDraft(server, lin, { type: 'question', title: uuid(), body: uuid() });
  const said = { id: draft.id, body: '回答' };
  expect((await server.call(questionsApi.answer, said, chen)).status).toBe(404);
  const item = await anItem(server, lin, chen, { title: uuid(), body: uuid() });
  const other = await server.call(questionsApi.answer, { ...said, id: item.id }, chen);
  expect(other.problem?.code).toBe('knowledge.not_a_question');
});

test('one’s own answer may be accepted and brings nothing', async () => {
  const asker = await server.person(['sales'], 'Alone');
  const question = await aQuestion(server, asker);
  const { id } = await anAnswer(server, question.id, asker);
  expect((await accept(id, asker)).status).toBe(200);
  expect(await creditsOf(asker)).toBe(0);
});
