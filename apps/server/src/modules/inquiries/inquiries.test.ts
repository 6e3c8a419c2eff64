import { calendarsApi } from '@tallyboard/contracts/calendars';
import { customersApi } from '@tallyboard/contracts/customers';
import { dutyApi } from '@tallyboard/contracts/duty';
import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anOrder } from '../orders/order.factory.js';
import { anInquiry } from './inquiry.factory.js';
import { WatchClocks } from './watch-clocks.js';

/** A Wednesday morning, 10:00 in Shanghai. */
const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
let server: TestServer;
let lin: Actor;
let chen: Actor;

beforeAll(async () => {
  server = await TestServer.start({ clock });
  lin = await server.person(['sales'], '林晓雯');
  chen = await server.person(['sales'], '陈凯');
});
afterAll(() => server.stop());
beforeEach(() => server.travel(clock, NOW));

const hours = (h: number): string => new Date(Date.parse(NOW) + h * 3_600_000).toISOString();
const answer = (inquiry: InquiryDetail, as: Actor, fields: object = {}) =>
  server.call(
    inquiriesApi.logMessage,
    {
      id: inquiry.inquiry.id,
      direction: 'out',
      channel: 'email',
      text: `Dear buyer ${crypto.randomUUID()}`,
      automatic: false,
      ...fields,
    },
    as,
  );
const gauge = async () => (await server.call(inquiriesApi.gauge, { teamId: server.teamId }, server.manager)).reply;
const owner = (inquiry: InquiryDetail): Actor => [lin, chen].find((p) => p.id === inquiry.inquiry.ownerId)!;

describe('the clock', () => {
  test('starts when the buyer writes, is stopped by a human and by no machine, and tells the wall', async () => {
    const before = await gauge();
    const made = await anInquiry(server);
    expect(made.inquiry).toMatchObject({ waitingSince: NOW, dueAt: hours(24), status: 'open' });
    expect(await gauge()).toMatchObject({ waiting: before.waiting + 1, today: { running: before.today.running + 1 } });
    await server.travel(clock, hours(1));
    const auto = (await answer(made, owner(made), { automatic: true })).reply;
    expect(auto.inquiry).toMatchObject({ waitingSince: NOW, firstResponse: null });
    await server.travel(clock, hours(2));
    const { reply } = await answer(made, owner(made));
    expect(reply.inquiry).toMatchObject({
      waitingSince: null,
      dueAt: null,
      firstResponse: {
        at: hours(2),
        by: made.inquiry.ownerId,
        elapsedMs: 7_200_000,
        workedMs: 7_200_000,
        copied: false,
      },
    });
    expect(await gauge()).toMatchObject({ waiting: before.waiting, today: { hits: before.today.hits + 1 } });
  });

  test('a miss counts the moment it happens, and an answer after it stays one', async () => {
    const made = await anInquiry(server);
    const rate = async () =>
      (
        await server.call(inquiriesApi.rate, { from: '2026-11-25', to: '2026-11-25' }, server.manager)
      ).reply.people.find((p) => p.userId === made.inquiry.ownerId)!;
    const { misses } = await rate();
    await server.travel(clock, new Date(Date.parse(hours(24)) + 1).toISOString());
    expect((await rate()).misses).toBeGreaterThan(misses);
    const at = (await rate()).misses;
    await answer(made, owner(made));
    expect((await rate()).misses).toBe(at);
  });

  test('one buyer starts one clock a day, whichever inquiry they write to; an answer to either stops it', async () => {
    const contact = { name: 'Anna', email: `${crypto.randomUUID()}@acme.example`, phone: '' };
    const first = await anInquiry(server, { contact });
    await server.travel(clock, hours(1));
    const second = await anInquiry(server, { contact });
    expect([first.clocks.length, second.clocks.length]).toEqual([1, 0]);
    await answer(second, server.manager);
    expect((await server.call(inquiriesApi.get, { id: first.inquiry.id }, lin)).reply.inquiry.waitingSince).toBeNull();
  });

  test('a list says how many each list holds, and from where the feed of the team is to be followed', async () => {
    const list = async () =>
      (await server.call(inquiriesApi.list, { list: 'waiting', offset: 0, limit: 1 }, server.manager)).reply;
    const before = await list();
    await answer(await anInquiry(server), server.manager);
    const after = await list();
    expect(after.counts).toMatchObject({ waiting: before.counts.waiting, all: before.counts.all + 1 });
    expect(after).toMatchObject({ epoch: before.epoch, total: after.counts.waiting });
    expect(after.seq).toBeGreaterThan(before.seq);
  });

  test('an answer that is withdrawn stops nothing', async () => {
    const made = await anInquiry(server);
    const { reply } = await answer(made, owner(made));
    const { id: messageId } = reply.messages!.at(-1)!;
    const back = (await server.call(inquiriesApi.withdrawMessage, { id: made.inquiry.id, messageId }, owner(made)))
      .reply;
    expect(back.inquiry).toMatchObject({ waitingSince: NOW, firstResponse: null });
  });

  test('a copy of an earlier answer counts for the clock and says so', async () => {
    const text =
      'Thank you for your inquiry about our stainless hinges. Our price list for this season is attached, FOB Ningbo, and samples can be sent by courier within three days at your cost, which we return with the first order.';
    const [one, two] = [await anInquiry(server), await anInquiry(server)];
    await answer(one, server.manager, { text });
    const { reply } = await answer(two, server.manager, { text: text.replace('hinges', 'handles') });
    expect([reply.inquiry.waitingSince, reply.inquiry.firstResponse!.copied]).toEqual([null, true]);
  });

  test('junk that is marked within a day leaves the rate, and comes back when it was a mistake', async () => {
    const before = await gauge();
    const made = await anInquiry(server);
    const { id, version: expectedVersion } = made.inquiry;
    const marked = (
      await server.call(
        inquiriesApi.markInvalid,
        { id, expectedVersion, reason: 'spam', note: '', duplicateOf: null },
        owner(made),
      )
    ).reply;
    expect(await gauge()).toMatchObject({ today: { running: before.today.running } });
    await server.travel(clock, hours(3));
    const restored = await server.call(
      inquiriesApi.restore,
      { id, expectedVersion: marked.inquiry.version },
      owner(made),
    );
    expect(restored.reply.inquiry).toMatchObject({ status: 'open', waitingSince: NOW });
    const again = (
      await server.call(
        inquiriesApi.markInvalid,
        { id, expectedVersion: restored.reply.inquiry.version, reason: 'spam', note: '', duplicateOf: null },
        owner(made),
      )
    ).reply;
    await server.travel(clock, hours(28));
    expect(
      (await server.call(inquiriesApi.restore, { id, expectedVersion: again.inquiry.version }, owner(made))).problem
        .code,
    ).toBe('inquiries.restore_too_late');
  });
});

