import { calendarsApi, type Holidays, type Office } from '@tallyboard/contracts/calendars';
import { dutyApi } from '@tallyboard/contracts/duty';
import { businessTimeBetween } from '@tallyboard/rules/time/business-time';
import { officeSchedule } from '@tallyboard/rules/time/work-calendar';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';

let server: TestServer;
let rep: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
});
afterAll(() => server.stop());

const office = async (as = rep): Promise<Office> => (await server.call(calendarsApi.office, {}, as)).reply;
const table = async (market: string): Promise<Holidays> =>
  (await server.call(calendarsApi.holidays, { market }, rep)).reply;
const day = { kind: 'off' as const, nameZh: '司庆', nameEn: 'Founding day' };
const minutes = ({ calendar }: Office, from: string, to: string): number | string => {
  const found = businessTimeBetween(officeSchedule(calendar), from, to);
  return found.ok ? found.value.countedMinutes : found.code;
};

describe('what a team starts with', () => {
  test('weekdays 09–18 in the company’s zone, over China’s days as announced for 2026', async () => {
    const found = await office();
    expect(found).toMatchObject({ market: 'CN', own: {}, changedBy: null, calendar: { zone: 'Asia/Shanghai' } });
    const work = Object.entries(found.calendar.days).filter(([on, d]) => on < '2027' && d.kind === 'work');
    expect(work.map(([on]) => on).sort()).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    expect(Object.entries(found.calendar.days).filter(([on, d]) => on < '2027' && d.kind === 'off')).toHaveLength(33);
    expect(minutes(found, '2026-11-27T17:30+08:00', '2026-11-30T09:50+08:00')).toBe(80);
  });

  test('after that no notice has been given, and the calendar says so; a year without data is none', async () => {
    const found = await office();
    expect(found.years).toEqual({ 2026: 'known', 2027: 'unannounced', 2028: 'unannounced' });
    const later = Object.entries(found.calendar.days).filter(([on]) => on > '2027');
    expect(later.every(([, d]) => d.certainty === 'estimate' && d.kind === 'off')).toBe(true);
    expect(minutes(found, '2029-01-02T09:00+08:00', '2029-01-03T09:00+08:00')).toBe('calendars.year_without_data');
  });

  test('31 markets, each day in both languages, with certainty and source; weekends as they are there', async () => {
    const { markets } = (await server.call(calendarsApi.markets, {}, rep)).reply;
    expect(markets).toHaveLength(31);
    expect(markets.filter((m) => m.weekend[0] === 5).map((m) => m.market)).toEqual(['EG', 'SA']);
    for (const { market } of markets)
      for (const [on, rule] of Object.entries((await table(market)).days)) {
        expect([market, on, rule.nameZh]).toEqual([market, on, expect.stringMatching(/\p{Script=Han}/u)]);
        expect(rule.nameEn).not.toMatch(/\p{Script=Han}/u);
        expect(rule.source).not.toBe('');
      }
    const { days, years } = await table('SA');
    expect(days['2027-03-09']).toMatchObject({ nameZh: '开斋节', certainty: 'estimate' });
    expect([days['2026-09-23']?.certainty, years['2026']]).toEqual(['fixed', 'known']);
    expect((await table('IN')).years['2026']).toBe('incomplete');
  });
});

