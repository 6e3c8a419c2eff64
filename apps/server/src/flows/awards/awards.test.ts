import { awardsApi } from '@tallyboard/contracts/awards';
import { kudosApi } from '@tallyboard/contracts/kudos';
import { ordersApi } from '@tallyboard/contracts/orders';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCustomer, anOrder } from '../../modules/orders/order.factory.js';
import { aKudos } from '../../modules/points/recognition.factory.js';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { CloseAwards } from './close-awards.js';

const clock = new SetClock('2026-10-05T02:00:00.000Z');
let server: TestServer;
let close: CloseAwards;
let ann: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  close = server.running.app.get(CloseAwards);
  [ann, bo, cy, dee] = [
    await server.person(['sales'], 'Ann'),
    await server.person(['documents'], 'Bo'),
    await server.person(['logistics'], 'Cy'),
    await server.person(['sales'], 'Dee'),
  ];
});
afterAll(() => server.stop());

const shortlist = async (by: Actor = server.manager) =>
  (await server.call(awardsApi.list, { state: 'shortlist' }, by)).reply.awards;
const detail = async (id: string, by: Actor = server.manager) =>
  (await server.call(awardsApi.detail, { id }, by)).reply;
const thank = (from: Actor, to: Actor, at: string) =>
  aKudos(server, { teamId: server.teamId, fromId: from.id, toId: to.id, at });
const told = (name: string) =>
  server.db.query<{ n: number }[]>('select count(*)::int as n from feed_event where name = $1', [name]);

test('a month is judged a day after it ended, once, however often one looks and on however many nodes', async () => {
  for (const from of [ann, cy, dee]) await thank(from, bo, '2026-10-10T02:00:00.000Z');
  for (const from of [ann, bo]) await thank(from, cy, '2026-10-31T15:59:59.000Z');
  await thank(bo, ann, '2026-10-31T16:00:00.000Z');
  await close.look('2026-11-01T15:00:00.000Z');
  expect(await shortlist()).toEqual([]);
  await Promise.all([close.look('2026-11-01T17:00:00.000Z'), close.look('2026-11-01T17:00:00.000Z')]);
  await close.look('2026-11-01T18:00:00.000Z');
  const [award, ...others] = await shortlist();
  expect(others).toEqual([]);
  expect(award).toMatchObject({
    award: 'collaboration_star',
    periodKind: 'month',
    period: '2026-10',
    winners: [bo.id],
  });
  // Who leads is for those who decide.
  expect(await shortlist(ann)).toEqual([]);
  expect((await detail(award!.id, bo)).placed).toEqual([]);
  expect(await told('points.award_shortlisted')).toEqual([{ n: 1 }]);
  const { placed, out, asOf } = await detail(award!.id);
  expect(placed.map((p) => [p.place, p.id, p.metric])).toEqual([
    [1, bo.id, 3],
    [2, cy.id, 2],
  ]);
  // At 16:00 UTC it is November in the office.
  expect([out, asOf]).toEqual([[], '2026-11-01T17:00:00.000Z']);
});

test('while it is being decided, it follows what is corrected; colleagues see the first three and themselves', async () => {
  const { kudosId } = await given('2026-10-20T02:00:00.000Z', dee, cy);
  await thank(ann, dee, '2026-10-21T02:00:00.000Z');
  await close.look('2026-11-01T18:00:00.000Z');
  const [award] = await shortlist();
  const all = await detail(award!.id);
  expect(all.placed.map((p) => [p.place, p.id])).toEqual([
    // Both were thanked by three, Bo first.
    [1, bo.id],
    [2, cy.id],
  ]);
  expect(all.out).toMatchObject([{ id: dee.id, why: 'too_few', figures: { givers: 1, need: 2 } }]);
  expect((await detail(award!.id, ann)).out).toEqual([]);
  expect((await detail(award!.id, dee)).out).toMatchObject([{ id: dee.id }]);

  await server.travel(clock, '2026-10-20T03:00:00.000Z');
  await server.call(kudosApi.withdraw, { id: kudosId }, dee);
  await close.look('2026-11-01T19:00:00.000Z');
  expect((await detail(award!.id)).placed.map((p) => p.metric)).toEqual([3, 2]);
});
async function given(at: string, from: Actor, to: Actor): Promise<{ kudosId: string }> {
  await server.travel(clock, at);
  return (await server.call(kudosApi.give, { toId: to.id, category: 'help', text: 'x' }, from)).reply;
}

