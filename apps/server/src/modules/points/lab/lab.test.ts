import { awardsApi } from '@tallyboard/contracts/awards';
import { kudosApi } from '@tallyboard/contracts/kudos';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { ruleLabApi, type TrialView } from '@tallyboard/contracts/rule-lab';
import type { Draft } from '@tallyboard/rules/points/lab/draft';
import { periodAt } from '@tallyboard/rules/time/periods';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetClock } from '../../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../../testing/test-server.js';
import { aCustomer, anOrder } from '../../orders/order.factory.js';
import { anAward, publishAward } from '../awards/award.factory.js';
import { ShortlistAward } from '../awards/shortlist-award.js';

let server: TestServer;
let lin: Actor;
let zhou: Actor;
const clock = new SetClock('2026-08-10T02:00:00.000Z');
beforeAll(async () => {
  server = await TestServer.start({ clock });
  [lin, zhou] = [await server.person(['sales'], 'Lin'), await server.person(['documents'], 'Zhou')];
});
afterAll(() => server.stop());

const owners = () => ({ sales: lin.id, documents: zhou.id, logistics: null });
async function win(customerId: string): Promise<void> {
  const card = await anOrder(server, {
    customerId,
    stage: 'PI_SIGNED',
    currency: 'USD',
    amountMinor: 1_200_000,
    owners: owners(),
  });
  let expectedVersion = card.version;
  for (const toStage of ['SECURED', 'PRODUCTION', 'INSPECTED', 'BOOKED'] as const) {
    await server.call(ordersApi.move, { id: card.id, expectedVersion, toStage, afterId: null }, server.manager);
    expectedVersion += 1;
  }
}
const tryOut = async (draft: Draft, season = '2026Q4'): Promise<TrialView> =>
  (await server.call(ruleLabApi.tryDraft, { runId: crypto.randomUUID(), season, draft }, server.manager)).reply;
const ledger = () => server.db.query<unknown[]>('select * from ledger_txn order by id');
const of = (t: TrialView, who: Actor) => t.people.find((p) => p.userId === who.id)!;

test('under the rules in force a replay is the ledger; a draft shows who gains and who loses, and nothing is written', async () => {
  const customerId = await aCustomer(server);
  await win(customerId);
  await server.travel(clock, '2026-10-12T02:00:00.000Z');
  await win(customerId);
  await win(await aCustomer(server));
  await server.call(kudosApi.give, { toId: zhou.id, category: 'help', text: 'x' }, lin);
  await server.settled();
  const before = await ledger();

  const same = await tryOut({});
  expect(same.agrees).toBe(true);
  const points = (await server.call(pointsApi.league, {}, server.manager)).reply.standings;
  expect(same.people.filter((p) => p.now > 0).map((p) => [p.userId, p.now])).toEqual(
    expect.arrayContaining(points.map((s) => [s.userId, s.points])),
  );
  expect(same.total.now).toBe(same.total.draft);
  // Zhou had three stages of each of two orders, and kudos; what was won in August is of another season.
  expect(of(same, zhou)).toMatchObject({ lane: 'documents', now: 31, draft: 31, capsNow: 0 });

  const drafted = await tryOut({ 'STG-01': { points: 8, perDay: 30 }, 'ORD-03': { points: 20, perCustomerMonth: 1 } });
  expect(of(drafted, zhou)).toMatchObject({ now: 31, draft: 31, capsNow: 0, capsDraft: 3 });
  expect(of(drafted, lin).draft - of(drafted, lin).now).toBe(12);
  expect(drafted.rules.find((r) => r.ruleId === 'ORD-03')).toEqual({ ruleId: 'ORD-03', now: 8, draft: 20 });
  expect(drafted.departments.map((d) => d.lane)).toEqual(['documents', 'sales']);
  expect(await ledger()).toEqual(before);
  // The season before it, as it was.
  expect(of(await tryOut({}, '2026Q3'), zhou)).toMatchObject({ now: 15 });
});

test('a draft with missing or wrong parameters is refused', async () => {
  const wrong: Record<string, number>[] = [{ points: 5 }, { points: 5, perDay: 1, more: 1 }];
  for (const params of wrong) {
    const answer = await server.call(
      ruleLabApi.tryDraft,
      { runId: crypto.randomUUID(), season: '2026Q4', draft: { 'STG-01': params } },
      server.manager,
    );
    expect([answer.status, answer.problem.code]).toEqual([422, 'points.rule_params_wrong']);
  }
});

