import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import { pointsApi } from '@tallyboard/contracts/points';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { WatchClocks } from '../inquiries/watch-clocks.js';
import { anInquiry } from '../inquiries/inquiry.factory.js';
import { LedgerCheck } from './ledger-check.js';

/** A Wednesday morning, 10:00 in Shanghai. */
const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
let server: TestServer;
let lin: Actor;
let before: number;

beforeAll(async () => {
  server = await TestServer.start({ clock });
});
afterAll(async () => {
  const drifts = await server.running.app.get(LedgerCheck).check();
  await server.stop();
  expect(Object.values(drifts).flat()).toEqual([]);
});
beforeEach(async () => {
  await server.travel(clock, NOW);
  lin = await server.person(['sales'], 'Lin');
  before = 0;
});

const at = (hours: number): Promise<void> =>
  server.travel(clock, new Date(Date.parse(NOW) + hours * 3_600_000).toISOString());
const say = async (
  inquiry: InquiryDetail,
  direction: 'in' | 'out',
  text: string = crypto.randomUUID(),
): Promise<InquiryDetail> => {
  const { reply, status, problem } = await server.call(
    inquiriesApi.logMessage,
    { id: inquiry.inquiry.id, direction, channel: 'email', text, automatic: false },
    lin,
  );
  if (status !== 200) throw new Error(problem.code);
  return reply;
};
const mine = async () => {
  await server.settled();
  return (await server.call(pointsApi.mine, {}, lin)).reply;
};
/** What came since the last look: rule, amount, whether it waits. */
const entries = async (): Promise<[string, number, boolean][]> =>
  (await mine()).entries.slice(before).map((e) => [e.ruleId, e.amount, e.pending]);
const ofLin = () => anInquiry(server, { ownerId: lin.id });
const of = ({ inquiry }: InquiryDetail) => ({ id: inquiry.id, expectedVersion: inquiry.version });

test.each([
  [0.5, 5],
  [3.5, 3],
  // 10:00 to 18:00 and half an hour the next morning.
  [23.5, 1],
])('an answer after %f hours is worth %i, and counts when the talk goes on', async (hours, amount) => {
  const inquiry = await ofLin();
  await at(hours);
  await say(inquiry, 'out');
  expect([await entries(), (await mine()).total]).toEqual([[['INQ-01', amount, true]], 0]);
  await at(hours + 1);
  await say(inquiry, 'in');
  expect([await entries(), (await mine()).total]).toEqual([[['INQ-01', amount, false]], amount]);
  const { reply } = await server.call(pointsApi.why, { id: (await mine()).entries[0]!.id }, lin);
  expect(reply).toMatchObject({
    fact: { name: 'inquiries.first_responded' },
    entry: { orderNo: inquiry.inquiry.no, orderId: null, inquiryId: inquiry.inquiry.id },
  });
});

test('where nothing came of it within three days, it never counted', async () => {
  const inquiry = await ofLin();
  await say(inquiry, 'out');
  await at(71);
  await server.running.app.get(WatchClocks).look();
  expect(await entries()).toEqual([['INQ-01', 5, true]]);
  await at(72.1);
  await server.running.app.get(WatchClocks).look();
  expect((await entries()).map(([, n]) => n).sort()).toEqual([-5, 5]);
  expect((await mine()).total).toBe(0);
});

test('a miss, a copy, an own inquiry and a second message of the day earn nothing', async () => {
  const late = await ofLin();
  const text =
    'Dear customer, thank you for asking. Our catalogue is attached; we ship from Ningbo within thirty days of your deposit.';
  const [good, copy] = [await ofLin(), await ofLin()];
  await say(good, 'out', text);
  await say(copy, 'out', text);
  const own = await anInquiry(server, { ownerId: lin.id }, lin);
  await say(own, 'out');
  const contact = { name: 'Anna', email: `${crypto.randomUUID()}@acme.example`, phone: '' };
  await anInquiry(server, { contact });
  await say(await anInquiry(server, { contact, ownerId: lin.id }), 'out');
  await at(25);
  await say(late, 'out');
  expect(await entries()).toEqual([['INQ-01', 5, true]]);
});

test('qualifying earns once, is taken back by disqualifying and by junk, and comes back with the inquiry', async () => {
  const quality = { product: 'a', quantity: 'b', destination: 'c', need: 'd' };
  const total = async (): Promise<number> => (await mine()).total;
  // By the manager, for whose it is.
  let now = (await server.call(inquiriesApi.qualify, { ...of(await ofLin()), quality }, server.manager)).reply;
  expect(await total()).toBe(4);
  now = (await server.call(inquiriesApi.disqualify, of(now), lin)).reply;
  expect(await total()).toBe(0);
  now = (await server.call(inquiriesApi.qualify, { ...of(now), quality }, lin)).reply;
  expect(await total()).toBe(4);
  now = (await server.call(inquiriesApi.markInvalid, { ...of(now), reason: 'spam', note: '', duplicateOf: null }, lin))
    .reply;
  expect(await total()).toBe(0);
  await server.call(inquiriesApi.restore, of(now), lin);
  expect(await total()).toBe(4);
});

test('thirty a day from first answers, and not one more', async () => {
  for (let i = 0; i < 7; i += 1) await say(await ofLin(), 'out');
  expect((await entries()).map(([, n]) => n).sort()).toEqual([0, 5, 5, 5, 5, 5, 5]);
});

test('a full week of answers earns, is told once, and falls with a later correction', async () => {
  const week: InquiryDetail[] = [];
  for (let i = 0; i < 5; i += 1) {
    await at(i * 0.1);
    week.push(await ofLin());
    await say(week[i]!, 'out');
  }
  const watch = server.running.app.get(WatchClocks);
  const full = async () => (await entries()).filter(([rule]) => rule === 'INQ-02').map(([, n]) => n);
  // The week ends on Sunday at midnight, and is decided a day later.
  await at(6 * 24);
  await watch.look();
  expect(await full()).toEqual([10]);
  await at(6 * 24 + 1);
  await watch.look();
  expect(await full()).toEqual([10]);
  // The answer was none: it is taken back.
  const { reply } = await server.call(inquiriesApi.get, { id: week[0]!.inquiry.id }, lin);
  const { id: messageId } = reply.messages!.find((m) => m.direction === 'out')!;
  await server.call(inquiriesApi.withdrawMessage, { id: week[0]!.inquiry.id, messageId }, lin);
  await at(6 * 24 + 2);
  await watch.look();
  expect((await full()).sort()).toEqual([-10, 10]);
});
