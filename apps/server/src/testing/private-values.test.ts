import { customersApi } from '@tallyboard/contracts/customers';
import { dutyApi } from '@tallyboard/contracts/duty';
import { type Endpoint, requestOf } from '@tallyboard/contracts/endpoint';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import { rewardsApi } from '@tallyboard/contracts/rewards';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Logger } from '../platform/ops/logger.js';
import { Recorder } from './recorder.js';
import { CALLS } from './requests.js';
import type { Things } from './things.js';
import type { Actor, TestServer } from './test-server.js';
import { type Side, someThings, TwoTeams } from './two-teams.js';

/**
 * Promise P22. Values that occur nowhere else are planted; everybody follows the feeds while orders come and go, and asks for everything
 * there is. Every byte that comes back is kept, and must not hold what the reader has no right to.
 */
const AMOUNT = 918_273_645;
const LATER = 827_364_519;
/** What a reward is worth, in CNY; and what the team may give a month. */
const WORTH = 684_317;
const BUDGET = 845_162;
const DETAIL = 'phone-canary-4711';
let usd: string[] = [];
const CANARIES = {
  price: () =>
    [AMOUNT, LATER].flatMap((n) => [String(n), `${String(n).slice(0, -2)}.${String(n).slice(-2)}`]).concat(usd),
  /** Texts people typed about an order. */
  text: () => ['TitleCanary', 'PlaceCanary', 'ReasonCanary', 'NoteCanary', 'SheetGoodsCanary'],
  customer: () => ['BuyerCanary', 'SheetBuyerCanary'],
  contact: () => ['ContactCanary', 'contact.canary@example.com', DETAIL],
  /** Why somebody is away. */
  away: () => ['AwayCanary'],
  reward: () => [String(WORTH), String(BUDGET)],
  email: () => ['victim.canary@example.com'],
  session: () => ['AgentCanary'],
  /** Nobody, ever. */
  secret: () => ['HashCanary', ...tokens],
};
type Kind = keyof typeof CANARIES;
const tokens: string[] = [];

type Reader = { as: Actor | null; side: Side; without: readonly Kind[]; wire: Recorder; socket: Socket | null };
let teams: TwoTeams;
let server: TestServer;
let things: Things;
const readers = new Map<string, Reader>();
const log: string[] = [];

const through = async (wire: Recorder, e: Endpoint, input: Record<string, unknown>, as: Actor | null) => {
  const { path, body } = requestOf(e, input);
  const res = await fetch(wire.url + path, {
    method: e.method,
    headers: {
      'content-type': 'application/json',
      // As it is: a zipped secret is none that we could find.
      'accept-encoding': 'identity',
      ...(as && { cookie: as.cookie }),
      ...(e.command && { 'idempotency-key': crypto.randomUUID() }),
    },
    ...(body !== null && { body }),
  });
  await res.text();
};

async function follow(reader: Reader): Promise<void> {
  if (!reader.as) return;
  const socket = io(reader.wire.url, {
    transports: ['websocket'],
    extraHeaders: { cookie: reader.as.cookie },
    forceNew: true,
  });
  reader.socket = socket;
  const epoch = await server.epoch();
  for (const teamId of new Set([teams.home.teamId, reader.side.teamId]))
    await socket.emitWithAck('subscribe', { feed: `team:${teamId}`, epoch, since: 0 });
}

