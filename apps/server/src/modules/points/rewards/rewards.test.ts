import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { rewardsApi } from '@tallyboard/contracts/rewards';
import { ruleLabApi } from '@tallyboard/contracts/rule-lab';
import { DEFAULT_POLICY, type RewardPolicy } from '@tallyboard/rules/points/rewards/reward';
import { addDays } from '@tallyboard/rules/time/business-day';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../../testing/test-server.js';
import { anInquiry } from '../../inquiries/inquiry.factory.js';
import { aCustomer, anOrder } from '../../orders/order.factory.js';

const clock = new SetClock('2026-11-02T02:00:00.000Z');
let server: TestServer;
let customerId: string;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  customerId = await aCustomer(server);
});
afterAll(() => server.stop());

const newcomer = (): Promise<Actor> => server.person(['sales'], 'Newcomer');
/** An order of theirs that is won, and its way back. */
async function win(who: Actor): Promise<{ undo: () => Promise<unknown>; again: () => Promise<unknown> }> {
  const owners = { sales: who.id, documents: null, logistics: null };
  const card = await anOrder(server, {
    customerId,
    stage: 'PI_SIGNED',
    owners,
  });
  let expectedVersion = card.version;
  const move = async (toStage: 'SECURED' | 'PI_SIGNED') => {
    const why = toStage === 'PI_SIGNED' ? { reason: 'mistake' as const } : {};
    const { status, problem } = await server.call(
      ordersApi.move,
      { id: card.id, expectedVersion, toStage, afterId: null, ...why },
      server.manager,
    );
    expect([status, problem.code]).toEqual([200, undefined]);
    expectedVersion += 1;
    await server.settled();
  };
  await move('SECURED');
  return { undo: () => move('PI_SIGNED'), again: () => move('SECURED') };
}
const mine = async (who: Actor) => (await server.call(rewardsApi.mine, {}, who)).reply.rewards;
const states = async (who: Actor) => (await mine(who)).map((r) => r.state);
const list = async () => (await server.call(rewardsApi.list, {}, server.manager)).reply;
const decide = (id: string, step: 'approve' | 'hand_over' | 'undo', as = server.manager) =>
  server.call(rewardsApi.decide, { id, step }, as);
const points = async (who: Actor) =>
  (await server.call(pointsApi.mine, {}, who)).reply.entries.filter((e) => e.ruleId.startsWith('MIL'));
async function setPolicy(fields: Partial<RewardPolicy>) {
  const { version } = (await list()).policy;
  const policy = { ...DEFAULT_POLICY, ...fields };
  return server.call(rewardsApi.setPolicy, { expectedVersion: version, ...policy }, server.manager);
}

test('the first order of a newcomer brings points and a reward, once, and a manager hands it over', async () => {
  const ann = await newcomer();
  await win(ann);
  await win(ann);
  const [reward, ...more] = await mine(ann);
  expect([reward, more]).toMatchObject([{ ruleId: 'MIL-01', kind: 'voucher', value: 200, state: 'granted' }, []]);
  const [entry] = await points(ann);
  expect(entry).toMatchObject({ amount: 20, id: reward!.txnId });
  const why = (await server.call(pointsApi.why, { id: reward!.txnId }, ann)).reply;
  expect([why.fact.name, why.inputs['after']]).toEqual(['orders.moved', 0]);

  expect((await decide(reward!.rewardId, 'hand_over')).reply).toMatchObject({
    state: 'handed_over',
  });
  expect((await decide(reward!.rewardId, 'hand_over')).problem.code).toBe('points.reward_not_granted');
  expect((await decide(reward!.rewardId, 'undo')).reply).toMatchObject({
    state: 'granted',
    handedBy: null,
  });
  const [other, boss] = [await server.person(['manager']), await server.person(['manager', 'sales'])];
  await decide(reward!.rewardId, 'hand_over');
  expect((await decide(reward!.rewardId, 'undo', other)).problem.code).toBe('points.reward_undo_other');
  await win(boss);
  expect((await decide((await mine(boss))[0]!.rewardId, 'hand_over', boss)).problem.code).toBe('points.reward_own');
});

test('a reward whose reason goes is taken back; one that was handed over stays, is seen, and is not given twice', async () => {
  const [bo, cy] = [await newcomer(), await newcomer()];
  const order = await win(bo);
  await order.undo();
  expect([await states(bo), (await points(bo)).reduce((sum, e) => sum + e.amount, 0)]).toEqual([['taken_back'], 0]);
  await order.again();
  expect(await states(bo)).toEqual(['granted', 'taken_back']);

  const other = await win(cy);
  const [given] = await mine(cy);
  await decide(given!.rewardId, 'hand_over');
  await other.undo();
  const shown = (await list()).rewards[0]!;
  expect(shown).toMatchObject({
    rewardId: given!.rewardId,
    state: 'handed_over',
    reversedAt: expect.any(String) as string,
  });
  await other.again();
  expect(await mine(cy)).toMatchObject([{ rewardId: given!.rewardId, state: 'handed_over', reversedAt: null }]);
  await other.undo();
  expect((await decide(given!.rewardId, 'undo')).reply.state).toBe('taken_back');
  const audit = await server.db.query<{ action: string }[]>(
    `select action from audit where action like 'points.reward%' order by at, id`,
  );
  expect(audit.map((a) => a.action)).toEqual(
    expect.arrayContaining(['points.reward_taken_back', 'points.reward_reason_gone']),
  );
});