test('who opts out is no candidate while it is being decided, and managers see why', async () => {
  await server.call(sessionsApi.updateMe, { inRankings: false }, cy);
  await close.look('2026-11-01T20:00:00.000Z');
  const [award] = await shortlist();
  const seen = await detail(award!.id);
  expect(seen.placed.map((p) => p.id)).toEqual([bo.id]);
  expect(seen.out).toMatchObject([
    { id: cy.id, why: 'opted_out' },
    { id: dee.id, why: 'too_few' },
  ]);
  await server.call(sessionsApi.updateMe, { inRankings: true }, cy);
  await close.look('2026-11-01T21:00:00.000Z');
  // And when nobody has ranked again since: who read the list with them confirms nothing.
  const read = await detail(award!.id);
  await server.call(sessionsApi.updateMe, { inRankings: false }, cy);
  await server.travel(clock, '2026-11-01T22:00:00.000Z');
  const late = await server.call(awardsApi.publish, { id: award!.id, note: '', asOf: read.asOf }, server.manager);
  expect(late.problem).toMatchObject({ code: 'points.award_changed', current: { placed: [{ id: bo.id }] } });
  await server.call(sessionsApi.updateMe, { inRankings: true }, cy);
  await close.look('2026-11-01T23:00:00.000Z');
  expect((await detail(award!.id)).placed.map((p) => p.id)).toEqual([bo.id, cy.id]);
});

test('a manager confirms it; it stands when something is corrected later, and says so', async () => {
  await server.travel(clock, '2026-11-02T02:00:00.000Z');
  const [award] = await shortlist();
  const { id } = award!;
  const { asOf } = await detail(id);
  expect((await server.call(awardsApi.publish, { id, note: '', asOf }, ann)).status).toBe(403);
  // Somebody who read an earlier ranking is shown the one there is.
  const stale = await server.call(
    awardsApi.publish,
    { id, note: '', asOf: '2026-11-01T17:00:00.000Z' },
    server.manager,
  );
  expect([stale.problem.code, (stale.problem['current'] as { asOf: string }).asOf]).toEqual([
    'points.award_changed',
    asOf,
  ]);
  const key = { 'idempotency-key': crypto.randomUUID() };
  const [first, again] = [
    await server.call(awardsApi.publish, { id, note: '谢谢', asOf }, server.manager, key),
    await server.call(awardsApi.publish, { id, note: '谢谢', asOf }, server.manager, key),
  ];
  expect(again.reply).toEqual(first.reply);
  expect(first.reply).toMatchObject({ state: 'published', winners: [bo.id], note: '谢谢', restatedAt: null });
  expect((await server.call(awardsApi.withhold, { id, note: 'x' }, server.manager)).problem.code).toBe(
    'points.award_decided',
  );
  expect(await told('points.award_published')).toEqual([{ n: 1 }]);
  expect((await server.call(awardsApi.wall, { teamId: server.teamId }, ann)).reply.awards).toMatchObject([
    { awardId: id, winners: [bo.id] },
  ]);
  await server.call(sessionsApi.updateMe, { inRankings: false }, bo);
  await close.look('2026-11-02T02:30:00.000Z');
  expect((await detail(id)).restatedAt).toBeNull();
  await server.call(sessionsApi.updateMe, { inRankings: true }, bo);

  // Leaving the team corrects nothing, and takes no name away.
  await server.db.query('update app_user set team_id = $1 where id = $2', [await server.team('二部'), bo.id]);
  await close.look('2026-11-02T12:00:00.000Z');
  expect(await detail(id, ann)).toMatchObject({
    restatedAt: null,
    people: expect.arrayContaining([expect.objectContaining({ name: 'Bo' })]) as unknown,
  });
  await server.db.query(`update kudos set state = 'withdrawn' where to_id = $1`, [bo.id]);
  await close.look('2026-11-03T02:00:00.000Z');
  await close.look('2026-11-04T02:00:00.000Z');
  const now = await detail(id);
  expect(now).toMatchObject({ state: 'published', winners: [bo.id], restatedAt: '2026-11-03T02:00:00.000Z' });
  expect(now.restated!.map((p) => p.id)).toEqual([cy.id]);
  expect(await told('points.award_restated')).toEqual([{ n: 1 }]);
  const { awards, years } = (await server.call(awardsApi.list, { state: 'published', year: 2026 }, ann)).reply;
  expect([awards.map((a) => a.id), years]).toEqual([[id], [2026]]);
});

