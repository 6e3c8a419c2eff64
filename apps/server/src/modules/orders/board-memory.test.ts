import { customersApi } from '@tallyboard/contracts/customers';
import { FACTS } from '@tallyboard/contracts/facts';
import type { BoardSnapshot, PriceCard } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import type { Stage } from '@tallyboard/rules/orders/stages';
import { seededRandom, seedOfRun } from '@tallyboard/testkit/random';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Sequencer } from '../../platform/feeds/sequencer.js';
import { Tail } from '../../platform/feeds/tail.js';
import { TestServer } from '../../testing/test-server.js';
import { BoardMemory } from './board-memory.js';
import { aCustomer, anOrder } from './order.factory.js';
import { selectOrders } from './order-table.js';
import { Respace } from './respace.js';

let server: TestServer;
let other: TestServer;
let memory: BoardMemory;
beforeAll(async () => {
  server = await TestServer.start();
  other = await TestServer.start({ database: server.database });
  memory = server.running.app.get(BoardMemory);
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await other.stop(true);
  await server.stop();
});

const move = (card: Pick<PriceCard, 'id' | 'version'>, toStage: Stage, afterId: string | null = null, on = server) =>
  on.call(
    ordersApi.move,
    { id: card.id, expectedVersion: card.version, toStage, afterId, reason: 'mistake' },
    server.manager,
  );
/** A card on a board that this node remembers. */
async function known(): Promise<PriceCard> {
  const card = await anOrder(server);
  const moved = await move(card, 'QUOTED');
  await expect.poll(() => memory.holding(card.id)).not.toBeNull();
  return moved.reply.card as PriceCard;
}
const openOrders = () =>
  selectOrders(
    server.db.manager,
    `o.team_id = $1 and o.status <> 'cancelled' and o.stage not in ('CLOSED', 'LOST') order by o.rank`,
    [server.teamId],
  );

type Known = Pick<PriceCard, 'id' | 'version'>;
type Event = (card: Known, target: string, on: TestServer) => Promise<number>;
const target = ({ id, version }: Known) => ({ id, expectedVersion: version });
/** All that may happen to an order, one after the other; each tells the status of its last answer. */
const events: Record<string, Event> = {
  move: async (card, behind, on) => (await move(card, 'QUOTED', behind, on)).status,
  up: async (card, _, on) => (await move(card, 'NEGOTIATING', null, on)).status,
  edit: async (card, _, on) =>
    (await on.call(ordersApi.edit, { ...target(card), title: crypto.randomUUID() }, server.manager)).status,
  hold: async (card, _, on) => {
    const held = await on.call(ordersApi.hold, { ...target(card), reason: 'waits' }, server.manager);
    return (await on.call(ordersApi.resume, target(held.reply.card as PriceCard), server.manager)).status;
  },
  cancel: async (card, _, on) =>
    (await on.call(ordersApi.cancel, { ...target(card), reason: 'over' }, server.manager)).status,
  lose: async (card, _, on) => {
    const lost = await on.call(ordersApi.lose, { ...target(card), reason: 'price' }, server.manager);
    return (await on.call(ordersApi.reopen, target(lost.reply.card as PriceCard), server.manager)).status;
  },
  undo: async (card, behind, on) => {
    const moved = await move(card, 'PI_SIGNED', behind, on);
    const { commandId } = moved.reply;
    return (await on.call(ordersApi.undo, { id: card.id, commandId }, server.manager)).status;
  },
  create: async (_, __, on) => ((await anOrder(on)).id ? 200 : 0),
  rename: async (card, _, on) => {
    const customerId = await aCustomer(on);
    await on.call(ordersApi.edit, { ...target(card), customerId }, server.manager);
    const name = `Renamed ${crypto.randomUUID()}`;
    return (await on.call(customersApi.change, { id: customerId, expectedVersion: 1, name }, server.manager)).status;
  },
  settings: async (_, __, on) => {
    const { settings } = await board();
    const input = { ...settings, teamId: server.teamId, expectedVersion: settings.version, version: undefined };
    delete input.version;
    return (await on.call(ordersApi.settings, input, server.manager)).status;
  },
  respace: async (card, _, on) => {
    await server.db.query(`update trade_order set rank = rank || repeat('z', 60) where id = $1`, [card.id]);
    await on.running.app.get(Respace).run(server.teamId);
    return 200;
  },
};
const board = async (): Promise<BoardSnapshot> =>
  (await server.call(ordersApi.board, { teamId: server.teamId }, server.manager)).reply as BoardSnapshot;