describe('who gets it', () => {
  test('goes to the rep who has the customer, recognized by the address of a contact', async () => {
    const made = (
      await server.call(customersApi.create, { name: `Hansen ${crypto.randomUUID()}`, country: 'DK', group: '' }, chen)
    ).reply;
    const email = `${crypto.randomUUID()}@hansen.example`;
    await server.call(
      customersApi.change,
      { id: made.id, expectedVersion: made.version, contacts: [{ name: 'Lars', email, phone: '', title: '' }] },
      chen,
    );
    await anOrder(server, { customerId: made.id }, chen);
    const inquiry = await anInquiry(server, { contact: { name: 'Lars', email: email.toUpperCase(), phone: '' } });
    expect(inquiry.inquiry).toMatchObject({ ownerId: chen.id, customerId: made.id });
    expect(inquiry.offers.at(-1)).toMatchObject({ ownerId: chen.id, allocation: { why: 'customer' } });
  });

  test('at night it goes to who covers, and whoever is off duty is not charged', async () => {
    const night = '2026-11-25T14:00:00.000Z';
    await server.call(
      dutyApi.planShift,
      { userId: lin.id, on: '2026-11-25', from: '20:00', to: '23:00', note: '' },
      server.manager,
    );
    await server.travel(clock, night);
    const covered = await anInquiry(server);
    expect(covered.inquiry.ownerId).toBe(lin.id);
    expect(covered.offers[0]!.allocation!.scored.find((s) => s.userId === chen.id)!.out).toBe('cover_first');
    // Given to Chen by the manager, answered the next morning at half past nine.
    const { id, version: expectedVersion } = covered.inquiry;
    await server.call(inquiriesApi.assign, { id, expectedVersion, ownerId: chen.id, note: '' }, server.manager);
    await server.travel(clock, '2026-11-26T01:30:00.000Z');
    const { reply } = await answer(covered, chen);
    expect(reply.inquiry.firstResponse).toMatchObject({ elapsedMs: 11.5 * 3_600_000, workedMs: 30 * 60_000 });
    expect(reply.worked).toMatchObject({
      elapsedMinutes: 690,
      countedMinutes: 30,
      counted: [{ from: '2026-11-26T01:00:00.000Z' }],
    });
  });

  test('untouched at half the window it is offered to the next, told at four fifths and at the end, each once', async () => {
    const made = await anInquiry(server);
    const watch = server.running.app.get(WatchClocks);
    const at = async (h: number) => {
      await server.travel(clock, hours(h));
      await watch.look();
      return (await server.call(inquiriesApi.get, { id: made.inquiry.id }, server.manager)).reply;
    };
    expect((await at(11.9)).inquiry.escalated).toBe(0);
    const half = await at(24 + 0.1 - 12);
    expect(half.inquiry.escalated).toBe(50);
    expect(half.inquiry.ownerId).not.toBe(made.inquiry.ownerId);
    expect(half.offers).toHaveLength(2);
    const { version } = (await at(12.2)).inquiry;
    expect(version).toBe(half.inquiry.version);
    expect((await at(19.3)).inquiry.escalated).toBe(80);
    expect((await at(24.1)).inquiry).toMatchObject({ escalated: 100, ownerId: half.inquiry.ownerId });
    const facts = await server.db.query<{ name: string }[]>(
      `select name from feed_event where payload->'inquiry'->>'id' = $1 and name in ('inquiries.escalated', 'inquiries.response_breached') order by seq`,
      [made.inquiry.id],
    );
    expect(facts.map((f) => f.name)).toEqual([
      'inquiries.escalated',
      'inquiries.escalated',
      'inquiries.response_breached',
    ]);
  });

  test('a wait that is learned of late warns as if it had just come so far, once, and stays with whose it is', async () => {
    const told = async (id: string) =>
      (
        await server.db.query<{ escalated: number }[]>(
          `select (payload->'inquiry'->>'escalated')::int as escalated from feed_event
           where payload->'inquiry'->>'id' = $1 and name in ('inquiries.escalated', 'inquiries.response_breached') order by seq`,
          [id],
        )
      ).map((f) => f.escalated);
    const byHand = await anInquiry(server, { ownerId: lin.id, receivedAt: hours(-20) });
    expect(byHand.inquiry).toMatchObject({ escalated: 80, waitingSince: hours(-20) });
    const known = await anInquiry(server, { ownerId: lin.id, receivedAt: hours(-50) });
    await answer(known, lin);
    await server.travel(clock, hours(20));
    const late = (await answer(known, lin, { direction: 'in', at: hours(0.5) })).reply;
    expect(late.inquiry).toMatchObject({ escalated: 80, waitingSince: hours(0.5) });
    const missed = await anInquiry(server, { ownerId: lin.id, receivedAt: hours(-30) });
    await server.running.app.get(WatchClocks).look();
    expect([await told(known.inquiry.id), await told(missed.inquiry.id)]).toEqual([[80], []]);
    expect((await told(byHand.inquiry.id))[0]).toBe(80);
    expect((await server.call(inquiriesApi.get, { id: known.inquiry.id }, lin)).reply.inquiry.ownerId).toBe(lin.id);
  });

  test('many at once are shared out fairly, and each decision keeps what it weighed', async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => anInquiry(server)));
    const counts = [lin, chen].map((p) => many.filter((m) => m.inquiry.ownerId === p.id).length);
    expect(Math.abs(counts[0]! - counts[1]!)).toBeLessThanOrEqual(6);
    expect(new Set(many.map((m) => m.inquiry.no)).size).toBe(12);
    for (const m of many) expect(m.offers[0]!.allocation!.scored).toHaveLength(2);
  });

  test('where nobody can, it waits in the queue and is given when somebody comes on duty', async () => {
    const team = await server.team('三部');
    const solo = await server.person(['sales'], 'Solo', team);
    const office = (await server.call(calendarsApi.office, { teamId: team }, server.manager)).reply;
    const years = await server.call(
      dutyApi.enterLeave,
      {
        userId: solo.id,
        fromOn: '2026-11-25',
        fromTime: '00:00',
        toOn: '2026-11-26',
        toTime: '24:00',
        kind: 'leave',
        reason: '',
      },
      solo,
    );
    expect([office.calendar.zone, years.status]).toEqual(['Asia/Shanghai', 200]);
    const made = await anInquiry(server, { teamId: team });
    expect([made.inquiry.ownerId, made.offers[0]!.allocation!.why]).toEqual([null, 'nobody']);
    await server.travel(clock, '2026-11-27T02:00:00.000Z');
    await server.running.app.get(WatchClocks).look();
    expect((await server.call(inquiriesApi.get, { id: made.inquiry.id }, solo)).reply.inquiry.ownerId).toBe(solo.id);
  });
});

