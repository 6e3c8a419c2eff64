import { customersApi } from '@tallyboard/contracts/customers';
import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { type Survey, surveysApi } from '@tallyboard/contracts/surveys';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer, tokenOf } from '../../testing/test-server.js';
import { anOrder } from '../orders/order.factory.js';
import { aBuyer, aContact, aDelivery, aSurvey, surveyOf } from './survey.factory.js';
import { WatchSurveys } from './watch-surveys.js';

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
const link = async (survey: Survey, as: Actor = server.manager): Promise<string> =>
  tokenOf((await server.call(surveysApi.makeLink, { id: survey.id }, as)).reply.url);
const see = (token: string) => server.call(surveysApi.see, { token }, null, ELSEWHERE);
const answer = (token: string, score: 1 | 2 | 3 | 4 | 5 = 5, as: Actor | null = null, headers = ELSEWHERE) =>
  server.call(surveysApi.answer, { token, score, comment: 'On time, well packed.' }, as, headers);
const facts = (name: string) =>
  server.db.query<{ payload: Record<string, unknown> }[]>(
    'select payload from feed_event where name = $1 order by seq',
    [name],
  );

describe('an order is delivered', () => {
  test('and one survey follows, however often it goes to and fro after it was sent', async () => {
    const order = await aDelivery(server, own());
    const survey = (await surveyOf(server, order.id))!;
    expect(survey).toMatchObject({ state: 'to_send', ownerId: lin.id, orderNo: order.no, dueAt: NOW });
    await link(survey);
    await server.call(surveysApi.markSent, { id: survey.id }, lin);
    const target = (expectedVersion: number) => ({ id: order.id, expectedVersion, afterId: null });
    await server.call(
      ordersApi.move,
      { ...target(order.version), toStage: 'ARRIVED', reason: 'mistake' },
      server.manager,
    );
    await server.call(ordersApi.move, { ...target(order.version + 1), toStage: 'DELIVERED' }, server.manager);
    await server.settled();
    expect(await surveyOf(server, order.id)).toMatchObject({ id: survey.id, state: 'sent' });
    expect(await server.db.query('select count(*)::int as n from survey where order_id = $1', [order.id])).toEqual([
      { n: 1 },
    ]);
  });

  test('a reaction that begins anew makes nothing twice and nothing of long ago', async () => {
    const order = await aDelivery(server);
    const before = await server.db.query('select id, state from survey order by id');
    await server.db.query(`delete from reaction_cursor where reaction = 'customers.surveys'`);
    await server.settled();
    expect(await server.db.query('select id, state from survey order by id')).toEqual(before);
    await server.db.query('delete from survey where order_id = $1', [order.id]);
    await server.db.query(`delete from reaction_cursor where reaction = 'customers.surveys'`);
    await server.travel(clock, days(31));
    await server.settled();
    expect(await surveyOf(server, order.id)).toBeUndefined();
  });

  test('of facts that are followed in one go, what came and went was never there', async () => {
    const customerId = await aBuyer(server, server.manager, [aContact({ name: 'Anna' }), aContact({ name: 'Ben' })]);
    const [first, second, third, fourth] = [
      await aDelivery(server, { customerId }),
      await aDelivery(server, { customerId }),
      await aDelivery(server, { customerId }),
      await aDelivery(server, { customerId }),
    ];
    const move = (order: typeof first, toStage: 'ARRIVED' | 'DELIVERED') => {
      const input = { id: order.id, expectedVersion: order.version, afterId: null, toStage };
      order.version += 1;
      return server.call(
        ordersApi.move,
        { ...input, ...(toStage === 'ARRIVED' && { reason: 'mistake' }) },
        server.manager,
      );
    };
    // Of the first the delivery was a mistake, of the second too at first.
    await move(first, 'ARRIVED');
    await move(second, 'ARRIVED');
    await move(second, 'DELIVERED');
    await server.settled();
    const all = [first, second, third, fourth];
    const those = async () =>
      Promise.all(
        all.map(async ({ id }) => (await surveyOf(server, id))?.contact?.name ?? (await surveyOf(server, id))?.waits),
      );
    await server.db.query('delete from survey where order_id = any($1)', [all.map((o) => o.id)]);
    await server.db.query(`delete from reaction_cursor where reaction = 'customers.surveys'`);
    await server.settled();
    expect(await those()).toEqual([undefined, 'asked_lately', 'Anna', 'Ben']);
    const { orderVersion } = (
      await server.db.query<{ orderVersion: number }[]>(
        'select order_version as "orderVersion" from survey where order_id = $1',
        [second.id],
      )
    )[0]!;
    expect(orderVersion).toBe(second.version);
  });

  test('undone before it was sent, it asks nobody, and its link is dead', async () => {
    const order = await anOrder(server, { customerId: await aBuyer(server) });
    const commandId = crypto.randomUUID();
    const move = { id: order.id, expectedVersion: 1, toStage: 'DELIVERED' as const, afterId: null };
    await server.call(ordersApi.move, move, server.manager, { 'idempotency-key': commandId });
    await server.settled();
    const token = await link((await surveyOf(server, order.id))!);
    expect((await see(token)).status).toBe(200);
    await server.call(ordersApi.undo, { id: order.id, commandId }, server.manager);
    await server.settled();
    expect(await surveyOf(server, order.id)).toBeUndefined();
    expect((await see(token)).problem.code).toBe('customers.survey_not_found');
  });

  test('what is entered as delivered asks nobody', async () => {
    const order = await anOrder(server, { customerId: await aBuyer(server), stage: 'DELIVERED' });
    await server.settled();
    expect(await surveyOf(server, order.id)).toBeUndefined();
  });

  test('it follows the order to its new owner until it is answered', async () => {
    const order = await aDelivery(server, own());
    const survey = (await surveyOf(server, order.id))!;
    const hand = async (to: Actor, expectedVersion: number) => {
      const owners = { sales: to.id, documents: null, logistics: null };
      await server.call(ordersApi.edit, { id: order.id, expectedVersion, owners }, server.manager);
      await server.settled();
      return (await surveyOf(server, order.id))!.ownerId;
    };
    expect(await hand(chen, order.version)).toBe(chen.id);
    await answer(await link(survey));
    expect(await hand(lin, order.version + 1)).toBe(chen.id);
  });
});

