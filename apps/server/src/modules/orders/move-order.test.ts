import { ordersApi } from '@tallyboard/contracts/orders';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scaled } from '../../testing/chaos/scale.js';
import { tell } from '../../testing/chaos/tell.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { aCustomer, anOrder } from './order.factory.js';

let server: TestServer;
let lin: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  lin = await server.person(['sales'], 'Lin');
});
afterAll(() => server.stop());

const move = (card: PriceCard, toStage: PriceCard['stage'], as = server.manager, more: object = {}, headers = {}) =>
  server.call(
    ordersApi.move,
    { id: card.id, expectedVersion: card.version, toStage, afterId: null, ...more },
    as,
    headers,
  );

describe('a move', () => {
  test('changes the stage and the version, and is a fact', async () => {
    const card = await anOrder(server);
    const { status, reply } = await move(card, 'QUOTED');
    expect(status).toBe(200);
    expect(reply.card).toMatchObject({ stage: 'QUOTED', version: 2 });
    const [fact] = await server.db.query(
      `select name, payload->'before'->>'stage' as was from feed_event where payload->'order'->>'id' = $1 order by seq desc limit 1`,
      [card.id],
    );
    expect(fact).toEqual({ name: 'orders.moved', was: 'INQUIRY' });
  });

  test('on an old version is refused with the order as it is and whose doing it was', async () => {
    const card = await anOrder(server);
    await move(card, 'QUOTED', lin);
    const { status, problem } = await move(card, 'NEGOTIATING');
    expect(status).toBe(409);
    expect(problem).toMatchObject({
      code: 'orders.stale',
      current: { stage: 'QUOTED', version: 2 },
      changed: { by: lin.id, name: 'orders.moved' },
    });
  });

  test('repeated among others that are new: it is answered as before, and each of them is moved', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => anOrder(server)));
    const key = { 'idempotency-key': crypto.randomUUID() };
    const before = await move(first!, 'QUOTED', server.manager, {}, key);
    const answers = await Promise.all([
      ...others.slice(0, 3).map((card) => move(card, 'QUOTED')),
      move(first!, 'QUOTED', server.manager, {}, key),
      ...others.slice(3).map((card) => move(card, 'QUOTED')),
    ]);
    expect(answers.map((a) => a.status)).toEqual(Array<number>(8).fill(200));
    expect(answers[3]!.reply).toEqual(before.reply);
    const [{ n }] = await server.db.query<[{ n: number }]>(
      `select count(*)::int as n from feed_event where payload->'order'->>'id' = any($1) and name = 'orders.moved'`,
      [[first!, ...others].map((c) => c.id)],
    );
    expect(n).toBe(8);
  });

  test('repeated with its id is answered the same, once done; the id with another body is refused', async () => {
    const card = await anOrder(server);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => move(card, 'QUOTED', server.manager, {}, key)));
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((a) => JSON.stringify(a.reply))).size).toBe(1);
    const [{ n }] = await server.db.query(
      `select count(*)::int as n from feed_event where payload->'order'->>'id' = $1 and name = 'orders.moved'`,
      [card.id],
    );
    expect(n).toBe(1);
    expect((await move(card, 'NEGOTIATING', server.manager, {}, key)).problem.code).toBe('request.key_reused');
  });

  test('backwards asks for a reason', async () => {
    const card = await anOrder(server, { stage: 'NEGOTIATING' });
    expect((await move(card, 'QUOTED')).problem.code).toBe('orders.reason_required');
    expect((await move(card, 'QUOTED', server.manager, { reason: 'customer_change' })).status).toBe(200);
  });

  test('out of another lane is not for a sales rep', async () => {
    const card = await anOrder(server, { stage: 'PRODUCTION' });
    const { status, problem } = await move(card, 'INSPECTED', lin);
    expect([status, problem.code]).toEqual([403, 'orders.lane_not_yours']);
  });

  test("of another team's order finds nothing", async () => {
    const other = await server.team('二部');
    const stranger = await server.person(['sales'], 'Stranger', other);
    const card = await anOrder(server);
    expect((await move(card, 'QUOTED', stranger)).problem.code).toBe('orders.not_found');
  });

  test('into a column at its hard limit is refused, and two drops never share the last place', async () => {
    const team = await server.team('三部');
    const boss = await server.person(['manager'], 'Boss', team);
    const customerId = await aCustomer(server);
    const settings = (await server.call(ordersApi.board, { teamId: team }, boss)).reply.settings;
    const column = settings.stages.find((s) => s.code === 'QUOTED')!.columnId;
    await server.call(
      ordersApi.settings,
      {
        teamId: team,
        expectedVersion: settings.version,
        stages: settings.stages,
        columns: settings.columns.map((c) => (c.id === column ? { ...c, wipLimit: 3, wipHard: true } : c)),
      },
      boss,
    );
    const cards = await Promise.all(Array.from({ length: 12 }, () => anOrder(server, { customerId }, boss)));
    const answers = await Promise.all(cards.map((c) => move(c, 'QUOTED', boss)));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(3);
    expect(new Set(answers.filter((a) => a.status !== 200).map((a) => a.problem.code))).toEqual(
      new Set(['orders.wip_limit']),
    );
  });
});

test(
  'P3: of two people moving one card, exactly one moves it, time and again, and no update is lost',
  async (context) => {
    const pairs = scaled(1_000, 10_000);
    const customerId = await aCustomer(server);
    let card = await anOrder(server, { customerId });
    for (let pair = 0; pair < pairs; pair += 1) {
      const toStage = card.stage === 'INQUIRY' ? 'QUOTED' : 'INQUIRY';
      const answers = await Promise.all([
        move(card, toStage, server.manager, { reason: 'mistake' }),
        move(card, toStage, lin, { reason: 'mistake' }),
      ]);
      const won = answers.filter((a) => a.status === 200);
      const lost = answers.filter((a) => a.status === 409);
      if (won.length !== 1 || lost.length !== 1)
        expect.unreachable(`pair ${pair}: ${answers.map((a) => a.status).join(' and ')}`);
      card = won[0]!.reply.card as PriceCard;
      expect(lost[0]!.problem['current']).toEqual(card);
    }
    tell(context, 'P3', { pairs, 'version at the end': card.version });
    expect(card.version).toBe(pairs + 1);
  },
  scaled(120_000, 1_200_000),
);

test('fifty drops into one gap at once leave no rank twice, and everybody behind the card they were dropped on', async () => {
  const customerId = await aCustomer(server);
  const anchor = await anOrder(server, { customerId });
  const cards = await Promise.all(Array.from({ length: 50 }, () => anOrder(server, { customerId })));
  const answers = await Promise.all(cards.map((c) => move(c, 'INQUIRY', server.manager, { afterId: anchor.id })));
  expect(answers.every((a) => a.status === 200)).toBe(true);
  const rows = await server.db.query<{ id: string; rank: string }[]>(
    'select id, rank from trade_order where team_id = $1 order by rank',
    [server.teamId],
  );
  expect(new Set(rows.map((r) => r.rank)).size).toBe(rows.length);
  const at = (id: string): number => rows.findIndex((r) => r.id === id);
  expect(cards.every((c) => at(c.id) > at(anchor.id))).toBe(true);
});
