import { pointsApi } from '@tallyboard/contracts/points';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { TestServer } from '../../testing/test-server.js';

const clock = new SetClock('2026-11-15T08:00:00.000Z');
let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  await server.db.query(
    `insert into ledger_account (owner_id, currency, season, bucket, balance)
     select $1, 'HP', season, 'vested', points from (values ('2026Q3', 3), ('2026Q4', 4), ('2027Q1', 1)) x (season, points)`,
    [server.manager.id],
  );
});
afterAll(() => server.stop());

test.each([
  ['Asia/Shanghai', '2026-12-31T15:59:59.999Z', '2026Q4', 4],
  ['Asia/Shanghai', '2026-12-31T16:00:00.000Z', '2027Q1', 1],
  ['Pacific/Kiritimati', '2026-12-31T09:59:59.999Z', '2026Q4', 4],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027Q1', 1],
  ['Etc/GMT+12', '2026-10-01T11:59:59.999Z', '2026Q3', 3],
  ['Etc/GMT+12', '2026-10-01T12:00:00.000Z', '2026Q4', 4],
])('in %s at %s the league is that of %s', async (zone, now, season, points) => {
  await server.travel(clock, now);
  await server.db.query('update organization set zone = $1', [zone]);
  expect((await server.call(pointsApi.league, {}, server.manager)).reply).toEqual({
    season,
    mine: 'main',
    standings: [{ userId: server.manager.id, points, place: 1, league: 'main', level: 'set_sail' }],
  });
});

test('where nobody has points yet, the season is told all the same', async () => {
  await server.travel(clock, '2027-11-15T08:00:00.000Z');
  await server.db.query(`update organization set zone = 'Asia/Shanghai'`);
  expect((await server.call(pointsApi.league, {}, server.manager)).reply).toEqual({
    season: '2027Q4',
    mine: 'main',
    standings: [],
  });
});