/** What happens while everybody looks on. */
async function work(): Promise<void> {
  const { manager } = teams.home;
  const does = async <E extends Endpoint>(e: E, input: Parameters<typeof server.call<E>>[1]): Promise<PriceCard> => {
    const { status, reply, problem } = await server.call(e, input, manager);
    if (status !== 200) throw new Error(`${e.path}: ${problem.code}`);
    return (reply as { card: PriceCard }).card;
  };
  const { customerId, personId: userId } = things;
  const day = { fromOn: '2026-11-24', fromTime: '00:00', toOn: '2026-11-24', toTime: '24:00' };
  await does(dutyApi.enterLeave, { userId, ...day, kind: 'sick', reason: 'AwayCanary' });
  // In force while somebody is rewarded, and no longer when the readers are: their own they may read.
  const promise = (expectedVersion: number, value: number) =>
    does(rewardsApi.setPolicy, {
      expectedVersion,
      budget: { voucher: BUDGET, leave: 8 },
      worth: { 'MIL-01': { kind: 'voucher', value }, 'MIL-02': { kind: 'leave', value: 4 } },
    });
  await promise(0, WORTH);
  const newcomer = await server.person(['sales'], 'Newcomer', teams.home.teamId);
  const owners = { sales: newcomer.id, documents: null, logistics: null };
  const first = await does(ordersApi.create, { customerId, stage: 'PI_SIGNED', owners });
  await does(ordersApi.move, { id: first.id, expectedVersion: 1, toStage: 'SECURED', afterId: null });
  await server.settled();
  await promise(1, 1);
  let card = await does(ordersApi.create, {
    customerId,
    stage: 'INQUIRY',
    currency: 'EUR',
    amountMinor: AMOUNT,
    title: 'TitleCanary',
    place: 'PlaceCanary',
    owners: { sales: things.personId, documents: null, logistics: null },
  });
  const at = () => ({ id: card.id, expectedVersion: card.version });
  card = await does(ordersApi.edit, { ...at(), amountMinor: LATER });
  card = await does(ordersApi.edit, { ...at(), amountMinor: AMOUNT });
  card = await does(ordersApi.move, { ...at(), toStage: 'SECURED', afterId: null });
  card = await does(ordersApi.move, {
    ...at(),
    toStage: 'QUOTED',
    afterId: null,
    reason: 'mistake',
    note: 'NoteCanary',
  });
  const last = crypto.randomUUID();
  const moved = await server.call(ordersApi.move, { ...at(), toStage: 'SECURED', afterId: null }, manager, {
    'idempotency-key': last,
  });
  card = moved.reply.card as PriceCard;
  card = await does(ordersApi.undo, { id: card.id, commandId: last });
  card = await does(ordersApi.hold, { ...at(), reason: 'ReasonCanary' });
  card = await does(ordersApi.resume, at());
  card = await does(ordersApi.cancel, { ...at(), reason: 'ReasonCanary' });
  card = await does(ordersApi.reopen, at());
  card = await does(ordersApi.lose, { ...at(), reason: 'price', note: 'NoteCanary' });
  card = await does(ordersApi.reopen, at());
  card = await does(ordersApi.move, { ...at(), toStage: 'SECURED', afterId: null });
  const sheet = `Order no,Customer,Country,Goods,Currency,Amount\nSHEET-1,SheetBuyerCanary,Germany,SheetGoodsCanary,USD,${LATER / 100}\n`;
  await does(ordersApi.importRun, { fileName: 'x.csv', contentBase64: Buffer.from(sheet).toString('base64') });
  await does(ordersApi.setRate, { currency: 'EUR', usdPerUnit: '1.19', asOf: '2026-11-21' });
  await server.settled();
  const amounts = await server.db.query<{ n: string }[]>(
    `select distinct (payload->'order'->>'amountUsdMinor') as n from feed_event where payload->'order'->>'amountMinor' = any($1)`,
    [[String(AMOUNT), String(LATER)]],
  );
  // In cents, as a sheet writes it, and in the whole dollars that points are explained by.
  usd = amounts.flatMap(({ n }) => [n, n.slice(0, -2)]);
  const [entry] = await server.db.query<{ id: string }[]>(
    'select id from ledger_txn where order_id = $1 and reverses_id is null order by at desc limit 1',
    [card.id],
  );
  Object.assign(things, { orderId: card.id, orderVersion: 1, securedId: card.id, entryId: entry!.id });
}

