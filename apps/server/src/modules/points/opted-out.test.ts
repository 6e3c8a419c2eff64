import { kudosApi } from '@tallyboard/contracts/kudos';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';

let server: TestServer;
let ann: Actor;
let ben: Actor;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  [ann, ben] = [await server.person(['sales'], 'Ann'), await server.person(['sales'], 'Ben')];
});

const takePart = (who: Actor, inRankings: boolean) => server.call(sessionsApi.updateMe, { inRankings }, who);
async function thank(to: Actor): Promise<void> {
  const from = await server.person(['sales'], 'Giver');
  await server.call(kudosApi.give, { toId: to.id, category: 'help', text: 'Thanks' }, from);
  await server.settled();
}
const leagueOf = async (who: Actor): Promise<string[]> =>
  (await server.call(pointsApi.league, {}, who)).reply.standings.map((s) => s.userId);
const pointsFacts = (feed: string) =>
  server.db.query<{ owner: string; seq: number }[]>(
    `select payload->>'ownerId' as owner, seq from feed_event where feed = $1 and name in ('points.granted', 'points.reversed') order by seq`,
    [feed],
  );

test('who opts out earns on, and is in nobody’s league, board or facts', async () => {
  await takePart(ann, false);
  await thank(ann);
  await thank(ben);
  const own = (await server.call(pointsApi.standing, {}, ann)).reply;
  expect(own).toMatchObject({ total: 1, lifetime: 1, inRankings: false, place: null });
  expect((await server.call(pointsApi.mine, {}, ann)).reply).toMatchObject({ total: 1 });
  for (const who of [ann, ben, server.manager]) expect(await leagueOf(who)).not.toContain(ann.id);
  expect(await leagueOf(ben)).toContain(ben.id);
  const { league, recent } = (await server.call(ordersApi.board, { teamId: server.teamId }, ben)).reply;
  expect(JSON.stringify([league, recent])).not.toContain(ann.id);
  expect((await pointsFacts(`team:${server.teamId}`)).map((f) => f.owner)).not.toContain(ann.id);
  expect((await pointsFacts(`user:${ann.id}`)).map((f) => f.owner)).toEqual([ann.id]);
  // Their own feed stands where their standing says.
  expect(own.seq).toBe(1);
});

test('what was told before stays as it was recorded, but is not told again; who comes back is back at once', async () => {
  await thank(ann);
  expect(await leagueOf(ben)).toContain(ann.id);
  const before = await pointsFacts(`team:${server.teamId}`);
  await takePart(ann, false);
  await thank(ann);
  expect(await leagueOf(ben)).not.toContain(ann.id);
  expect(await pointsFacts(`team:${server.teamId}`)).toEqual(before);
  await takePart(ann, true);
  await thank(ann);
  expect(await leagueOf(ben)).toContain(ann.id);
  expect(await pointsFacts(`user:${ann.id}`)).toHaveLength(1);
  expect(await pointsFacts(`team:${server.teamId}`)).toHaveLength(before.length + 1);
});

test('saying the same again tells nothing', async () => {
  const told = () =>
    server.db.query<unknown[]>(`select 1 from feed_event where name = 'people.ranking_changed' and actor_id = $1`, [
      ann.id,
    ]);
  await takePart(ann, true);
  expect(await told()).toHaveLength(0);
  await takePart(ann, false);
  await takePart(ann, false);
  expect(await told()).toHaveLength(1);
  await server.call(sessionsApi.updateMe, { locale: 'en' }, ann);
  expect((await server.call(sessionsApi.me, {}, ann)).reply.me!.person).toMatchObject({
    inRankings: false,
    locale: 'en',
  });
});

test('whole lists and single entries are for their owner and managers', async () => {
  await takePart(ann, false);
  await thank(ann);
  const id = (await server.call(pointsApi.mine, {}, ann)).reply.entries[0]!.id;
  expect((await server.call(pointsApi.why, { id }, ben)).problem.code).toBe('points.entry_not_found');
  expect((await server.call(pointsApi.of, { userId: ann.id }, ben)).problem.code).toBe('points.not_public');
  expect((await server.call(pointsApi.why, { id }, ann)).status).toBe(200);
  expect((await server.call(pointsApi.of, { userId: ann.id }, server.manager)).reply.total).toBe(1);
});
