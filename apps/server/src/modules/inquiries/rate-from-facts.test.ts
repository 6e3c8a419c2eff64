import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import type { InquiryChanged } from '@tallyboard/contracts/inquiry-cards';
import { clocksOf, type ReplyClock, type WrittenMessage } from '@tallyboard/rules/inquiries/reply-clocks';
import { seededRandom } from '@tallyboard/testkit/random';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anInquiry } from './inquiry.factory.js';

const clock = new SetClock('2026-11-02T02:00:00.000Z');
let server: TestServer;
let rep: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  rep = await server.person(['sales'], 'Rep');
});
afterAll(() => server.stop());

/** The clocks that follow from the facts alone. */
async function fromFacts(): Promise<ReplyClock[]> {
  const facts = await server.db.query<{ payload: InquiryChanged }[]>(
    `select payload from feed_event where name like 'inquiries.%' and payload ? 'inquiry' order by seq`,
  );
  const inquiries = new Map<string, InquiryChanged['inquiry']>();
  const messages = new Map<string, WrittenMessage>();
  for (const { payload } of facts) {
    inquiries.set(payload.inquiry.id, payload.inquiry);
    if (payload.message) messages.set(payload.message.id, { ...payload.message, inquiryId: payload.inquiry.id });
  }
  const byBuyer = Map.groupBy(inquiries.values(), (i) => i.buyerKey);
  return [...byBuyer].flatMap(([key, own]) => {
    const ids = new Set(own.map((i) => i.id));
    const clocked = own.map((i) => ({
      id: i.id,
      country: i.country,
      internal: i.internal,
      invalidAt: i.invalid?.at ?? null,
    }));
    return clocksOf(
      key,
      [...messages.values()].filter((m) => ids.has(m.inquiryId)),
      clocked,
      'Asia/Shanghai',
    );
  });
}
const kept = (): Promise<ReplyClock[]> =>
  server.db.query<ReplyClock[]>(
    `select buyer_key as "buyerKey", day, inquiry_id as "inquiryId", started_at as "startedAt", due_at as "dueAt", answered_at as "answeredAt", answered_by as "answeredBy" from reply_clock`,
  );
const inOrder = (clocks: ReplyClock[]): string[] => clocks.map((c) => JSON.stringify(Object.entries(c).sort())).sort();

test('whatever is done to inquiries, the clocks that are kept are those that follow from the facts', async () => {
  const random = seededRandom();
  const { seed, next, chance } = random;
  const contacts = ['a', 'b', 'c'].map((n) => ({ name: n, email: `${n}@buyer.example`, phone: '' }));
  const ids: string[] = [];
  for (let step = 0; step < 220; step += 1) {
    await server.travel(clock, new Date(Date.parse(clock.now()) + next() * 5 * 3_600_000).toISOString());
    const roll = next();
    if (ids.length === 0 || roll < 0.15) {
      const country = random.pick(['DE', 'FR', 'CN', null]);
      ids.push((await anInquiry(server, { contact: random.pick(contacts), country, ownerId: rep.id })).inquiry.id);
      continue;
    }
    const { inquiry, messages } = (await server.call(inquiriesApi.get, { id: random.pick(ids) }, rep)).reply;
    const target = { id: inquiry.id, expectedVersion: inquiry.version };
    if (roll < 0.65) {
      const message = {
        direction: random.pick(['in', 'out'] as const),
        channel: 'email' as const,
        text: `${step} ${next()}`,
        automatic: chance(0.2),
      };
      await server.call(inquiriesApi.logMessage, { id: inquiry.id, ...message }, rep);
    } else if (roll < 0.75)
      await server.call(inquiriesApi.withdrawMessage, { id: inquiry.id, messageId: random.pick(messages!).id }, rep);
    else if (roll < 0.85)
      await server.call(inquiriesApi.markInvalid, { ...target, reason: 'spam', note: '', duplicateOf: null }, rep);
    else if (roll < 0.93) await server.call(inquiriesApi.restore, target, rep);
    else
      await server.call(
        inquiriesApi.change,
        { ...target, contact: random.pick(contacts), country: random.pick(['DE', 'CN']) },
        rep,
      );
  }
  const [is, follows] = [await kept(), await fromFacts()];
  expect([seed, inOrder(is)]).toEqual([seed, inOrder(follows)]);
  expect(is.length).toBeGreaterThan(10);
});
