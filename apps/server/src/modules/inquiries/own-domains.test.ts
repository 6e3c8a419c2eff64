import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import { pointsApi } from '@tallyboard/contracts/points';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anInquiry } from './inquiry.factory.js';

/** A Wednesday morning, 10:00 in Shanghai. People sign in with addresses of example.com. */
const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
let server: TestServer;
let lin: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  lin = await server.person(['sales'], 'Lin');
});
afterAll(() => server.stop());
beforeEach(() => server.travel(clock, NOW));

const from = (email: string, fields: object = {}): Promise<InquiryDetail> =>
  anInquiry(server, { contact: { name: 'A', email, phone: '' }, ownerId: lin.id, ...fields });
const read = async () => (await server.call(intakeApi.ownDomains, {}, server.manager)).reply;
const setDomains = async (domains: string[]) =>
  server.call(intakeApi.setOwnDomains, { expectedVersion: (await read()).version, domains }, server.manager);
const answer = async ({ inquiry }: InquiryDetail): Promise<InquiryDetail> => {
  const said = { direction: 'out', channel: 'email', text: `Dear ${crypto.randomUUID()}`, automatic: false } as const;
  return (await server.call(inquiriesApi.logMessage, { id: inquiry.id, ...said }, lin)).reply;
};
const earned = async (): Promise<string[]> => {
  await server.settled();
  return (await server.call(pointsApi.mine, {}, lin)).reply.entries.map((e) => `${e.orderNo} ${e.ruleId}`);
};
const rate = async () => {
  const days = { from: '2026-11-25', to: '2026-11-25' };
  const { team, people } = (await server.call(inquiriesApi.rate, days, server.manager)).reply;
  return { team, answered: people.find((p) => p.userId === lin.id)?.answered ?? 0 };
};

test('a colleague who writes is no buyer: marked, without a clock, without points, in no rate', async () => {
  const inside = await from('wang@example.com');
  expect(inside.inquiry).toMatchObject({ internal: true, waitingSince: null, ownerId: lin.id });
  const before = await rate();
  await answer(inside);
  expect([await earned(), await rate()]).toEqual([[], before]);
  const buyer = await from(`${crypto.randomUUID()}@buyer.example`);
  expect(buyer.inquiry).toMatchObject({ internal: false, waitingSince: NOW });
  await answer(buyer);
  expect(await earned()).toEqual([`${buyer.inquiry.no} INQ-01`]);
  expect((await rate()).answered).toBe(before.answered + 1);
});

test('the list counts for what is received from then on, whichever way it comes', async () => {
  const early = await from('sales@ningbo-tools.example');
  expect((await setDomains(['ningbo-tools.example'])).reply).toMatchObject({
    domains: ['ningbo-tools.example'],
    ofPeople: ['example.com'],
  });
  const { token } = (await server.call(intakeApi.addSource, { name: 'Site', kind: 'form' }, server.manager)).reply;
  const contact = { name: 'B', email: 'Boss@Mail.Ningbo-Tools.example', phone: '' };
  const sent = { token, buyer: 'Us', contact, message: 'A test of our form', website: '' };
  const { no } = (
    await server.call(intakeApi.receive, { ...sent, country: null, language: null, product: '', subject: '' }, null)
  ).reply;
  const list = await server.call(inquiriesApi.list, { list: 'all', q: no.toLowerCase(), offset: 0, limit: 5 }, lin);
  expect(list.reply.inquiries).toMatchObject([{ no, internal: true, waitingSince: null }]);
  const { inquiry } = (await server.call(inquiriesApi.get, { id: early.inquiry.id }, lin)).reply;
  expect(inquiry).toMatchObject({ internal: false, waitingSince: NOW });
  await setDomains([]);
  expect((await server.call(inquiriesApi.get, { id: list.reply.inquiries[0]!.id }, lin)).reply.inquiry.internal).toBe(
    true,
  );
});

test('a corrected address is judged anew; that it was a buyer after all, only a manager says so', async () => {
  const outside = { name: 'C', email: `${crypto.randomUUID()}@buyer.example`, phone: '' };
  const made = await from(outside.email);
  const correct = async (email: string, as: Actor) => {
    const { version: expectedVersion } = (await server.call(inquiriesApi.get, { id: made.inquiry.id }, lin)).reply
      .inquiry;
    const edit = { id: made.inquiry.id, expectedVersion, contact: { ...outside, email } };
    return (await server.call(inquiriesApi.change, edit, as)).reply.inquiry;
  };
  expect(await correct('wang@example.com', lin)).toMatchObject({ internal: true, waitingSince: null });
  expect(await correct(outside.email, lin)).toMatchObject({ internal: true });
  expect(await correct(`${crypto.randomUUID()}@buyer.example`, server.manager)).toMatchObject({
    internal: false,
    waitingSince: NOW,
  });
});

test('only an admin edits the list, over the one they saw, and no free mail goes on it', async () => {
  const boss = await server.person(['manager'], 'Boss');
  const { version } = await read();
  const refusal = async (domains: string[], expectedVersion: number, as: Actor) =>
    (await server.call(intakeApi.setOwnDomains, { domains, expectedVersion }, as)).problem.code;
  expect(await refusal(['a.example'], version, boss)).toBe('people.forbidden');
  expect(await refusal(['a.example', 'vip.qq.com'], version, server.manager)).toBe('inquiries.free_mail_domain');
  expect(await refusal(['a.example', 'com.cn'], version, server.manager)).toBe('inquiries.public_suffix');
  expect(await refusal(['no domain'], version, server.manager)).toBe('validation.failed');
  expect((await setDomains([' A.example '])).reply.domains).toEqual(['a.example']);
  expect(await refusal(['b.example'], version, server.manager)).toBe('inquiries.own_domains_stale');
});