beforeAll(async () => {
  teams = await TwoTeams.start({ logger: new Logger('debug', { write: (line) => void log.push(line) }) });
  server = teams.server;
  const { home, away } = teams;
  things = await someThings(server, home.manager, home.things);
  const contacts = [{ name: 'ContactCanary', email: 'contact.canary@example.com', phone: DETAIL, title: 'Buyer' }];
  await server.call(
    customersApi.change,
    { id: things.customerId, expectedVersion: 1, name: 'BuyerCanary', contacts },
    home.manager,
  );
  await server.db.query('update app_user set email = $2, password_hash = $3 where id = $1', [
    things.personId,
    'victim.canary@example.com',
    'argon2id$HashCanary',
  ]);
  await server.db.query(`update access_token set agent = 'AgentCanary' where user_id = $1`, [home.manager.id]);
  const add = async (name: string, side: Side, as: Actor | null, without: readonly Kind[]): Promise<void> => {
    readers.set(name, { as, side, without, wire: await Recorder.start(server.url), socket: null });
  };
  const everything = Object.keys(CANARIES) as Kind[];
  await add('nobody', home, null, everything);
  await add('the wall', home, home.actors.get('wall')!, everything);
  await add('logistics, who sees no price', home, home.actors.get('logistics')!, [
    'price',
    'away',
    'reward',
    'email',
    'session',
    'secret',
  ]);
  await add('sales', home, home.actors.get('sales')!, ['away', 'reward', 'email', 'session', 'secret']);
  // Customers are found by the whole company (decision 10).
  await add('the manager of another team', away, away.manager, [
    'price',
    'text',
    'contact',
    'away',
    'reward',
    'email',
    'session',
    'secret',
  ]);
  await add('logistics of another team', away, away.actors.get('logistics')!, [
    'price',
    'text',
    'contact',
    'away',
    'reward',
    'email',
    'session',
    'secret',
  ]);
  await add('the wall of another team', away, away.actors.get('wall')!, everything);
  await add('the manager', home, home.manager, ['session', 'secret']);
  await add('the admin', home, home.actors.get('admin')!, ['secret']);
  // What opens doors: everybody's cookie but one's own, which is never sent back either.
  for (const side of [home, away])
    for (const actor of side.actors.values()) if (actor) tokens.push(actor.cookie.split('=')[1]!);

  for (const reader of readers.values()) await follow(reader);
  await work();
  for (const { wire, as, side } of readers.values()) {
    for (const { endpoint, input } of CALLS.filter((c) => c.name !== 'DELETE /session')) {
      // Commands at an old version: the refusal holds the order as it is now.
      if (endpoint.method === 'GET' || endpoint.command) await through(wire, endpoint, input(things), as);
      if (endpoint.method === 'GET') await through(wire, endpoint, input(side.things), as);
    }
    await through(wire, ordersApi.export, { locale: 'zh-CN' }, as);
    const cookie = as ? { cookie: as.cookie } : undefined;
    for (const path of ['/metrics', '/readyz', '/api/docs', '/api/v1/nowhere', '/nowhere', '/assets/nowhere.js'])
      await (await fetch(wire.url + path, { headers: { 'accept-encoding': 'identity', ...cookie } })).text();
  }
}, 120_000);
afterAll(async () => {
  for (const { wire, socket } of readers.values()) {
    socket?.close();
    wire.stop();
  }
  await server.stop();
});

const found = (text: string, kind: Kind): string[] => CANARIES[kind]().filter((c) => text.includes(c));

describe('what nobody may read is in nothing that is sent to them', () => {
  test.each([
    'nobody',
    'the wall',
    'logistics, who sees no price',
    'sales',
    'the manager of another team',
    'logistics of another team',
    'the wall of another team',
    'the manager',
    'the admin',
  ])('%s', (name) => {
    const { wire, without } = readers.get(name)!;
    const text = wire.text();
    expect(text.length).toBeGreaterThan(20_000);
    expect(without.map((kind) => [kind, found(text, kind)])).toEqual(without.map((kind) => [kind, []]));
  });

  test('the log, down to every request', () => {
    const text = log.join('');
    expect(log.length).toBeGreaterThan(300);
    for (const kind of Object.keys(CANARIES) as Kind[]) expect([kind, found(text, kind)]).toEqual([kind, []]);
  });
});

test('and it would have been found: whoever has the right is sent all of it', () => {
  const told = readers.get('the manager')!.wire.text();
  for (const kind of ['text', 'customer', 'contact', 'away', 'reward', 'email'] as const)
    expect(found(told, kind)).toEqual(CANARIES[kind]());
  expect(found(told, 'price').length).toBeGreaterThanOrEqual(6);
  expect(found(readers.get('the admin')!.wire.text(), 'session')).toEqual(['AgentCanary']);
  expect(found(readers.get('logistics, who sees no price')!.wire.text(), 'contact')).toEqual(CANARIES.contact());
  // By the feed alone, too.
  expect(told).toMatch(new RegExp(`"orders\\.created"[^\\n]*"amountMinor":${AMOUNT}`));
});

test('a statement that fails is told without its values: not in the answer, not in the log', async () => {
  const owner = new pg.Client(server.database.url);
  await owner.connect();
  await owner.query(`alter table contact add constraint no_phone check (phone = '') not valid`);
  const before = log.length;
  const { status, problem } = await server.call(
    customersApi.change,
    {
      id: things.customerId,
      expectedVersion: 2,
      contacts: [{ name: 'ContactCanary', email: 'contact.canary@example.com', phone: DETAIL, title: '' }],
    },
    teams.home.manager,
  );
  await owner.query('alter table contact drop constraint no_phone');
  await owner.end();
  expect([status, problem.code]).toEqual([500, 'internal']);
  expect(Object.keys(problem).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
  const told = log.slice(before).join('');
  expect(told).toContain(problem.requestId);
  expect(told).toContain('violates check constraint \\"no_phone\\"');
  expect(found(told, 'contact')).toEqual([]);
});