/** From here on this node hears nothing of what another writes. */
const deafen = () => vi.spyOn(server.running.app.get(Sequencer), 'hint').mockResolvedValue();

test('a board on which something was moved is remembered, and the next move is decided on that', async () => {
  const card = await known();
  const [held, loads] = [vi.spyOn(memory, 'held'), vi.spyOn(memory, 'wrote')];
  const { status, reply } = await move(card, 'NEGOTIATING');
  expect([status, held.mock.calls.length, loads.mock.calls.length]).toEqual([200, 1, 0]);
  expect(reply.card).toMatchObject({ stage: 'NEGOTIATING', version: 3 });
});

test('whatever happens to a board, it is remembered as it stands in the database', async () => {
  const seed = seedOfRun();
  console.log(`SEED=${seed}`);
  const random = seededRandom(seed);
  const held = vi.spyOn(memory, 'held');
  for (let i = 0; i < 6; i += 1) await known();
  for (let round = 0; round < 6; round += 1) {
    for (const does of random.shuffle(Object.values(events))) {
      // As the database has it: a board may not have heard yet of what the other node did.
      const [card, behind] = random.shuffle((await openOrders()).filter((o) => o.status === 'active'));
      expect(await does(card!, behind!.id, random.pick([server, other]))).toBe(200);
    }
  }
  expect(held.mock.calls.length).toBeGreaterThan(5);
  await known();
  const rows = await openOrders();
  const standing = memory.holding(rows[0]!.id)!;
  expect(rows.map((row) => standing.board.order(row.id))).toEqual(rows);
  expect(rows.map(({ id }) => standing.board.gap('', id))).toEqual(
    rows.map(({ rank }, i) => ({ before: rank, after: rows[i + 1]?.rank ?? null })),
  );
  const told = await server.db.query<{ name: string }[]>(
    `select distinct name from feed_event where name like 'orders.%'`,
  );
  const never = ['orders.joined', 'orders.left'];
  expect(told.map((t) => t.name).sort()).toEqual(
    Object.keys(FACTS)
      .filter((name) => name.startsWith('orders.') && !never.includes(name))
      .sort(),
  );
});

test('what was loaded is known to the board before the next batch begins', async () => {
  const card = await known();
  const wrote = memory.wrote.bind(memory);
  const knows: unknown[] = [];
  vi.spyOn(memory, 'wrote').mockImplementation((facts) => {
    wrote(facts);
    knows.push(memory.holding(card.id)?.board.order(card.id)?.stage);
  });
  // Behind a card that is not there: only the database can tell.
  await move(card, 'NEGOTIATING', crypto.randomUUID());
  expect(knows).toEqual(['NEGOTIATING']);
});

test('of a database that was set back nothing is remembered', async () => {
  const card = await known();
  const tail = server.running.app.get(Tail);
  const { epoch } = tail;
  tail.epoch = 'another';
  expect(memory.holding(card.id)).toBeNull();
  tail.epoch = epoch;
  const moved = await move(card, 'NEGOTIATING');
  await expect.poll(() => memory.holding(card.id)?.board.order(card.id)?.version).toBe(3);
  expect(moved.status).toBe(200);
});

test('a board that is wrong without having been behind is read anew', async () => {
  const [card, another] = [await known(), await known()];
  // What follows from the moves is told by now: that would be something to learn.
  await server.settled();
  await new Promise((go) => setTimeout(go, 200));
  await server.db.query('update trade_order set version = version + 7 where id = any($1)', [[card.id, another.id]]);
  const codes: string[] = [];
  for (let i = 0; i < 2; i += 1) {
    codes.push((await move(card, 'NEGOTIATING')).problem.code);
    await new Promise((go) => setTimeout(go, 300));
  }
  expect(codes).toEqual(['orders.stale', 'orders.stale']);
  expect((await move({ ...card, version: card.version + 7 }, 'NEGOTIATING')).status).toBe(200);
  await expect.poll(() => memory.holding(another.id)?.board.order(another.id)?.version).toBe(another.version + 7);
});

