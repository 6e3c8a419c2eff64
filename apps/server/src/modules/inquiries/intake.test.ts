import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { intakeApi } from '@tallyboard/contracts/inquiry-intake';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';

const NOW = '2026-11-25T02:00:00.000Z';
const clock = new SetClock(NOW);
let server: TestServer;
let rep: Actor;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  rep = await server.person(['sales'], 'Rep');
});
afterAll(() => server.stop());
beforeEach(() => server.travel(clock, NOW));

const aSource = async (kind: 'form' | 'webhook') =>
  (await server.call(intakeApi.addSource, { name: `${kind} ${crypto.randomUUID()}`, kind }, server.manager)).reply;
const asked = (
  token: string,
  fields: Partial<InputOf<typeof intakeApi.receive>> = {},
): InputOf<typeof intakeApi.receive> => ({
  token,
  buyer: 'Hansen A/S',
  contact: { name: 'Lars', email: 'lars@hansen.example', phone: '' },
  country: 'DK',
  language: 'en',
  product: 'hinges',
  subject: '',
  message: `Please quote ${crypto.randomUUID()}`,
  website: '',
  ...fields,
});
const send = (input: InputOf<typeof intakeApi.receive>, headers = {}) =>
  server.call(intakeApi.receive, input, null, headers);
const count = async (): Promise<number> =>
  (await server.db.query<[{ n: number }]>('select count(*)::int as n from inquiry'))[0].n;
const facts = async (): Promise<number> =>
  (await server.db.query<[{ n: number }]>(`select count(*)::int as n from feed_event where name like 'inquiries.%'`))[0]
    .n;

describe('a form or another program', () => {
  test('sends an inquiry, which starts its clock and is given to somebody; nobody is signed in', async () => {
    const { token, source } = await aSource('form');
    expect((await server.call(intakeApi.form, { token }, null)).reply).toEqual({ organization: '测试', kind: 'form' });
    const { reply } = await send(asked(token));
    const list = await server.call(
      inquiriesApi.list,
      { list: 'waiting', sourceId: source.id, offset: 0, limit: 10 },
      rep,
    );
    expect(list.reply.inquiries).toMatchObject([
      {
        no: reply.no,
        sourceName: source.name,
        sourceKind: 'form',
        waitingSince: NOW,
        ownerId: rep.id,
        buyer: 'Hansen A/S',
      },
    ]);
    const sources = (await server.call(intakeApi.sources, {}, rep)).reply.sources;
    expect(sources.find((s) => s.id === source.id)).toMatchObject({ received: 1, lastAt: NOW });
  });

  test('delivers again and again, at once and later, and nothing changes', async () => {
    const { token } = await aSource('webhook');
    const once = asked(token, { externalId: 'alibaba-4711' });
    const first = await Promise.all(Array.from({ length: 8 }, () => send(once)));
    const [inquiries, told] = [await count(), await facts()];
    await server.travel(clock, '2026-12-20T02:00:00.000Z');
    const again = await send({ ...once, message: 'the same, rewritten by a gateway' });
    expect(new Set([...first, again].map((r) => `${r.status} ${r.reply.no}`)).size).toBe(1);
    expect([await count(), await facts()]).toEqual([inquiries, told]);
  });

  test('without a number of its own the same content is received once a day', async () => {
    const { token } = await aSource('webhook');
    const same = asked(token);
    const two = [(await send(same)).reply.no, (await send(same)).reply.no];
    expect(two[0]).toBe(two[1]);
    expect((await send({ ...same, message: `${same.message} please` })).reply.no).not.toBe(two[0]);
  });

  test('is refused by a token that is wrong, old, or switched off, in one and the same way', async () => {
    const { token, source } = await aSource('webhook');
    const renewed = await server.call(intakeApi.renewToken, { id: source.id, expectedVersion: 1 }, server.manager);
    const refusals = [await send(asked('x'.repeat(43))), await send(asked(token))];
    await server.call(intakeApi.changeSource, { id: source.id, expectedVersion: 2, active: false }, server.manager);
    refusals.push(await send(asked(renewed.reply.token)), await send(asked('short')));
    for (const { status, problem } of refusals)
      expect([status, problem.code]).toEqual([404, 'inquiries.source_not_found']);
    await server.call(intakeApi.changeSource, { id: source.id, expectedVersion: 3, active: true }, server.manager);
    expect((await send(asked(renewed.reply.token))).status).toBe(200);
    const [row] = await server.db.query<[{ is: boolean }]>(
      `select bool_or(position($1 in t::text) > 0) as is from (select s::text as t from inquiry_source s union all select a::text from audit a union all select c::text from command_log c) x`,
      [renewed.reply.token],
    );
    expect(row.is).toBe(false);
  });

  test('a machine that fills in everything is thanked and forgotten; a flood is slowed', async () => {
    const { token } = await aSource('form');
    const before = await count();
    expect((await send(asked(token, { website: 'https://spam.example' }))).reply).toEqual({ received: true, no: '' });
    expect(await count()).toBe(before);
    const many = [];
    for (let i = 0; i < 22; i += 1) many.push((await send(asked(token))).status);
    expect([many.filter((s) => s === 200).length, many.at(-1)]).toEqual([20, 429]);
    await server.travel(clock, '2026-11-25T02:11:00.000Z');
    expect((await send(asked(token))).status).toBe(200);
  });

  test.each(['form', 'webhook'] as const)('a %s that leaves nothing to answer to is refused', async (kind) => {
    const { token } = await aSource(kind);
    const before = await count();
    for (const contact of [undefined, {}, { name: 'Lars' }, { name: 'Lars', phone: '—' }])
      expect((await send(asked(token, { contact: contact as never }))).problem).toMatchObject({
        code: 'inquiries.no_way_to_answer',
        status: 422,
      });
    expect(await count()).toBe(before);
    for (const contact of [{ email: 'lars@hansen.example' }, { name: 'Lars', phone: '+45 33 12 00 00' }])
      expect((await send(asked(token, { contact: contact as never }))).status).toBe(200);
  });

  test('hostile text is kept as text', async () => {
    const { token, source } = await aSource('webhook');
    const buyer = `<img src=x onerror=alert(1)>'; drop table inquiry; --`;
    expect((await send(asked(token, { buyer }))).status).toBe(200);
    const list = await server.call(
      inquiriesApi.list,
      { list: 'all', sourceId: source.id, q: `x onerror`, offset: 0, limit: 10 },
      rep,
    );
    expect(list.reply.inquiries[0]!.buyer).toBe(buyer);
    for (const bad of [
      { buyer: 'a\u0000b' },
      { buyer: '' },
      { country: 'Denmark' },
      { contact: { name: '', email: 'no', phone: '' } },
    ])
      expect((await send(asked(token, bad))).problem.code).toBe('validation.failed');
  });
});