test('the team votes for its customer of the year, who is named to colleagues and never to a screen', async () => {
  await server.travel(clock, '2026-12-01T02:00:00.000Z');
  const [big, loyal] = [await aCustomer(server), await aCustomer(server)];
  for (const [customerId, amountMinor] of [
    [big, 9_000_000],
    [big, 8_000_000],
    [loyal, 5_000_000],
    [loyal, 5_000_000],
  ] as const) {
    const card = await anOrder(server, { customerId, stage: 'PI_SIGNED', currency: 'USD', amountMinor });
    const move = { id: card.id, expectedVersion: card.version, toStage: 'SECURED' as const, afterId: null };
    await server.call(ordersApi.move, move, server.manager);
  }
  await close.look('2027-01-02T02:00:00.000Z');
  const award = (await shortlist()).find((a) => a.award === 'customer_of_the_year')!;
  expect((await detail(award.id)).placed.map((p) => p.id)).toEqual([big, loyal]);
  for (const by of [ann, bo]) await server.call(awardsApi.vote, { id: award.id, customerId: big }, by);
  for (const by of [ann, bo, cy]) await server.call(awardsApi.vote, { id: award.id, customerId: loyal }, by);
  const seen = await detail(award.id, cy);
  expect(seen.vote).toBe(loyal);
  // Big: (40 + 20) / 80, of the votes none left; loyal: (40 × 100/170 + 20 + 20) / 80.
  expect(seen.placed.map((p) => [p.id, Math.round(p.metric * 1_000)])).toEqual([
    [loyal, 794],
    [big, 750],
  ]);
  // Who does not see prices does not see them here.
  expect(seen.placed.every((p) => !('usd' in p.figures))).toBe(true);
  expect(
    (await server.call(awardsApi.vote, { id: award.id, customerId: await aCustomer(server) }, cy)).problem.code,
  ).toBe('points.award_no_vote');
  await close.look('2027-01-02T03:00:00.000Z');
  expect((await detail(award.id)).placed[0]!.id).toBe(loyal);
  const { asOf } = await detail(award.id);
  const { reply } = await server.call(awardsApi.publish, { id: award.id, note: '', asOf }, server.manager);
  expect(reply.customers[loyal]).toBeTypeOf('string');
  const wall = (await server.call(awardsApi.wall, { teamId: server.teamId }, ann)).reply.awards;
  expect(wall.find((a) => a.awardId === award.id)).toMatchObject({ winners: [] });
});

test('an award may be given to nobody, with a reason, and is not made again', async () => {
  for (const from of [ann, bo]) await thank(from, cy, '2026-12-10T02:00:00.000Z');
  await close.look('2027-01-02T04:00:00.000Z');
  const award = (await shortlist()).find((a) => a.period === '2026-12')!;
  await server.call(awardsApi.withhold, { id: award.id, note: '样本太少' }, server.manager);
  await close.look('2027-01-02T05:00:00.000Z');
  expect(await shortlist()).toEqual([]);
  expect(await detail(award.id)).toMatchObject({ state: 'withheld', note: '样本太少', winners: [] });
});