describe('whom it asks', () => {
  test('nobody with an address: it waits, says why, and goes on once there is one', async () => {
    const customerId = await aBuyer(server, server.manager, [aContact({ email: '' })]);
    const survey = await aSurvey(server, { customerId });
    expect(survey).toMatchObject({ state: 'waiting', waits: 'no_contact', contact: null });
    expect((await server.call(surveysApi.makeLink, { id: survey.id }, server.manager)).problem.code).toBe(
      'customers.survey_no_contact',
    );
    const contact = aContact({ name: 'Carla' });
    await server.call(customersApi.change, { id: customerId, expectedVersion: 2, contacts: [contact] }, server.manager);
    expect(await surveyOf(server, survey.orderId)).toMatchObject({
      state: 'to_send',
      waits: null,
      contact: { name: 'Carla', email: contact.email },
    });
  });

  test('the next of the list, then nobody until ninety days have passed', async () => {
    const contacts = [aContact({ name: 'Anna' }), aContact({ name: 'Ben' })];
    const customerId = await aBuyer(server, server.manager, contacts);
    const asked = [];
    for (const _ of [1, 2, 3]) asked.push(await aSurvey(server, { customerId }));
    expect(asked.map((s) => s.contact?.name ?? s.waits)).toEqual(['Anna', 'Ben', 'asked_lately']);
    await server.travel(clock, days(20));
    await server.db.query('update survey set sent_at = $2, chosen_at = $2 where id = $1', [asked[1]!.id, days(-90)]);
    await server.running.app.get(WatchSurveys).look();
    expect((await surveyOf(server, asked[2]!.orderId))?.contact?.name).toBe('Ben');
  });
});

