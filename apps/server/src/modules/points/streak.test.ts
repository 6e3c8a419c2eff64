import { calendarsApi } from '@tallyboard/contracts/calendars';
import { dutyApi } from '@tallyboard/contracts/duty';
import { pointsApi } from '@tallyboard/contracts/points';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';

const clock = new SetClock('2026-11-18T08:00:00.000Z');
let server: TestServer;
let lin: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  lin = await server.person(['sales'], 'Lin');
});
afterAll(() => server.stop());

const tell = (week: string, hits: number, misses: number) =>
  server.db.query('insert into reply_week (team_id, user_id, week, hits, misses) values ($1, $2, $3, $4, $5)', [
    server.teamId,
    lin.id,
    week,
    hits,
    misses,
  ]);
const streak = async () => (await server.call(pointsApi.standing, {}, lin)).reply.streak;

test('the streak is counted from told weeks, with leave and the office’s holidays from the calendars', async () => {
  await tell('2026W37', 2, 1);
  await tell('2026W38', 3, 0);
  await tell('2026W39', 4, 0);
  // The office was closed in all of W41, W42 was leave.
  await tell('2026W41', 1, 0);
  await tell('2026W42', 0, 1);
  await tell('2026W43', 1, 0);
  // The national days are off already; the two days after and the make-up Saturday are not.
  for (const on of ['2026-10-08', '2026-10-09', '2026-10-10']) {
    const { version } = (await server.call(calendarsApi.office, {}, server.manager)).reply.calendar;
    const day = { on, kind: 'off' as const, nameZh: '放假', nameEn: 'Closed' };
    const at = { teamId: server.teamId, expectedVersion: version };
    expect((await server.call(calendarsApi.setOfficeDay, { ...at, ...day }, server.manager)).status).toBe(200);
  }
  await server.call(
    dutyApi.enterLeave,
    {
      userId: lin.id,
      fromOn: '2026-10-12',
      fromTime: '00:00',
      toOn: '2026-10-18',
      toTime: '24:00',
      kind: 'leave',
      reason: '',
    },
    lin,
  );
  const { weeks, current, longest } = await streak();
  expect([current, longest]).toEqual([3, 3]);
  expect(weeks.map((w) => `${w.week.slice(5)} ${w.mark} ${w.run}`).at(0)).toBe('46 quiet 3');
  const marks = Object.fromEntries(weeks.map((w) => [w.week, w.mark]));
  expect(marks).toMatchObject({
    '2026W37': 'missed',
    '2026W38': 'full',
    '2026W39': 'full',
    '2026W41': 'closed',
    '2026W42': 'leave',
    '2026W43': 'full',
    '2026W44': 'quiet',
  });
});