test('what is scheduled comes into force with the next season, is told to all, and can be taken back before', async () => {
  const schedule = (points: number) =>
    server.call(
      ruleLabApi.schedule,
      { draft: { 'STG-01': { points, perDay: 60 }, 'KUD-01': { points: 1 } }, note: '单证季' },
      server.manager,
    );
  const { reply } = await schedule(4);
  // What is not changed is not scheduled.
  expect(reply.scheduled).toMatchObject([
    { ruleId: 'STG-01', version: 2, inForceFrom: '2026-12-31T16:00:00.000Z', note: '单证季' },
  ]);
  expect((await schedule(4)).problem.code).toBe('points.rule_unchanged');
  await schedule(3);
  const rules = (await server.call(ruleLabApi.rules, {}, lin)).reply.rules;
  expect(rules.find((r) => r.ruleId === 'STG-01')).toMatchObject({
    version: 1,
    params: { points: 5 },
    scheduled: { version: 2, params: { points: 3 } },
  });
  expect((await server.call(ruleLabApi.schedule, { draft: {}, note: 'x' }, lin)).status).toBe(403);

  const earned = async (): Promise<unknown[]> => {
    await win(await aCustomer(server));
    await server.settled();
    const { entries } = (await server.call(pointsApi.mine, {}, zhou)).reply;
    return entries
      .filter((e) => e.ruleId === 'STG-01')
      .slice(0, 3)
      .map((e) => [e.amount, e.ruleVersion]);
  };
  expect(await earned()).toEqual([
    [5, 1],
    [5, 1],
    [5, 1],
  ]);
  await server.travel(clock, '2027-01-04T02:00:00.000Z');
  expect(await earned()).toEqual([
    [3, 2],
    [3, 2],
    [3, 2],
  ]);
  expect((await tryOut({}, '2027Q1')).agrees).toBe(true);

  await server.call(ruleLabApi.schedule, { draft: { 'KUD-01': { points: 2 } }, note: 'x' }, server.manager);
  const { reply: left } = await server.call(ruleLabApi.unschedule, { ruleId: 'KUD-01' }, server.manager);
  expect(left.scheduled).toEqual([]);
  expect((await server.call(ruleLabApi.unschedule, { ruleId: 'KUD-01' }, server.manager)).problem.code).toBe(
    'points.rule_not_scheduled',
  );
});

describe('of awards', () => {
  const at = '2027-02-10T02:00:00.000Z';
  const kudos = (n: number) => Array.from({ length: n }, () => ({ fromId: crypto.randomUUID(), at }));
  const thanked = () => ({
    award: 'collaboration_star' as const,
    of: [
      { userId: lin.id, kudos: [{ fromId: zhou.id, at }, ...kudos(2)], reversals: 0 },
      { userId: zhou.id, kudos: kudos(2), reversals: 0 },
    ],
  });
  const schedule = (givers: number) =>
    server.call(
      ruleLabApi.schedule,
      { draft: { collaboration_star: { givers } }, note: 'More than a friend' },
      server.manager,
    );

  test('a draft shows who would have won by the evidence that was kept, and changes nothing', async () => {
    await publishAward(server, await anAward(server, thanked(), { at }), [lin.id]);
    const rows = () => server.db.query<unknown[]>('select * from award order by id');
    const before = await rows();
    const tried = await tryOut({ collaboration_star: { givers: 4 } }, '2027Q1');
    expect(tried.awards).toMatchObject([{ award: 'collaboration_star', period: '2027-02', now: [lin.id], draft: [] }]);
    expect(tried.winners.map((w) => w.name)).toEqual(['Lin']);
    expect((await tryOut({ 'KUD-01': { points: 2 } }, '2027Q1')).awards).toEqual([]);
    expect((await tryOut({ collaboration_star: { givers: 4 } }, '2026Q4')).awards).toEqual([]);
    expect(await rows()).toEqual(before);
    const wrong = await server.call(
      ruleLabApi.schedule,
      { draft: { most_improved: { months: 13, topOut: 3 } }, note: 'x' },
      server.manager,
    );
    expect([wrong.status, wrong.problem.code]).toEqual([422, 'points.rule_params_wrong']);
  });

  test('an award is judged by what was in force when its period ended, and keeps that with its version', async () => {
    const { reply } = await schedule(3);
    expect(reply.scheduled).toMatchObject([
      { ruleId: 'collaboration_star', version: 2, params: { givers: 3 }, inForceFrom: '2027-03-31T16:00:00.000Z' },
    ]);
    const judge = async (day: string) => {
      const period = periodAt('month', `${day}T02:00:00.000Z`, 'Asia/Shanghai');
      const span = { teamId: server.teamId, kind: 'month' as const, period };
      const shortlist = server.running.app.get(ShortlistAward);
      await server.db.transaction((tx) => shortlist.inTransaction(tx, span, thanked(), period.endsAt));
      const { awards } = (await server.call(awardsApi.list, { state: 'shortlist' }, server.manager)).reply;
      const { id } = awards.find((a) => a.period === period.code)!;
      const { params, placed } = (await server.call(awardsApi.detail, { id }, server.manager)).reply;
      const [kept] = await server.db.query<{ version: number }[]>(
        'select rule_version as version from award where id = $1',
        [id],
      );
      return [kept!.version, params, placed.map((p) => p.id)];
    };
    // March ends where the new one begins.
    expect(await judge('2027-03-15')).toEqual([1, { givers: 2 }, [lin.id, zhou.id]]);
    expect(await judge('2027-04-15')).toEqual([2, { givers: 3 }, [lin.id]]);
  });

  test('a change is taken back like that of a rule', async () => {
    await schedule(5);
    const back = await server.call(ruleLabApi.unschedule, { ruleId: 'collaboration_star' }, server.manager);
    expect(back.reply.scheduled).toEqual([]);
    const { rules } = (await server.call(ruleLabApi.rules, {}, lin)).reply;
    expect(rules.find((r) => r.ruleId === 'collaboration_star')).toMatchObject({ version: 1, params: { givers: 2 } });
  });
});