test('the token of a source is shown once: the same command again says so', async () => {
  const once = { 'idempotency-key': crypto.randomUUID() };
  const add = () => server.call(intakeApi.addSource, { name: 'Fair', kind: 'form' }, server.manager, once);
  const { source, token } = (await add()).reply;
  expect((await add()).problem).toMatchObject({ code: 'inquiries.token_shown_once', current: { id: source.id } });
  const again = { 'idempotency-key': crypto.randomUUID() };
  const renew = () =>
    server.call(intakeApi.renewToken, { id: source.id, expectedVersion: source.version }, server.manager, again);
  const { token: second } = (await renew()).reply;
  expect((await renew()).problem).toMatchObject({ code: 'inquiries.token_shown_once', current: { version: 2 } });
  expect([(await send(asked(token))).status, (await send(asked(second))).status]).toEqual([404, 200]);
});

describe('a sheet', () => {
  const SHEET = [
    'Buyer,Country,Language,Product,Message,Email,received_at,external_id',
    '"Rossi, S.p.A.",it,IT,locks,Buongiorno,a@rossi.example,2026-11-24T09:00:00Z,S-1',
    'Müller,DE,de,locks,Guten Tag,,,S-2',
    'Nobody,Denmark,de,locks,,no address,,S-3',
    'Late,DE,de,locks,Hello,,2027-01-01T00:00:00Z,S-4',
    'Müller,DE,de,locks,again,,,S-2',
  ].join('\n');
  const run = async (preview: boolean) =>
    (await server.call(intakeApi.importSheet, { csv: `\ufeff${SHEET}`, preview }, rep)).reply.rows.map((r) => [
      r.line,
      r.outcome,
      r.problems,
    ]);

  test('is shown first, brings in the good rows, and changes nothing when it comes again', async () => {
    const rows = [
      [2, 'new', []],
      [3, 'new', []],
      [4, 'refused', ['country', 'message', 'email']],
      [5, 'refused', ['received_at']],
      [6, 'known', []],
    ];
    const before = await count();
    expect(await run(true)).toEqual(rows);
    expect(await count()).toBe(before);
    expect(await run(false)).toEqual(rows);
    expect(await count()).toBe(before + 2);
    expect((await run(false)).map(([, outcome]) => outcome)).toEqual(['known', 'known', 'refused', 'refused', 'known']);
    expect(await count()).toBe(before + 2);
    const rossi = (await server.call(inquiriesApi.list, { list: 'all', q: 'rossi', offset: 0, limit: 5 }, rep)).reply
      .inquiries[0]!;
    expect(rossi).toMatchObject({ country: 'IT', language: 'it', waitingSince: '2026-11-24T09:00:00.000Z' });
  });

  test('that is none is refused', async () => {
    const refusal = async (csv: string) =>
      (await server.call(intakeApi.importSheet, { csv, preview: true }, rep)).problem;
    expect((await refusal('buyer\n"unclosed')).code).toBe('inquiries.sheet_unreadable');
    for (const csv of ['', 'a,b\n1,2']) expect((await refusal(csv)).code).toBe('inquiries.sheet_without_buyer');
    expect(await refusal(`buyer\n${'a\n'.repeat(2_001)}`)).toMatchObject({
      code: 'inquiries.sheet_too_long',
      rows: 2_001,
      mostRows: 2_000,
    });
    expect((await server.call(intakeApi.importSheet, { csv: 'buyer\n', preview: true }, rep)).reply.rows).toEqual([]);
  });
});
