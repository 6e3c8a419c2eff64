import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anInquiry } from './inquiry.factory.js';
import { WatchClocks } from './watch-clocks.js';

/** A Wednesday morning, 10:00 in Shanghai. */
const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
let server: TestServer;
let lin: Actor;
let chen: Actor;

beforeAll(async () => {
  server = await TestServer.start({ clock });
  lin = await server.person(['sales'], '林晓雯');
  chen = await server.person(['sales'], '陈凯');
});
afterAll(() => server.stop());
beforeEach(() => server.travel(clock, NOW));

const hours = (h: number): string => new Date(Date.parse(NOW) + h * 3_600_000).toISOString();
const answer = (inquiry: InquiryDetail, as: Actor, fields: object = {}) =>
  server.call(
    inquiriesApi.logMessage,
    {
      id: inquiry.inquiry.id,
      direction: 'out',
      channel: 'email',
      text: crypto.randomUUID(),
      automatic: false,
      ...fields,
    },
    as,
  );

describe('who answers for a miss', () => {
  const ratesOf = async (teamId: string) =>
    (await server.call(inquiriesApi.rate, { teamId, from: '2026-11-27', to: '2026-11-30' }, server.manager)).reply;

  test('nobody who was off duty, nobody who rescues it, and whose it was where they could have answered', async () => {
    const teamId = await server.team('五部');
    const [ann, ben] = [await server.person(['sales'], 'Ann', teamId), await server.person(['sales'], 'Ben', teamId)];
    // Friday, 18:30: the office is closed until Monday.
    await server.travel(clock, '2026-11-27T10:30:00.000Z');
    const weekend = await anInquiry(server, { teamId });
    expect([weekend.inquiry.ownerId, weekend.offers[0]!.allocation!.why]).toEqual([null, 'nobody']);
    await server.travel(clock, '2026-11-30T02:00:00.000Z');
    await server.running.app.get(WatchClocks).look();
    const { inquiry } = (await server.call(inquiriesApi.get, { id: weekend.inquiry.id }, server.manager)).reply;
    expect([ann.id, ben.id]).toContain(inquiry.ownerId);
    expect(await ratesOf(teamId)).toMatchObject({ team: { misses: 1 }, people: [], nobody: { misses: 1 } });
    // Monday: Ann's, all day; Ben answers on Tuesday, too late.
    const monday = await anInquiry(server, { teamId, ownerId: ann.id });
    await server.travel(clock, '2026-12-01T03:00:00.000Z');
    const { version: expectedVersion } = (
      await server.call(inquiriesApi.get, { id: monday.inquiry.id }, server.manager)
    ).reply.inquiry;
    await server.call(
      inquiriesApi.assign,
      { id: monday.inquiry.id, expectedVersion, ownerId: ben.id, note: '' },
      server.manager,
    );
    await answer(monday, ben);
    const rates = await ratesOf(teamId);
    expect(rates.team).toMatchObject({ hits: 0, misses: 2 });
    for (const part of ['hits', 'misses', 'running'] as const)
      expect(rates.people.reduce((sum, p) => sum + p[part], rates.nobody[part])).toBe(rates.team[part]);
    expect(rates.people.map((p) => [p.userId, p.misses])).toContainEqual([ann.id, 1]);
    expect(rates.people.find((p) => p.userId === ben.id)?.misses).toBe(0);
  });

  test('a rep hands no wait to a colleague, and undoes no miss by a date; a manager may', async () => {
    const made = await anInquiry(server, { ownerId: lin.id });
    const { id, version: expectedVersion } = made.inquiry;
    expect(
      (await server.call(inquiriesApi.assign, { id, expectedVersion, ownerId: chen.id, note: '' }, lin)).problem.code,
    ).toBe('inquiries.manager_assigns');
    await server.travel(clock, hours(25));
    expect((await answer(made, lin, { at: hours(23) })).problem.code).toBe('inquiries.late_entry');
    expect((await answer(made, lin, { at: hours(-1) })).problem.code).toBe('inquiries.before_it_came');
    expect((await answer(made, server.manager, { at: hours(23) })).status).toBe(200);
  });

  test('whoever leaves the team leaves their inquiries to the others', async () => {
    const teamId = await server.team('六部');
    const [gone, stays] = [
      await server.person(['sales'], 'Gone', teamId),
      await server.person(['sales'], 'Stays', teamId),
    ];
    const made = await anInquiry(server, { teamId, ownerId: gone.id });
    await server.db.query('update app_user set active = false where id = $1', [gone.id]);
    await server.travel(clock, hours(0.1));
    await server.running.app.get(WatchClocks).look();
    expect((await server.call(inquiriesApi.get, { id: made.inquiry.id }, server.manager)).reply.inquiry.ownerId).toBe(
      stays.id,
    );
  });
});