test('hundreds that nobody can be asked of, and one that fails, keep nobody else waiting', async () => {
  const silent = await aSurvey(server, { customerId: await aBuyer(server, server.manager, [aContact({ email: '' })]) });
  const copies = await server.db.query<{ id: string }[]>(
    `insert into trade_order select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'no', o.no || '-' || n, 'rank', o.rank || n))).*
     from trade_order o, generate_series(1, 450) n where o.id = $1 returning id`,
    [silent.orderId],
  );
  await server.db.query(
    `insert into survey select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'order_id', o, 'due_at', $3::text))).*
     from survey s, unnest($2::uuid[]) o where s.id = $1`,
    [silent.id, copies.map((c) => c.id), days(-3)],
  );
  const customerId = await aBuyer(server, server.manager, [aContact({ email: '' })]);
  const [cursed, last] = [await aSurvey(server, { customerId }), await aSurvey(server, { customerId })];
  await server.db.query('update survey set due_at = $2 where id = $1', [cursed.id, days(-5)]);
  await server.db.query(`update contact set email = 'dora@buyer.example' where customer_id = $1`, [customerId]);
  const owner = new pg.Client(server.database.url);
  await owner.connect();
  await owner.query(`create function curse() returns trigger language plpgsql as $$ begin raise exception 'cursed'; end $$;
    create trigger curse before update on survey for each row when (old.due_at = '2026-11-20T02:00:00Z') execute function curse()`);
  await server.running.app.get(WatchSurveys).look();
  await owner.query('drop trigger curse on survey; drop function curse()');
  await owner.end();
  expect((await surveyOf(server, last.orderId))?.state).toBe('to_send');
  expect((await surveyOf(server, cursed.orderId))?.state).toBe('waiting');
  await server.db.query('delete from survey where order_id = any($1::uuid[])', [copies.map((c) => c.id)]);
  await server.db.query('delete from trade_order where id = any($1::uuid[])', [copies.map((c) => c.id)]);
});

