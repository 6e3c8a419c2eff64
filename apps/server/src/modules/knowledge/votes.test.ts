import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { SetClock } from '../../platform/clock/clock.js';
import { frameFor, storedFact } from '../../platform/feeds/fact.js';
import { anItem, aTeam, aText, pointsOf } from './item.factory.js';

let server: TestServer;
let lin: Actor;
let ann: Actor;
let chen: Actor;
let stranger: Actor;
const clock = new SetClock('2026-11-26T02:00:00.000Z');
beforeAll(async () => {
  server = await TestServer.start({ clock });
  [lin, chen, stranger] = await aTeam(server);
  ann = await server.person(['sales'], 'Ann');
});
afterAll(() => server.stop());

const shared = (author: Actor) => anItem(server, author, server.manager, { title: uuid(), body: uuid() + uuid() });
const open = (id: string, as: Actor) => server.call(knowledgeApi.open, { id }, as);
const vote = (id: string, as: Actor) => server.call(knowledgeApi.vote, { id }, as);
/** Somebody has read it for a while. */
async function read(id: string, as: Actor): Promise<void> {
  await open(id, as);
  clock.set(new Date(Date.parse(clock.now()) + 20_000).toISOString());
}
const earned = async (who: Actor) => {
  const { credits, total } = await pointsOf(server, who);
  return [credits, total];
};

test('what is published brings credits and honour, no more with a new edition, and is taken back with it', async () => {
  const item = await shared(lin);
  expect(await earned(lin)).toEqual([10, 3]);
  const text = aText({ title: uuid(), body: uuid() + uuid() });
  const written = await server.call(knowledgeApi.write, { id: item.id, expectedVersion: item.version, text }, lin);
  const asked = await server.call(knowledgeApi.submit, { id: item.id, expectedVersion: written.reply.version }, lin);
  const again = { id: item.id, expectedVersion: asked.reply.version };
  const { reply } = await server.call(knowledgeApi.publish, again, server.manager);
  expect(await earned(lin)).toEqual([10, 3]);
  await server.call(knowledgeApi.withdraw, { id: item.id, expectedVersion: reply.version }, server.manager);
  expect(await earned(lin)).toEqual([0, 0]);
});

test('a vote is for those who read it, brings its author two credits, and takes them along', async () => {
  const item = await shared(ann);
  const before = await earned(ann);
  expect((await vote(item.id, chen)).problem?.code).toBe('knowledge.not_read_yet');
  const { reply: opened } = await open(item.id, chen);
  expect(Date.parse(opened.helpful.from!) - Date.parse(clock.now())).toBe(20_000);
  expect((await vote(item.id, chen)).problem?.code).toBe('knowledge.not_read_yet');
  await read(item.id, chen);
  const key = { 'idempotency-key': uuid() };
  const [given, repeated] = [
    await server.call(knowledgeApi.vote, { id: item.id }, chen, key),
    await server.call(knowledgeApi.vote, { id: item.id }, chen, key),
  ];
  expect([given.reply.helpful.votes, repeated.reply]).toEqual([1, given.reply]);
  expect(await earned(ann)).toEqual([before[0]! + 2, before[1]]);
  expect((await vote(item.id, chen)).problem?.code).toBe('knowledge.voted_already');
  expect((await vote(item.id, ann)).problem?.code).toBe('knowledge.own_vote');
  await server.call(knowledgeApi.withdrawVote, { id: item.id }, chen);
  expect(await earned(ann)).toEqual(before);
  expect((await server.call(knowledgeApi.withdrawVote, { id: item.id }, chen)).problem?.code).toBe(
    'knowledge.not_voted',
  );
  await read(item.id, stranger);
  expect((await vote(item.id, stranger)).reply.helpful).toMatchObject({ votes: 1, mine: true });
});

test('three times a week for one author, also of many at once; withdrawing gives nothing back', async () => {
  const author = await server.person(['sales'], 'Much');
  const items = [];
  for (let i = 0; i < 5; i += 1) items.push(await shared(author));
  for (const { id } of items) await read(id, chen);
  const answers = await Promise.all(items.slice(0, 4).map(({ id }) => vote(id, chen)));
  expect(answers.map((a) => a.status).sort()).toEqual([200, 200, 200, 409]);
  const voted = items[answers.findIndex((a) => a.status === 200)]!;
  await server.call(knowledgeApi.withdrawVote, { id: voted.id }, chen);
  expect((await vote(items[4]!.id, chen)).problem?.code).toBe('knowledge.votes_spent');
  // Of five items in a week three bring something.
  expect(await earned(author)).toEqual([34, 9]);
});

test('desks are told that there is a vote, not whose', async () => {
  const item = await shared(ann);
  await read(item.id, chen);
  await vote(item.id, chen);
  await server.call(knowledgeApi.withdrawVote, { id: item.id }, chen);
  const rows = await server.db.query<Parameters<typeof storedFact>[0][]>(
    `select * from feed_event where name like 'knowledge.vote%' and payload->'item'->>'id' = $1`,
    [item.id],
  );
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(JSON.stringify(frameFor('team', storedFact(row)))).not.toContain(chen.id);
});
