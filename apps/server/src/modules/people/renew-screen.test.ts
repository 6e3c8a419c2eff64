import { accessApi } from '@tallyboard/contracts/access';
import { ordersApi } from '@tallyboard/contracts/orders';
import { screensApi } from '@tallyboard/contracts/screens';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aScreen } from '../../testing/two-teams.js';
import { Sessions } from './sessions.js';

const [MINUTE, DAY] = [60_000, 86_400_000];
const clock = new SetClock('2026-11-02T01:00:00.000Z');
let server: TestServer;
let screen: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
});
afterAll(() => server.stop());
beforeEach(async () => {
  screen = await aScreen(server, server.teamId);
});

/** Time goes by; people are at their desks all the while. */
async function pass(ms: number): Promise<void> {
  clock.set(new Date(Date.parse(clock.now()) + ms).toISOString());
  await server.db.query(
    `update access_token set last_seen_at = $1, expires_at = $1::timestamptz + interval '7 days' where user_id is not null`,
    [clock.now()],
  );
  // What was believed a moment ago is asked again.
  server.running.app.get(Sessions).changed();
}
const isIn = async (as: Actor): Promise<boolean> =>
  (await server.call(ordersApi.board, { teamId: server.teamId }, as)).status === 200;
/** Asks who it is, as a wall does at its start and once a day; it goes on with the cookie the answer brings. */
async function asks(as: Actor): Promise<Actor> {
  const { headers, reply } = await server.call(screensApi.thisDevice, {}, as);
  expect(reply.device?.name).toBe('TV');
  const given = headers.get('set-cookie');
  if (given) expect(given).toMatch(/^tallyboard=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7776000$/);
  return given ? { ...as, cookie: given.split(';')[0]! } : as;
}
const misuses = async (): Promise<string[]> => {
  const admin = await server.person(['admin'], 'Admin');
  const { entries } = (await server.call(accessApi.audit, { action: 'people.old_screen_token' }, admin)).reply;
  return entries.map((e) => `${e.subject} ${e.address}`);
};

test('within a week nothing changes; then it goes on with a new token, and nobody pairs again', async () => {
  await pass(6 * DAY);
  expect(await asks(screen)).toBe(screen);
  await pass(1.5 * DAY);
  const second = await asks(screen);
  expect(second.cookie).not.toBe(screen.cookie);
  expect([await isIn(screen), await isIn(second)]).toEqual([true, true]);
  const cookies = [screen.cookie, second.cookie];
  // Half a year of a question a day: a new token each week or so, one pairing, and no cookie that ends after ninety days.
  let now = second;
  for (let day = 0; day < 182; day += 1) {
    await pass(DAY);
    now = await asks(now);
    if (cookies.at(-1) !== now.cookie) cookies.push(now.cookie);
  }
  expect(await isIn(now)).toBe(true);
  expect(cookies.length).toBeGreaterThanOrEqual(24);
  const [{ n }] = await server.db.query<[{ n: number }]>(
    `select count(*)::int as n from access_token where device_id = $1 and revoked_at is null and expires_at > $2`,
    [screen.id, clock.now()],
  );
  expect(n).toBeLessThanOrEqual(2);
});

test('the old one has ten minutes once the new one has proved itself; then it is refused, and seen in the audit', async () => {
  await pass(8 * DAY);
  const second = await asks(screen);
  await pass(11 * MINUTE);
  expect([await isIn(second), await isIn(screen)]).toEqual([true, true]);
  await pass(9 * MINUTE);
  expect(await isIn(screen)).toBe(true);
  await pass(2 * MINUTE);
  const before = (await misuses()).length;
  expect([await isIn(screen), await isIn(screen), await isIn(second)]).toEqual([false, false, true]);
  // Told once, not for every try of a day.
  expect((await misuses()).slice(0, (await misuses()).length - before)).toEqual([
    expect.stringMatching(/^TV .*127\.0\.0\.1$/),
  ]);
  expect((await server.call(screensApi.thisDevice, {}, screen)).reply.device).toBeNull();
  await pass(2 * DAY);
  expect([await isIn(screen), await isIn(second)]).toEqual([false, true]);
  expect((await misuses()).length).toBe(before + 2);
});

test('an answer that never arrives, or was not yet on the disk when the power went, locks no wall out', async () => {
  await pass(8 * DAY);
  const lost = await asks(screen);
  // The new one is used at once, as by a page, but not long enough for a browser to have written it down.
  await pass(MINUTE);
  expect(await isIn(lost)).toBe(true);
  await pass(30 * DAY);
  const third = await asks(screen);
  expect(third.cookie).not.toBe(screen.cookie);
  await pass(11 * MINUTE);
  expect(await isIn(third)).toBe(true);
  await pass(11 * MINUTE);
  // Both that came before are over: the one that was replaced, and the one that was lost.
  expect([await isIn(screen), await isIn(lost), await isIn(third)]).toEqual([false, false, true]);
});

test('two windows of one screen that ask at once are given one new token, and go on with it', async () => {
  await pass(8 * DAY);
  const both = await Promise.all([asks(screen), asks(screen)]);
  const given = both.filter((s) => s.cookie !== screen.cookie);
  expect(given).toHaveLength(1);
  await pass(30 * MINUTE);
  expect([await isIn(screen), await isIn(given[0]!)]).toEqual([true, true]);
});

test('its socket stays open over the change, and closes with the old token', async () => {
  await pass(8 * DAY);
  const live = server.socket(screen);
  await live.subscribe(`team:${server.teamId}`, 0);
  const second = await asks(screen);
  await pass(11 * MINUTE);
  expect([await isIn(second), live.socket.connected]).toEqual([true, true]);
  const gone = new Promise((done) => live.socket.once('disconnect', done));
  const before = (await misuses()).length;
  await pass(11 * MINUTE);
  await gone;
  const again = server.socket(second);
  expect(await again.subscribe(`team:${server.teamId}`, 0)).not.toMatchObject({ kind: 'refused' });
  again.socket.close();
  // Its own socket is no thief.
  expect((await misuses()).length).toBe(before);
});

test('unpaired, it is out with whatever token it has', async () => {
  await pass(8 * DAY);
  const second = await asks(screen);
  await server.call(screensApi.revokeDevice, { id: screen.id }, server.manager);
  expect([await isIn(screen), await isIn(second)]).toEqual([false, false]);
});

test('a person is given no new token by that question', async () => {
  const { headers } = await server.call(screensApi.thisDevice, {}, server.manager);
  expect(headers.get('set-cookie')).toBeNull();
});