describe('the link', () => {
  test('is made by whoever has the sale or a manager, shown once, and ends the one before', async () => {
    const survey = await aSurvey(server, own());
    expect((await server.call(surveysApi.makeLink, { id: survey.id }, chen)).problem.code).toBe(
      'customers.survey_not_yours',
    );
    expect((await server.call(surveysApi.markSent, { id: survey.id }, lin)).problem.code).toBe(
      'customers.survey_no_link',
    );
    const key = { 'idempotency-key': crypto.randomUUID() };
    const made = await server.call(surveysApi.makeLink, { id: survey.id }, lin, key);
    expect(made.reply).toMatchObject({
      expiresAt: days(30),
      survey: { way: 'hand', state: 'to_send', linkMadeAt: NOW },
    });
    expect((await server.call(surveysApi.makeLink, { id: survey.id }, lin, key)).problem.code).toBe(
      'customers.survey_link_shown_once',
    );
    const first = tokenOf(made.reply.url);
    const second = await link(survey);
    expect((await see(first)).problem.code).toBe('customers.survey_not_found');
    expect((await see(second)).reply).toMatchObject({ organization: '测试', orderNo: survey.orderNo, answered: false });
    expect((await server.call(surveysApi.markSent, { id: survey.id }, lin)).reply).toMatchObject({
      state: 'sent',
      sentAt: NOW,
      way: 'hand',
    });
    // Marked once more it stays as it was.
    const told = (await facts('customers.survey_sent')).length;
    await server.call(surveysApi.markSent, { id: survey.id }, lin);
    expect(await facts('customers.survey_sent')).toHaveLength(told);
    const [{ hash }] = await server.db.query<[{ hash: string }]>(
      `select encode(token_hash, 'hex') as hash from survey where id = $1`,
      [survey.id],
    );
    expect(hash).not.toContain(second);
  });

  test('is opened as often as one likes and answered once; then it says thanks', async () => {
    const survey = await aSurvey(server, own());
    const token = await link(survey, lin);
    await see(token);
    expect((await see(token)).reply.answered).toBe(false);
    expect((await answer(token, 4)).reply).toEqual({ received: true });
    expect((await answer(token, 1)).problem.code).toBe('customers.survey_used');
    expect((await see(token)).reply.answered).toBe(true);
    expect(await surveyOf(server, survey.orderId)).toMatchObject({
      state: 'answered',
      score: 4,
      comment: 'On time, well packed.',
      counted: true,
      sentAt: NOW,
    });
    const payload = (await facts('customers.survey_answered')).at(-1)!.payload;
    expect(payload).toEqual({
      surveyId: survey.id,
      orderId: survey.orderId,
      orderNo: survey.orderNo,
      ownerId: lin.id,
      way: 'hand',
      score: 4,
      counted: true,
    });
    // A link that was passed on by hand earns nobody anything.
    await server.settled();
    const { entries } = (await server.call(pointsApi.ofOrder, { orderId: survey.orderId }, server.manager)).reply;
    expect(entries.filter((e) => e.ruleId === 'SAT-01')).toEqual([]);
    expect((await server.call(surveysApi.makeLink, { id: survey.id }, lin)).problem.code).toBe(
      'customers.survey_closed',
    );
  });

  test('of many answers at once one is taken', async () => {
    const token = await link(await aSurvey(server));
    const all = await Promise.all([1, 2, 3, 4, 5].map((score) => answer(token, score as 1)));
    expect(all.map((a) => a.status).sort()).toEqual([200, 409, 409, 409, 409]);
  });

  test('is dead after thirty days, and so is what never went out', async () => {
    const [sent, unsent] = [await aSurvey(server), await aSurvey(server)];
    const token = await link(sent);
    await server.call(surveysApi.markSent, { id: sent.id }, server.manager);
    await server.travel(clock, days(30));
    expect((await see(token)).problem.code).toBe('customers.survey_expired');
    expect((await answer(token)).problem.code).toBe('customers.survey_expired');
    await server.running.app.get(WatchSurveys).look();
    expect(await surveyOf(server, sent.orderId)).toMatchObject({ state: 'expired', sentAt: NOW });
    expect(await surveyOf(server, unsent.orderId)).toMatchObject({ state: 'expired', sentAt: null });
    expect((await see(token)).problem.code).toBe('customers.survey_expired');
  });

  test('guessed at, from one network it must wait', async () => {
    const guess = () =>
      server.call(surveysApi.see, { token: 'y'.repeat(43) }, null, { 'x-forwarded-for': '198.51.100.9' });
    for (let i = 0; i < 60; i += 1) expect((await guess()).problem.code).toBe('customers.survey_not_found');
    expect((await guess()).problem).toMatchObject({ code: 'request.too_many', retryAfter: 60 });
    // Whoever has a link is not among those who guess.
    const token = await link(await aSurvey(server));
    const same = { 'x-forwarded-for': '198.51.100.10' };
    expect((await server.call(surveysApi.see, { token }, null, same)).status).toBe(200);
  });
});

test('the order’s timeline tells what became of its survey, with the score and without the words', async () => {
  const timeline = async (id: string) => (await server.call(ordersApi.timeline, { id }, lin)).reply.surveys;
  const [good, silent, unsent] = [await aSurvey(server, own()), await aSurvey(server, own()), await aSurvey(server)];
  expect(await timeline(good.orderId)).toEqual([]);
  const token = await link(good);
  await link(silent);
  for (const { id } of [good, silent]) await server.call(surveysApi.markSent, { id }, server.manager);
  await server.travel(clock, days(1));
  await answer(token, 4);
  const way = 'hand';
  const none = { way, score: null, counted: false };
  expect(await timeline(good.orderId)).toEqual([
    { kind: 'sent', at: NOW, ...none },
    { kind: 'answered', at: days(1), way, score: 4, counted: true },
  ]);
  await server.travel(clock, days(31));
  await server.running.app.get(WatchSurveys).look();
  expect(await timeline(silent.orderId)).toEqual([
    { kind: 'sent', at: NOW, ...none },
    { kind: 'expired', at: days(30), ...none },
  ]);
  expect(await timeline(unsent.orderId)).toEqual([{ kind: 'expired', at: days(30), ...none, way: null }]);
});
