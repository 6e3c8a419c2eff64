import { type Survey, surveysApi } from '@tallyboard/contracts/surveys';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer, tokenOf } from '../../testing/test-server.js';
import { aSurvey, surveyOf } from './survey.factory.js';

const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
/** A buyer's address, elsewhere; the tests' own is the office. */
const ELSEWHERE = { 'x-forwarded-for': '203.0.113.7' };
let server: TestServer;
let lin: Actor;
let chen: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock, config: { proxyHops: 1 } });
  lin = await server.person(['sales'], '林晓雯');
  chen = await server.person(['sales'], '陈凯');
});
afterAll(() => server.stop());
beforeEach(() => server.travel(clock, NOW));

const days = (n: number): string => new Date(Date.parse(NOW) + n * 86_400_000).toISOString();
const own = () => ({ owners: { sales: lin.id, documents: null, logistics: null } });
const link = async (survey: Survey): Promise<string> =>
  tokenOf((await server.call(surveysApi.makeLink, { id: survey.id }, server.manager)).reply.url);
const answer = (token: string, score: 5, as: Actor | null, headers: Record<string, string>) =>
  server.call(surveysApi.answer, { token, score, comment: '' }, as, headers);

describe('an answer of ours is kept and shown, and does not count', () => {
  test.each([
    ['from the office’s network', null, '127.0.0.200', 'office_network'],
    ['from the office’s network, as an IPv6 socket tells it', null, '::ffff:127.0.0.9', 'office_network'],
    ['from a browser that is signed in', 'lin', '203.0.113.7', 'own_browser'],
    ['from elsewhere', null, '2001:db8::1', null],
  ] as const)('%s', async (_, who, address, reason) => {
    const survey = await aSurvey(server);
    const from = { 'x-forwarded-for': address };
    expect((await answer(await link(survey), 5, who ? lin : null, from)).status).toBe(200);
    expect(await surveyOf(server, survey.orderId)).toMatchObject({
      state: 'answered',
      score: 5,
      counted: reason === null,
      uncounted: reason,
    });
  });

  test('from a browser in which somebody has signed in before', async () => {
    const device = 'k'.repeat(43);
    await server.db.query('insert into known_device (token_hash, user_id, used_at) values (sha256($1), $2, $3)', [
      Buffer.from(device),
      lin.id,
      NOW,
    ]);
    const survey = await aSurvey(server);
    await answer(await link(survey), 5, null, { ...ELSEWHERE, cookie: `tallyboard-known=${device}` });
    expect(await surveyOf(server, survey.orderId)).toMatchObject({ counted: false, uncounted: 'own_browser' });
  });

  test('nobody was there for thirty days: it is the office no more', async () => {
    const survey = await aSurvey(server);
    const token = await link(survey);
    await server.db.query(`update access_token set last_seen_at = $1`, [days(-31)]);
    await answer(token, 5, null, { 'x-forwarded-for': '127.0.0.1' });
    await server.travel(clock, NOW);
    expect((await surveyOf(server, survey.orderId))!.counted).toBe(true);
  });
});

describe('another team', () => {
  test('finds, sends and counts nothing of it', async () => {
    const away = await server.person(['manager'], 'Away', await server.team('二部'));
    const survey = await aSurvey(server);
    const list = await server.call(surveysApi.list, { list: 'all', offset: 0, limit: 50 }, away);
    expect(list.reply).toMatchObject({ surveys: [], total: 0 });
    for (const e of [surveysApi.makeLink, surveysApi.markSent])
      expect((await server.call(e, { id: survey.id }, away)).problem.code).toBe('customers.survey_not_found');
    const asked = { teamId: server.teamId, from: '2026-11-01', to: '2026-11-30' };
    expect((await server.call(surveysApi.csat, asked, away)).problem.code).toBe('people.team_not_found');
  });

  test('of the own team, whom it asks is told to those who send', async () => {
    const survey = await aSurvey(server, own());
    expect(survey.contact).not.toBeNull();
    const clerk = await server.person(['documents']);
    expect(await surveyOf(server, survey.orderId, clerk)).toMatchObject({ contact: null, maySend: false });
    expect(await surveyOf(server, survey.orderId, chen)).toMatchObject({ contact: survey.contact, maySend: false });
    expect((await server.call(surveysApi.makeLink, { id: survey.id }, clerk)).status).toBe(403);
  });
});
