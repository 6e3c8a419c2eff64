import { knowledgeApi, type ItemDetail } from '@tallyboard/contracts/knowledge';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anItem, aText, pointsOf } from './item.factory.js';
import { WatchItems } from './watch-items.js';

let server: TestServer;
const clock = new SetClock('2026-11-26T02:00:00.000Z');
beforeAll(async () => {
  server = await TestServer.start({ clock });
});
afterAll(() => server.stop());

/** Its check is due on this day; sessions would end before half a year is over. */
const dueOn = (id: string, on: string) =>
  server.db.query('update knowledge_item set verify_by = $2 where id = $1', [id, on]);
const decidedOn = (id: string, on: string) =>
  server.db.query('update knowledge_flag set decided_at = $2 where id = $1', [id, `${on}T02:00:00.000Z`]);
const look = () => server.running.app.get(WatchItems).look();
const text = () => ({ title: uuid(), body: uuid() + uuid() });
const get = async (id: string, as: Actor): Promise<ItemDetail> =>
  (await server.call(knowledgeApi.get, { id }, as)).reply;
const creditsOf = async (who: Actor): Promise<number> => (await pointsOf(server, who)).credits;
const toCheck = async (as: Actor): Promise<string[]> => {
  const { reply } = await server.call(knowledgeApi.search, { in: 'verify', offset: 0, limit: 100 }, as);
  return reply.items.map((i) => i.id);
};
const verify = async (id: string, as: Actor) =>
  server.call(knowledgeApi.verify, { id, expectedVersion: (await get(id, as)).version }, as);
async function people(): Promise<[Actor, Actor, Actor]> {
  const [author, checker] = [await server.person(['sales'], 'Author'), await server.person(['documents'], 'Checker')];
  return [author, checker, await server.person(['sales'], 'Reader')];
}
async function doubt(id: string, as: Actor): Promise<ItemDetail> {
  await server.call(knowledgeApi.open, { id }, as);
  const answer = await server.call(knowledgeApi.flag, { id, kind: 'stale', note: '税率已改' }, as);
  expect(answer.status).toBe(200);
  return answer.reply;
}
const decide = (id: string, upheld: boolean, as: Actor) =>
  server.call(knowledgeApi.decideFlag, { id, upheld, answer: upheld ? null : '没有变' }, as);

test('whoever let it in looks again when it is due, for two credits; told and listed until then, once', async () => {
  const [author, checker, reader] = await people();
  const item = await anItem(server, author, checker, { ...text(), type: 'market_report' });
  expect(item).toMatchObject({ verifierId: checker.id, verifyBy: '2027-02-24' });
  expect((await verify(item.id, reader)).problem?.code).toBe('knowledge.not_verifier');
  expect((await verify(item.id, author)).problem?.code).toBe('knowledge.own_item');
  // Too early is allowed, and worth nothing.
  expect((await verify(item.id, checker)).status).toBe(200);
  expect([await creditsOf(checker), await toCheck(checker)]).toEqual([0, []]);

  await dueOn(item.id, '2026-12-10');
  expect([await toCheck(checker), await toCheck(author)]).toEqual([[item.id], []]);
  await look();
  await dueOn(item.id, '2026-11-25');
  await look();
  await look();
  const expired = await server.db.query<{ name: string }[]>(
    `select name from feed_event where name = 'knowledge.expired' and payload->'item'->>'id' = $1`,
    [item.id],
  );
  expect(expired).toHaveLength(1);
  // Late is not on time.
  expect((await verify(item.id, checker)).reply.verifyBy).toBe('2027-02-24');
  expect(await creditsOf(checker)).toBe(0);
  await dueOn(item.id, '2026-11-26');
  expect((await verify(item.id, checker)).reply.may).toContain('verify');
  expect([await creditsOf(checker), await toCheck(checker)]).toEqual([2, []]);
});

test('a new edition in time is a check by its author', async () => {
  const [author, checker] = await people();
  const item = await anItem(server, author, checker, { ...text(), type: 'market_report' });
  const before = await creditsOf(author);
  await dueOn(item.id, '2026-12-01');
  const write = { id: item.id, expectedVersion: item.version, text: aText(text()) };
  const { reply: written } = await server.call(knowledgeApi.write, write, author);
  const { reply: asked } = await server.call(
    knowledgeApi.submit,
    { id: item.id, expectedVersion: written.version },
    author,
  );
  await server.call(knowledgeApi.publish, { id: item.id, expectedVersion: asked.version }, checker);
  expect([await creditsOf(author), await creditsOf(checker)]).toEqual([before + 2, 0]);
});

test('handed on within the team; of who has left, managers see it', async () => {
  const [author, checker, reader] = await people();
  const item = await anItem(server, author, checker, { ...text(), type: 'competitor' });
  const to = async (verifierId: string, as: Actor) =>
    server.call(
      knowledgeApi.handOn,
      { id: item.id, expectedVersion: (await get(item.id, as)).version, verifierId },
      as,
    );
  const stranger = await server.person(['sales'], 'Stranger', await server.team('外队'));
  expect((await to(stranger.id, checker)).problem?.code).toBe('people.not_found');
  expect((await to(author.id, checker)).problem?.code).toBe('knowledge.own_item');
  expect((await to(reader.id, reader)).problem?.code).toBe('knowledge.not_verifier');
  expect((await get(item.id, checker)).colleagues).not.toContain(author.id);
  expect((await to(reader.id, checker)).reply.verifierId).toBe(reader.id);
  await dueOn(item.id, '2026-12-01');
  expect([(await toCheck(checker)).includes(item.id), (await toCheck(reader)).includes(item.id)]).toEqual([
    false,
    true,
  ]);
  await server.db.query('update app_user set active = false where id = $1', [reader.id]);
  expect((await toCheck(server.manager)).includes(item.id)).toBe(true);
});