describe('a calendar that changes', () => {
  test('gets a version, tells the team, and only managers do it', async () => {
    const { teamId, calendar } = await office();
    const input = { teamId, expectedVersion: calendar.version, on: '2026-12-24', ...day };
    expect((await server.call(calendarsApi.setOfficeDay, input, rep)).problem.code).toBe('people.forbidden');
    const { reply } = await server.call(calendarsApi.setOfficeDay, input, server.manager);
    expect(reply).toMatchObject({ calendar: { version: calendar.version + 1 }, changedBy: server.manager.id });
    expect(reply.calendar.days['2026-12-24']).toMatchObject({ nameZh: '司庆', certainty: 'fixed' });
    const late = await server.call(calendarsApi.setOfficeDay, input, server.manager);
    expect([late.status, late.problem.code]).toEqual([409, 'calendars.stale']);
    const facts = await server.db.query(
      `select payload from feed_event where feed = $1 and name = 'calendars.office_changed'`,
      [`team:${teamId}`],
    );
    expect(facts).toEqual([{ payload: { teamId, version: calendar.version + 1 } }]);
  });

  test('an own day stands over the market’s until it is cleared', async () => {
    const at = async () => ({ teamId: server.teamId, expectedVersion: (await office()).calendar.version });
    const work = { kind: 'work' as const, nameZh: '加班', nameEn: 'Working day' };
    const on = '2026-10-01';
    const set = await server.call(calendarsApi.setOfficeDay, { ...(await at()), on, ...work }, server.manager);
    expect(minutes(set.reply, '2026-10-01T00:00+08:00', '2026-10-02T00:00+08:00')).toBe(540);
    const cleared = await server.call(calendarsApi.clearOfficeDay, { ...(await at()), on }, server.manager);
    expect(cleared.reply.calendar.days[on]).toMatchObject({ kind: 'off', nameZh: '国庆节' });
    const again = await server.call(calendarsApi.clearOfficeDay, { ...(await at()), on }, server.manager);
    expect(again.problem.code).toBe('calendars.day_not_found');
  });

  test('a market’s table changes the calendars of teams that follow it, and no others; earlier versions stay', async () => {
    const away = await server.person(['manager'], 'Away', await server.team('德国组'));
    const german = await office(away);
    await server.call(
      calendarsApi.setOffice,
      {
        teamId: german.teamId,
        expectedVersion: 1,
        zone: 'Europe/Berlin',
        weekly: german.calendar.weekly,
        market: 'DE',
      },
      away,
    );
    const [before, cn] = [await office(), await table('CN')];
    const set = await server.call(
      calendarsApi.setHoliday,
      { market: 'CN', expectedVersion: cn.version, on: '2027-02-09', ...day, certainty: 'fixed', source: '通知' },
      server.manager,
    );
    expect(set.reply.version).toBe(cn.version + 1);
    expect((await office()).calendar.version).toBe(before.calendar.version + 1);
    expect((await office(away)).calendar).toMatchObject({ version: 2, zone: 'Europe/Berlin' });
    const removed = await server.call(
      calendarsApi.removeHoliday,
      { market: 'CN', expectedVersion: cn.version + 1, on: '2027-02-09' },
      server.manager,
    );
    expect(removed.reply.days['2027-02-09']).toBeUndefined();
    const versions = await server.db.query<{ has: boolean }[]>(
      `select calendar->'days' ? '2027-02-09' as has from calendars_office_version_view where team_id = $1 and version >= $2 order by version`,
      [server.teamId, before.calendar.version],
    );
    expect(versions.map((v) => v.has)).toEqual([false, true, false]);
    const told = await server.db.query<{ name: string }[]>(
      `select name from feed_event where feed = $1 and name like 'calendars.%' order by seq`,
      [`team:${away.teamId}`],
    );
    expect(told.map((f) => f.name)).toEqual([
      'calendars.office_changed',
      'calendars.holidays_changed',
      'calendars.holidays_changed',
    ]);
  });

  test('a manager says that a year is known, and it counts from then on', async () => {
    const [from, to] = ['2029-01-02T09:00+08:00', '2029-01-03T09:00+08:00'];
    const { version } = await table('CN');
    const say = { market: 'CN', expectedVersion: version, year: 2029 };
    await server.call(calendarsApi.setYear, { ...say, state: 'unannounced' }, server.manager);
    expect(minutes(await office(), from, to)).toBe(540);
    await server.call(calendarsApi.setYear, { ...say, expectedVersion: version + 1, state: null }, server.manager);
    expect(minutes(await office(), from, to)).toBe('calendars.year_without_data');
    const now = await server.call(dutyApi.now, { at: '2029-01-02T01:30:00.000Z' }, rep);
    expect([now.status, now.problem.code, now.problem['year']]).toEqual([409, 'calendars.year_without_data', 2029]);
  });

  test.each([
    ['a zone nobody knows', { zone: 'Asia/Ningbo' }],
    [
      'hours that overlap',
      {
        weekly: {
          1: [
            { from: '09:00', to: '12:00' },
            { from: '11:00', to: '18:00' },
          ],
        },
      },
    ],
    ['hours that end before they begin', { weekly: { 1: [{ from: '18:00', to: '09:00' }] } }],
  ])('%s is no setting', async (_, wrong) => {
    const { teamId, calendar } = await office();
    const right = { teamId, expectedVersion: calendar.version, zone: 'Asia/Shanghai', market: 'CN' };
    const weekly = { ...calendar.weekly, ...('weekly' in wrong ? wrong.weekly : {}) };
    const zone = 'zone' in wrong ? wrong.zone : right.zone;
    const { status } = await server.call(calendarsApi.setOffice, { ...right, zone, weekly }, server.manager);
    expect(status).toBe(422);
  });
});

test('a company that was there before calendars gets them when the server starts', async () => {
  const old = await TestServer.start();
  const owner = new pg.Client(old.database.url);
  await owner.connect();
  await owner.query('truncate office_version, market_version');
  await owner.end();
  const { database } = old;
  expect((await old.call(calendarsApi.office, {}, old.manager)).problem.code).toBe('people.team_not_found');
  await old.stop(true);
  const fresh = await TestServer.start({ database });
  expect((await fresh.call(calendarsApi.office, {}, fresh.manager)).reply.calendar.version).toBe(1);
  expect((await fresh.call(calendarsApi.markets, {}, fresh.manager)).reply.markets).toHaveLength(31);
  await fresh.stop();
});
