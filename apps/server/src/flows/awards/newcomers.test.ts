import { awardsApi } from '@tallyboard/contracts/awards';
import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anInquiry } from '../../modules/inquiries/inquiry.factory.js';
import { peopleApi } from '@tallyboard/contracts/people';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { CloseAwards } from './close-awards.js';

/** A Monday in the office. */
const clock = new SetClock('2026-11-02T01:00:00.000Z');
let server: TestServer;
let ann: Actor;
let bo: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  [ann, bo] = [await server.person(['sales'], 'Ann'), await server.person(['sales'], 'Bo')];
  const profile = { markets: [], products: [], languages: [], holdingCap: 30, paused: false, joinedOn: '2026-09-01' };
  await server.call(intakeApi.setProfile, { userId: bo.id, ...profile }, server.manager);
});
afterAll(() => server.stop());

async function askAndAnswer(owner: Actor, day: number, minutes: number, email = ''): Promise<void> {
  await server.travel(clock, `2026-11-0${day}T01:00:00.000Z`);
  const { inquiry } = await anInquiry(server, { ownerId: owner.id, contact: { name: '', email, phone: '' } });
  const after = (m: number): string => new Date(Date.parse(`2026-11-0${day}T01:00:00.000Z`) + m * 60_000).toISOString();
  await server.travel(clock, after(minutes));
  const quality = { product: 'a', quantity: 'b', destination: 'c', need: 'd' };
  const text = `Dear buyer ${crypto.randomUUID()}`;
  const log = { id: inquiry.id, direction: 'out' as const, channel: 'email' as const, automatic: false };
  const { version } = (await server.call(inquiriesApi.logMessage, { ...log, text }, owner)).reply.inquiry;
  await server.call(inquiriesApi.qualify, { id: inquiry.id, expectedVersion: version, quality }, owner);
  await server.travel(clock, after(minutes + 60));
  await server.call(inquiriesApi.logMessage, { ...log, text: `Follow-up ${crypto.randomUUID()}` }, owner);
}
const awards = async () => (await server.call(awardsApi.list, { state: 'shortlist' }, server.manager)).reply.awards;
const ranking = async (id: string) => (await server.call(awardsApi.detail, { id }, server.manager)).reply;

test('who answers in their own hours is ranked by the week; who is new, by what they follow up and qualify', async () => {
  for (const day of [2, 3, 4, 5, 6]) {
    await askAndAnswer(ann, day, 20);
    await askAndAnswer(bo, day, 40);
  }
  await askAndAnswer(bo, 6, 1, 'wang@example.com');
  await askAndAnswer(bo, 7, 45);
  await server.call(
    inquiriesApi.markInvalid,
    { ...(await lastOf(bo)), reason: 'spam', note: '', duplicateOf: null },
    server.manager,
  );
  await server.settled();
  await server.travel(clock, '2026-11-10T02:00:00.000Z');
  await server.running.app.get(CloseAwards).look('2026-11-10T02:00:00.000Z');
  const [week, ...others] = await awards();
  expect([week!.award, week!.period, others]).toEqual(['fastest_responder', '2026W45', []]);
  const { placed, base } = await ranking(week!.id);
  expect(base).toMatchObject({ teamMedian: 30 });
  // (5 × 20 + 10 × 30) / 15 and (5 × 40 + 10 × 30) / 15: what was junk does not count.
  expect(placed.map((p) => [p.id, p.n, Math.round(p.metric * 10) / 10, p.figures['rate']])).toEqual([
    [ann.id, 5, 26.7, 100],
    [bo.id, 5, 33.3, 100],
  ]);

  // Who left after the month is over, and before it is looked at, did it all the same.
  await server.call(peopleApi.disable, { id: bo.id, expectedVersion: 1 }, server.manager);
  await server.travel(clock, '2026-12-02T02:00:00.000Z');
  await server.running.app.get(CloseAwards).look('2026-12-02T02:00:00.000Z');
  const month = (await awards()).find((a) => a.award === 'best_newcomer');
  const newcomers = await ranking(month!.id);
  expect(newcomers.placed.map((p) => [p.id, p.figures['daysIn']])).toEqual([[bo.id, 90]]);
  // Five follow-ups of twenty and five qualified of ten, each half of the whole.
  expect(newcomers.placed[0]!.metric).toBeCloseTo(0.375, 10);
});

async function lastOf(owner: Actor): Promise<{ id: string; expectedVersion: number }> {
  const { inquiries } = (
    await server.call(inquiriesApi.list, { list: 'all', ownerId: owner.id, offset: 0, limit: 50 }, server.manager)
  ).reply;
  const last = inquiries.toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))[0]!;
  return { id: last.id, expectedVersion: last.version };
}