test('a doubt found right brings its finder three credits; not mended in seven days it costs what publication brought', async () => {
  const [author, checker, reader] = await people();
  const item = await anItem(server, author, checker, text());
  expect((await server.call(knowledgeApi.flag, { id: item.id, kind: 'wrong', note: 'x' }, reader)).problem?.code).toBe(
    'knowledge.not_opened',
  );
  const flagged = await doubt(item.id, reader);
  const { id } = flagged.flags[0]!;
  // Nobody is offered what they have done already.
  expect(flagged.may).not.toContain('flag');
  expect((await get(item.id, checker)).may).toContain('flag');
  expect(flagged.flags[0]).toMatchObject({ state: 'open', may: ['withdraw'], note: '税率已改' });
  expect((await get(item.id, author)).flags[0]!.may).toEqual(['uphold']);
  expect(await toCheck(checker)).toEqual([item.id]);
  const again = { id: item.id, kind: 'stale' as const, note: 'x' };
  expect((await server.call(knowledgeApi.flag, again, reader)).problem?.code).toBe('knowledge.flagged_already');
  expect((await decide(id, true, reader)).problem?.code).toBe('knowledge.not_judge');
  expect((await decide(id, false, author)).problem?.code).toBe('knowledge.not_judge');
  // Two who decide at once: one of them does.
  const both = await Promise.all([decide(id, true, checker), decide(id, true, server.manager)]);
  expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
  expect([await creditsOf(reader), await creditsOf(author)]).toEqual([3, 10]);

  await decidedOn(id, '2026-11-20');
  await look();
  expect(await creditsOf(author)).toBe(10);
  await decidedOn(id, '2026-11-19');
  await look();
  await look();
  expect([await creditsOf(author), (await get(item.id, author)).neglectedAt !== null]).toEqual([0, true]);
  // Mended: it is worth what it was.
  const now = await get(item.id, author);
  const write = { id: item.id, expectedVersion: now.version, text: aText(text()) };
  const { version } = (await server.call(knowledgeApi.write, write, author)).reply;
  const asked = (await server.call(knowledgeApi.submit, { id: item.id, expectedVersion: version }, author)).reply;
  const { reply } = await server.call(knowledgeApi.publish, { id: item.id, expectedVersion: asked.version }, checker);
  expect(reply).toMatchObject({ neglectedAt: null, flags: [] });
  expect([await creditsOf(author), await creditsOf(reader)]).toEqual([10, 3]);
  expect((await get(item.id, reader)).flags).toEqual([]);
});

test('a doubt waved away says why to whoever had it; one taken back is gone; another team decides nothing', async () => {
  const [author, checker, reader] = await people();
  const item = await anItem(server, author, checker, text());
  const stranger = await server.person(['manager'], 'Stranger', await server.team('别队'));
  const { flags } = await doubt(item.id, stranger);
  expect((await decide(flags[0]!.id, false, checker)).status).toBe(200);
  expect((await get(item.id, stranger)).flags[0]).toMatchObject({ state: 'dismissed', answer: '没有变', may: [] });
  expect((await get(item.id, reader)).flags).toEqual([]);
  const mine = (await doubt(item.id, reader)).flags[0]!;
  expect((await decide(mine.id, true, stranger)).problem?.code).toBe('knowledge.flag_not_found');
  expect((await server.call(knowledgeApi.withdrawFlag, { id: mine.id }, checker)).problem?.code).toBe(
    'knowledge.not_judge',
  );
  expect((await server.call(knowledgeApi.withdrawFlag, { id: mine.id }, reader)).reply.flags).toEqual([]);
  expect(await creditsOf(reader)).toBe(0);
});

test('what was mended before it was decided is settled at once, and still was well found', async () => {
  const [author, checker, reader] = await people();
  const item = await anItem(server, author, checker, text());
  const { flags } = await doubt(item.id, reader);
  const { version } = await get(item.id, author);
  await server.call(knowledgeApi.withdraw, { id: item.id, expectedVersion: version }, author);
  expect((await decide(flags[0]!.id, true, server.manager)).status).toBe(200);
  await decidedOn(flags[0]!.id, '2026-11-01');
  await look();
  expect([await creditsOf(reader), (await get(item.id, author)).neglectedAt]).toEqual([3, null]);
});

test('a doubt is the business of the item’s team and of whoever has it', async () => {
  const [author, checker, reader] = await people();
  const [stranger, other] = await Promise.all(
    ['Stranger', 'Other'].map(async (name) => server.person(['sales'], name, await server.team(uuid()))),
  );
  const item = await anItem(server, author, checker, text());
  await doubt(item.id, reader);
  await doubt(item.id, stranger!);
  const raisers = async (as: Actor) => (await get(item.id, as)).flags.map((f) => f.raisedBy).sort();
  expect(await raisers(checker)).toEqual([reader.id, stranger!.id].sort());
  expect([await raisers(stranger!), await raisers(other!)]).toEqual([[stranger!.id], []]);
});