describe('what becomes of it', () => {
  const quality = {
    product: 'Hinges 4"',
    quantity: '20,000 pcs',
    destination: 'Hamburg',
    need: 'Chain of 40 shops, from March',
  };

  test('is qualified with all that a quotation asks for, and becomes an order with everything carried over', async () => {
    const contact = { name: 'Anna', email: `${crypto.randomUUID()}@neu.example`, phone: '' };
    const made = await anInquiry(server, { buyer: `Neu ${crypto.randomUUID()}`, contact, product: 'Hinges' });
    const { id, version: expectedVersion } = made.inquiry;
    const as = owner(made);
    const poor = await server.call(
      inquiriesApi.qualify,
      { id, expectedVersion, quality: { ...quality, quantity: ' ' } },
      as,
    );
    expect(poor.problem).toMatchObject({ code: 'inquiries.criteria_missing', missing: ['quantity'] });
    const good = (await server.call(inquiriesApi.qualify, { id, expectedVersion, quality }, as)).reply;
    expect(good.inquiry).toMatchObject({ status: 'qualified', qualifiedBy: as.id, quality });
    const none = await server.call(
      inquiriesApi.convert,
      { id, expectedVersion: good.inquiry.version, customerId: null, newCustomer: null },
      as,
    );
    expect(none.problem.code).toBe('customers.not_found');
    const newCustomer = { name: made.inquiry.buyer, country: 'DE', group: '' };
    const done = (
      await server.call(
        inquiriesApi.convert,
        { id, expectedVersion: good.inquiry.version, customerId: null, newCustomer },
        as,
      )
    ).reply;
    expect(done.card).toMatchObject({
      title: quality.product,
      stage: 'INQUIRY',
      customerName: made.inquiry.buyer,
      owners: { sales: as.id },
    });
    expect(done.inquiry.inquiry).toMatchObject({ status: 'converted', orderId: done.card.id });
    const customer = (await server.call(customersApi.get, { id: done.inquiry.inquiry.customerId! }, as)).reply;
    expect(customer.contacts).toMatchObject([contact]);
    // Whoever comes again is known.
    expect((await anInquiry(server, { contact })).inquiry).toMatchObject({ customerId: customer.id, ownerId: as.id });
  });

  test('two people at once: one is told what has become of it', async () => {
    const made = await anInquiry(server);
    const { id, version: expectedVersion } = made.inquiry;
    const both = await Promise.all(
      [lin, chen].map((to) =>
        server.call(inquiriesApi.assign, { id, expectedVersion, ownerId: to.id, note: '' }, server.manager),
      ),
    );
    const refused = both.filter((b) => b.status !== 200);
    for (const { problem } of refused) expect(problem.code).toMatch(/inquiries\.(stale|already_owned)/);
    expect(refused.length).toBeGreaterThan(0);
  });

  test('is not to be changed by whose it is not, and is nowhere to be found by another team', async () => {
    const made = await anInquiry(server, {
      buyer: 'Secret Buyer GmbH',
      contact: { name: 'Geheim', email: 'x@secret.example', phone: '' },
    });
    const colleague = owner(made) === lin ? chen : lin;
    expect((await answer(made, colleague)).problem.code).toBe('inquiries.not_yours');
    const stranger = await server.person(['sales'], 'Stranger', await server.team('四部'));
    const { id, version: expectedVersion } = made.inquiry;
    expect((await server.call(inquiriesApi.get, { id }, stranger)).problem.code).toBe('inquiries.not_found');
    expect((await answer(made, stranger)).problem.code).toBe('inquiries.not_found');
    expect((await server.call(inquiriesApi.release, { id, expectedVersion, note: '' }, stranger)).problem.code).toBe(
      'inquiries.not_found',
    );
    const list = { list: 'all', offset: 0, limit: 50 } as const;
    expect((await server.call(inquiriesApi.list, { ...list, q: 'secret' }, stranger)).reply).toMatchObject({
      inquiries: [],
      total: 0,
    });
    expect((await server.call(inquiriesApi.list, { ...list, teamId: server.teamId }, stranger)).problem.code).toBe(
      'people.team_not_found',
    );
    // A colleague who does not answer inquiries sees that it is there, but not who wrote what; nor finds it by a person's name.
    const clerk = await server.person(['documents'], 'Clerk');
    expect((await server.call(inquiriesApi.get, { id }, clerk)).reply).toMatchObject({ contact: null, messages: null });
    expect((await server.call(inquiriesApi.list, { ...list, q: 'geheim' }, clerk)).reply.total).toBe(0);
    expect((await server.call(inquiriesApi.list, { ...list, q: 'geheim' }, lin)).reply.total).toBe(1);
  });
});
