import { pointsApi } from '@tallyboard/contracts/points';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { fixLeagues } from './fix-leagues.js';

const clock = new SetClock('2025-01-15T08:00:00.000Z');
let server: TestServer;
let people: Actor[];
let rookie: Actor;

const give = (who: Actor, season: string, points: number) =>
  server.db.query(
    `insert into ledger_account (owner_id, currency, season, bucket, balance) values ($1, 'HP', $2, 'vested', $3)
     on conflict (owner_id, currency, season, bucket) where owner_id is not null do update set balance = excluded.balance`,
    [who.id, season, points],
  );
const league = async (who: Actor) => (await server.call(pointsApi.league, {}, who)).reply;

/** Twelve of long standing, the manager among them, and one who joined in September. */
beforeAll(async () => {
  server = await TestServer.start({ clock });
  people = [server.manager];
  for (let i = 1; i < 12; i += 1) people.push(await server.person(['sales'], `P${i}`));
  for (const [i, who] of people.entries()) await give(who, '2026Q3', 100 - i);
  clock.set('2026-09-10T08:00:00.000Z');
  rookie = await server.person(['sales'], 'New');
  await server.travel(clock, '2026-11-15T08:00:00.000Z');
  for (const [i, who] of people.entries()) await give(who, '2026Q4', 10 + i);
  await give(rookie, '2026Q4', 500);
});
afterAll(() => server.stop());

test('leagues follow last season’s thirds, and newcomers run among themselves', async () => {
  const { standings, mine } = await league(server.manager);
  expect(mine).toBe('main_a');
  const of = (who: Actor) => standings.find((s) => s.userId === who.id)!;
  expect(people.map((p) => of(p).league)).toEqual([...'aaaabbbbcccc'].map((x) => `main_${x}`));
  expect(of(rookie)).toMatchObject({ league: 'rookie', place: 1, level: 'ocean_going' });
});

test('a season’s league does not move, whatever becomes of last season’s points or of the day somebody joined', async () => {
  const before = await league(server.manager);
  // As the team's first points of the season do it; reading them changes nothing.
  expect(await server.db.query('select 1 from league_member')).toEqual([]);
  await server.db.transaction((tx) => fixLeagues(tx, server.teamId, '2026Q4'));
  await give(people[11]!, '2026Q3', 9_999);
  await server.db.query(`update app_user set created_at = '2020-01-01' where id = $1`, [rookie.id]);
  const after = await league(server.manager);
  expect(after.standings.map((s) => [s.userId, s.league])).toEqual(before.standings.map((s) => [s.userId, s.league]));
  await expect(server.db.query(`update league_member set league = 'main'`)).rejects.toThrow(/permission denied/);
});

test('people see the first three of each league and their neighbours; managers see all', async () => {
  expect((await league(server.manager)).standings).toHaveLength(13);
  const { standings, mine } = await league(people[5]!);
  const places = (of: string) => standings.filter((s) => s.league === of).map((s) => s.place);
  expect(mine).toBe('main_b');
  expect([places('main_a'), places('main_b'), places('main_c')]).toEqual([
    [1, 2, 3],
    [1, 2, 3, 4],
    [1, 2, 3],
  ]);
});

test('somebody who has no points learns their league all the same', async () => {
  const late = await server.person(['documents'], 'Late');
  expect((await server.call(pointsApi.standing, {}, late)).reply).toMatchObject({
    league: 'rookie',
    place: null,
    total: 0,
    lifetime: 0,
    streak: { current: 0, longest: 0, weeks: [] },
  });
});

test('points of all seasons make the level, and what is owed is taken off', async () => {
  const standing = async () => (await server.call(pointsApi.standing, {}, people[1]!)).reply.lifetime;
  expect(await standing()).toBe(99 + 11);
  await server.db.query(
    `insert into ledger_account (owner_id, currency, season, bucket, balance) values ($1, 'HP', '2026Q4', 'owed', 15)`,
    [people[1]!.id],
  );
  expect(await standing()).toBe(95);
});