test('beyond the budget of the month a reward waits, and two at once do not spend the same money', async () => {
  const { given } = await list();
  await setPolicy({ budget: { voucher: given.voucher + 300, leave: 0 } });
  const people = [await newcomer(), await newcomer(), await newcomer()];
  for (const who of people) await win(who);
  const all = await Promise.all(people.map(states));
  expect(all).toEqual([['granted'], ['waiting'], ['waiting']]);
  const ids = await Promise.all(people.slice(1).map(async (who) => (await mine(who))[0]!.rewardId));
  expect((await decide(ids[0]!, 'approve')).problem.code).toBe('points.reward_over_budget');
  expect((await decide(ids[0]!, 'hand_over')).problem.code).toBe('points.reward_not_granted');
  await setPolicy({ budget: { voucher: given.voucher + 400, leave: 0 } });
  const both = await Promise.all(ids.map((id) => decide(id, 'approve')));
  expect(both.map((b) => b.status).sort()).toEqual([200, 409]);
  const now = await list();
  expect(now.given.voucher).toBe(now.policy.budget.voucher);
  // What waits is among the first, and the next month has room again.
  expect(now.rewards.find((r) => r.state === 'waiting')).toBeDefined();
  const stale = await server.call(rewardsApi.setPolicy, { expectedVersion: 0, ...DEFAULT_POLICY }, server.manager);
  expect([stale.status, stale.problem.code]).toEqual([409, 'points.reward_policy_changed']);
  await server.travel(clock, '2026-12-01T02:00:00.000Z');
  const waiting = now.rewards.find((r) => r.state === 'waiting')!;
  expect((await decide(waiting.rewardId, 'approve')).reply).toMatchObject({
    state: 'granted',
    month: '2026-12',
  });
  await setPolicy({});
});

test('the tenth qualified inquiry within thirty days brings half a day of leave, and goes with one that is disqualified', async () => {
  const dee = await newcomer();
  const joinedOn = '2026-12-01';
  const quality = { product: 'a', quantity: 'b', destination: 'c', need: 'd' };
  const ids: { id: string; expectedVersion: number }[] = [];
  for (let n = 0; n < 10; n += 1) {
    await server.travel(clock, `${addDays(joinedOn, n)}T03:00:00.000Z`);
    const { inquiry } = await anInquiry(server, { ownerId: dee.id });
    const { reply } = await server.call(
      inquiriesApi.qualify,
      { id: inquiry.id, expectedVersion: inquiry.version, quality },
      server.manager,
    );
    ids.push({ id: inquiry.id, expectedVersion: reply.inquiry.version });
    if (n === 8) {
      await server.settled();
      expect(await mine(dee)).toEqual([]);
    }
  }
  await server.settled();
  expect(await mine(dee)).toMatchObject([{ ruleId: 'MIL-02', kind: 'leave', value: 4, state: 'granted' }]);
  // In nine days its clocks may have moved on by themselves.
  const { id } = ids[0]!;
  const { version: expectedVersion } = (await server.call(inquiriesApi.get, { id }, server.manager)).reply.inquiry;
  expect((await server.call(inquiriesApi.disqualify, { id, expectedVersion }, server.manager)).status).toBe(200);
  await server.settled();
  expect(await states(dee)).toEqual(['taken_back']);
  expect((await points(dee)).map((e) => e.amount)).toEqual([-15, 15]);
  // A replay knows what the engine knew, also of the days on which people joined.
  const { agrees } = (
    await server.call(ruleLabApi.tryDraft, { runId: crypto.randomUUID(), season: '2026Q4', draft: {} }, server.manager)
  ).reply;
  expect(agrees).toBe(true);
});

test('who is entered as having joined long ago was no newcomer, and the replay says so too', async () => {
  const eve = await newcomer();
  await win(eve);
  expect(await states(eve)).toEqual(['granted']);
  const profile = {
    markets: [],
    products: [],
    languages: [],
    holdingCap: 30,
    paused: false,
  };
  const enter = async (joinedOn: string | null) => {
    await server.call(intakeApi.setProfile, { userId: eve.id, ...profile, joinedOn }, server.manager);
    await server.settled();
  };
  await enter('2019-03-01');
  expect(await states(eve)).toEqual(['taken_back']);
  await enter(null);
  expect(await states(eve)).toEqual(['granted', 'taken_back']);
  const { agrees } = (
    await server.call(ruleLabApi.tryDraft, { runId: crypto.randomUUID(), season: '2026Q4', draft: {} }, server.manager)
  ).reply;
  expect(agrees).toBe(true);
});

test('frames tell neither what a reward is worth nor whose it is', async () => {
  const [fay, colleague] = [await newcomer(), await server.person(['sales'])];
  const { socket, packets, subscribe } = server.socket(colleague);
  const [head] = await server.db.query<[{ seq: number }]>('select seq from feed_head where feed = $1', [
    `team:${server.teamId}`,
  ]);
  await subscribe(`team:${server.teamId}`, head.seq);
  await win(fay);
  await expect
    .poll(() => packets.flatMap((p) => p.facts).find((f) => f.name === 'points.reward_changed')?.body)
    .toEqual({
      rewardId: (await mine(fay))[0]!.rewardId,
      state: 'granted',
    });
  socket.close();
});