test('an order that is made while its customer is renamed bears the name that the customer has', async () => {
  const customerId = await aCustomer(server);
  const names = ['Renamed once', 'Renamed twice', 'Renamed again'];
  for (const [i, name] of names.entries()) {
    const rename = () =>
      server.call(customersApi.change, { id: customerId, expectedVersion: i + 1, name }, server.manager);
    const [made, renamed] = await Promise.all([anOrder(server, { customerId }), rename()]);
    expect(renamed.status).toBe(200);
    const [{ told }] = await server.db.query<[{ told: string }]>(
      `select payload->'order'->>'customerName' as told from feed_event where payload->'order'->>'id' = $1 order by seq desc limit 1`,
      [made.id],
    );
    expect(told).toBe(name);
  }
});

test('a limit that another node has set holds, before this one has heard of it', async () => {
  const card = await known();
  deafen();
  const { settings } = await board();
  const column = settings.stages.find((s) => s.code === 'PI_SIGNED')!.columnId;
  const limited = (wipLimit: number | null) =>
    settings.columns.map((c) => (c.id === column ? { ...c, wipLimit, wipHard: wipLimit !== null } : c));
  const save = (expectedVersion: number, wipLimit: number | null) =>
    other.call(
      ordersApi.settings,
      { teamId: server.teamId, expectedVersion, stages: settings.stages, columns: limited(wipLimit) },
      server.manager,
    );
  const saved = await save(settings.version, 1);
  const first = (await move(await anOrder(other), 'PI_SIGNED', null, other)).status;
  const doubt = vi.spyOn(memory, 'doubt');
  const second = await move(card, 'PI_SIGNED');
  await save(saved.reply.version, null);
  expect([saved.status, first, second.status, second.problem.code]).toEqual([200, 200, 409, 'orders.wip_limit']);
  expect(doubt).toHaveBeenCalledOnce();
});

test('cards that another node has put elsewhere are where it put them', async () => {
  const [card, target] = [await known(), await known()];
  deafen();
  const doubt = vi.spyOn(memory, 'doubt');
  await server.db.query(`update trade_order set rank = rank || repeat('z', 60) where id = $1`, [target.id]);
  await other.running.app.get(Respace).run(server.teamId);
  expect((await move(card, 'NEGOTIATING', target.id)).status).toBe(200);
  expect(doubt).toHaveBeenCalledOnce();
  const order = (await board()).cards.map((c) => c.id);
  expect(order.indexOf(card.id)).toBe(order.indexOf(target.id) + 1);
});

test('a version that this node has not heard of is moved as the other node left it', async () => {
  const card = await known();
  deafen();
  const edited = await other.call(
    ordersApi.edit,
    { id: card.id, expectedVersion: card.version, title: 'Another title' },
    server.manager,
  );
  expect((await move(edited.reply.card as PriceCard, 'NEGOTIATING')).status).toBe(200);
  const [{ title }] = await server.db.query<[{ title: string }]>(
    `select payload->'before'->>'title' as title from feed_event where payload->'order'->>'id' = $1 order by seq desc limit 1`,
    [card.id],
  );
  expect(title).toBe('Another title');
});

test('a command that is repeated is answered as before, and nothing is doubted', async () => {
  const card = await known();
  const doubt = vi.spyOn(memory, 'doubt');
  const key = { 'idempotency-key': crypto.randomUUID() };
  const input = { id: card.id, expectedVersion: card.version, toStage: 'NEGOTIATING' as const, afterId: null };
  const answers = [
    await server.call(ordersApi.move, input, server.manager, key),
    await server.call(ordersApi.move, input, server.manager, key),
  ];
  expect(answers.map((a) => [a.status, a.reply])).toEqual([
    [200, answers[0]!.reply],
    [200, answers[0]!.reply],
  ]);
  expect(doubt).not.toHaveBeenCalled();
});
