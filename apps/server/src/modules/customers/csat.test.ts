import { surveysApi } from '@tallyboard/contracts/surveys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer, tokenOf } from '../../testing/test-server.js';
import { aSurvey } from './survey.factory.js';

const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
let server: TestServer;
let lin: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock, config: { proxyHops: 1 } });
  lin = await server.person(['sales'], '林晓雯');
});
afterAll(() => server.stop());

async function answered(score: 1 | 2 | 3 | 4 | 5, owner: string | null, address = '203.0.113.7'): Promise<void> {
  const survey = await aSurvey(server, { owners: { sales: owner, documents: null, logistics: null } });
  const made = await server.call(surveysApi.makeLink, { id: survey.id }, server.manager);
  const from = { 'x-forwarded-for': address };
  await server.call(surveysApi.answer, { token: tokenOf(made.reply.url), score, comment: '' }, null, from);
}
const csat = async (from: string, to: string) =>
  (await server.call(surveysApi.csat, { from, to }, server.manager)).reply;

test('the figures of a team, by person, month and market', async () => {
  expect((await csat('2026-11-01', '2026-11-30')).team).toMatchObject({ n: 0, share: null, responseRate: null });
  for (const score of [5, 4, 4, 2] as const) await answered(score, lin.id);
  expect((await csat('2026-11-01', '2026-11-30')).team).toMatchObject({ n: 4, insufficient: true, mean: null });
  await answered(5, server.manager.id);
  await answered(1, server.manager.id, '127.0.0.1');
  const unanswered = await aSurvey(server);
  await server.call(surveysApi.makeLink, { id: unanswered.id }, server.manager);
  await server.call(surveysApi.markSent, { id: unanswered.id }, server.manager);
  const now = await csat('2026-09-01', '2026-11-30');
  expect(now.team).toMatchObject({
    n: 5,
    satisfied: 4,
    share: 0.8,
    mean: 4,
    uncounted: 1,
    judged: 5,
    answered: 5,
    responseRate: 1,
  });
  expect(now.people.map((p) => [p.userId, p.n, p.insufficient])).toEqual([
    [lin.id, 4, true],
    [server.manager.id, 1, true],
  ]);
  expect(now.months.map((m) => [m.month, m.n])).toEqual([
    ['2026-09', 0],
    ['2026-10', 0],
    ['2026-11', 5],
  ]);
  expect(now.markets.map((m) => [m.country, m.n])).toEqual([['DE', 5]]);
  // A week later the one that was not answered is judged.
  await server.travel(clock, '2026-12-02T02:00:00.000Z');
  expect((await csat('2026-11-01', '2026-11-30')).team).toMatchObject({ judged: 6, answered: 5 });
  expect((await csat('2026-12-01', '2026-12-31')).team).toMatchObject({ n: 0, judged: 0 });
});
