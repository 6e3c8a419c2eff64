import { ordersApi } from '@tallyboard/contracts/orders';
import { pointsApi } from '@tallyboard/contracts/points';
import { surveysApi } from '@tallyboard/contracts/surveys';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { MailWorker } from '../../platform/mail/mail-worker.js';
import { FakeMailServer } from '../../testing/fake-mail-server.js';
import { TestServer } from '../../testing/test-server.js';
import { aBuyer, aContact, aDelivery, aSurvey, surveyOf } from './survey.factory.js';
import { WatchSurveys } from './watch-surveys.js';

const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
const ORIGIN = 'http://board.example.com';
let peer: FakeMailServer;
let server: TestServer;
let worker: MailWorker;
beforeAll(async () => {
  peer = await FakeMailServer.start();
  const mail = { smtpUrl: peer.url, from: '计功板 <board@example.com>' };
  server = await TestServer.start({ clock, config: { mail, publicUrl: ORIGIN, proxyHops: 1 } });
  worker = server.running.app.get(MailWorker);
});
afterAll(async () => {
  await server.stop();
  await peer.stop();
});
beforeEach(() => {
  peer.letters.length = 0;
  return server.travel(clock, NOW);
});

const after = (minutes: number) =>
  server.travel(clock, new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString());
const tokenIn = (letter: string): string => /\/survey\/([\w-]{43})/.exec(letter)![1]!;
const facts = async (id: string) =>
  (
    await server.db.query<{ name: string }[]>(
      `select name from feed_event where payload->>'surveyId' = $1 order by seq`,
      [id],
    )
  ).map((f) => f.name);

/** By SAT-01. */
const earned = async (orderId: string): Promise<number[]> => {
  await server.settled();
  const { reply } = await server.call(pointsApi.ofOrder, { orderId }, server.manager);
  return reply.entries.filter((e) => e.ruleId === 'SAT-01').map((e) => e.amount);
};

describe('mail', () => {
  test('leaves half an hour after the delivery, once, with a link that is answered', async () => {
    const customerId = await aBuyer(server, server.manager, [aContact({ name: 'Anna Müller' })]);
    const survey = await aSurvey(server, { customerId });
    expect(survey).toMatchObject({ state: 'to_send', way: 'mail' });
    expect(await worker.work()).toBe(0);
    await after(31);
    expect([await worker.work(), await worker.work()]).toEqual([1, 0]);
    const [letter] = peer.letters;
    expect(letter).toMatchObject({ to: [survey.contact!.email] });
    expect(letter!.text).toContain(`${ORIGIN}/survey/`);
    expect(letter!.text).toContain(survey.orderNo);
    expect(letter!.text).toContain('2026-12-25');
    expect(await surveyOf(server, survey.orderId)).toMatchObject({ state: 'sent', sentAt: clock.now() });
    expect(await facts(survey.id)).toEqual(['customers.survey_sent']);
    // Out, it is not kept: neither the address nor the link.
    expect(await server.db.query('select recipient, body from mail_out where subject_id = $1', [survey.id])).toEqual([
      { recipient: '', body: '' },
    ]);
    const from = { 'x-forwarded-for': '203.0.113.7', origin: ORIGIN };
    const token = tokenIn(letter!.text);
    expect((await server.call(surveysApi.answer, { token, score: 5, comment: '' }, null, from)).status).toBe(200);
    expect(await facts(survey.id)).toEqual(['customers.survey_sent', 'customers.survey_answered']);
    expect(await earned(survey.orderId)).toEqual([8]);
  });

  test('that a server refuses for now goes out later, under the same id', async () => {
    const survey = await aSurvey(server);
    peer.refuse('DATA', '451 4.3.0 try again later', 1);
    await after(31);
    expect(await worker.work()).toBe(0);
    expect((await surveyOf(server, survey.orderId))!.state).toBe('to_send');
    expect(await worker.work()).toBe(0);
    await after(2);
    expect(await worker.work()).toBe(1);
    expect(peer.tried).toHaveLength(2);
    expect(new Set(peer.tried.map((t) => /^Message-ID: (.+)$/im.exec(t)![1])).size).toBe(1);
    expect((await surveyOf(server, survey.orderId))!.state).toBe('sent');
  });

  test('that was sent by a node that died before it said so is sent again under the same id', async () => {
    const survey = await aSurvey(server);
    await after(31);
    // As it is between a claim and the word that it is out.
    await server.db.query(
      `update mail_out set leased_until = $2::timestamptz + interval '2 minutes', attempts = 1 where subject_id = $1`,
      [survey.id, clock.now()],
    );
    expect(await worker.work()).toBe(0);
    await after(3);
    expect(await worker.work()).toBe(1);
  });

  test('to an address that does not exist is given up, and the link is handed over instead', async () => {
    const survey = await aSurvey(server);
    peer.refuse('RCPT', '550 5.1.1 no such user', 1);
    await after(31);
    await worker.work();
    expect(await surveyOf(server, survey.orderId)).toMatchObject({ state: 'to_send', mailFailed: true });
    await after(10_000);
    expect(await worker.work()).toBe(0);
    expect((await server.call(surveysApi.makeLink, { id: survey.id }, server.manager)).reply.survey.way).toBe('hand');
  });

  test('that has not left goes away with an undone delivery; a link by hand takes its place', async () => {
    const [undone, byHand] = [await aDelivery(server), await aSurvey(server)];
    const back = { id: undone.id, expectedVersion: undone.version, afterId: null, reason: 'mistake' as const };
    await server.call(ordersApi.move, { ...back, toStage: 'ARRIVED' }, server.manager);
    await server.settled();
    await server.call(surveysApi.makeLink, { id: byHand.id }, server.manager);
    await after(31);
    expect(await worker.work()).toBe(0);
    expect(await surveyOf(server, undone.id)).toBeUndefined();
  });

  test('on its way at this moment stops neither: the delivery stays asked, the link is not made anew', async () => {
    const order = await aDelivery(server);
    const survey = (await surveyOf(server, order.id))!;
    await server.db.query(
      `update mail_out set leased_until = $2::timestamptz + interval '2 minutes' where subject_id = $1`,
      [survey.id, clock.now()],
    );
    expect((await server.call(surveysApi.makeLink, { id: survey.id }, server.manager)).problem.code).toBe(
      'customers.survey_going_out',
    );
    const back = { id: order.id, expectedVersion: order.version, afterId: null, reason: 'mistake' as const };
    await server.call(ordersApi.move, { ...back, toStage: 'ARRIVED' }, server.manager);
    await server.settled();
    expect(await surveyOf(server, order.id)).toMatchObject({ id: survey.id });
  });

  test('that could not leave for thirty days asks nobody any more', async () => {
    const survey = await aSurvey(server);
    await after(31 * 1_440);
    await server.running.app.get(WatchSurveys).look();
    expect(await worker.work()).toBe(0);
    expect(await surveyOf(server, survey.orderId)).toMatchObject({ state: 'expired', sentAt: null });
  });
});
