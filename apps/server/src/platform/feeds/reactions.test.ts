import { ordersApi } from '@tallyboard/contracts/orders';
import { platformApi } from '@tallyboard/contracts/platform';
import { pointsApi } from '@tallyboard/contracts/points';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOrder } from '../../modules/orders/order.factory.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { Metrics } from '../ops/metrics.js';

let server: TestServer;
let owner: pg.Client;
let rep: Actor;
let cursed: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
  cursed = await server.person(['sales'], 'Cursed');
  owner = new pg.Client(server.database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

async function securedOf(sales: string): Promise<string> {
  const owners = { sales, documents: null, logistics: null };
  const card = await anOrder(server, { owners, stage: 'PI_SIGNED', currency: 'USD', amountMinor: 1_200_000 });
  const move = { id: card.id, expectedVersion: card.version, toStage: 'SECURED' as const, afterId: null };
  expect((await server.call(ordersApi.move, move, server.manager)).status).toBe(200);
  return card.id;
}
const rulesOf = async (orderId: string): Promise<string[]> =>
  (await server.call(pointsApi.ofOrder, { orderId }, server.manager)).reply.entries.map((e) => e.ruleId).sort();
const metric = (): Promise<string> =>
  server.running.app.get(Metrics).registry.getSingleMetricAsString('reaction_parked_facts');

test('a fact whose effect keeps failing parks its subject; others go on; an admin sees it and tries again', async () => {
  await owner.query(`create function curse() returns trigger language plpgsql as $$ begin raise exception 'cursed'; end $$;
    create trigger curse before insert on ledger_txn for each row when (new.owner_id = '${cursed.id}') execute function curse()`);
  const [bad, good] = [await securedOf(cursed.id), await securedOf(rep.id)];
  const { no } = (await server.call(ordersApi.get, { id: bad }, server.manager)).reply;
  await server.settled();
  expect([await rulesOf(bad), await rulesOf(good)]).toEqual([[], ['ORD-01', 'ORD-02']]);
  const { parked } = (await server.call(platformApi.parked, {}, server.manager)).reply;
  expect(parked).toMatchObject([
    {
      reaction: 'points',
      subject: bad,
      error: 'cursed',
      sqlState: 'P0001',
      order: { id: bad, no, teamId: server.teamId },
    },
  ]);
  expect(await metric()).toMatch(/reaction_parked_facts [1-9]/);

  const again = { reaction: 'points', subject: bad };
  expect((await server.call(platformApi.retryParked, again, server.manager)).problem.code).toBe(
    'platform.still_parked',
  );
  // What stopped it this time is what stands there.
  await owner.query(
    `create or replace function curse() returns trigger language plpgsql as $$ begin raise exception 'hexed'; end $$`,
  );
  await server.call(platformApi.retryParked, again, server.manager);
  const [still] = (await server.call(platformApi.parked, {}, server.manager)).reply.parked;
  expect([still!.error, still!.facts, still!.since]).toEqual(['hexed', parked[0]!.facts, parked[0]!.since]);
  await owner.query('drop trigger curse on ledger_txn');
  const both = await Promise.all([1, 2].map(() => server.call(platformApi.retryParked, again, server.manager)));
  // Of two admins at once one sees it follow, the other that nothing waits any more; nothing is paid twice.
  expect(both.map((b) => b.reply.facts).sort()).toEqual([0, parked[0]!.facts]);
  expect(await rulesOf(bad)).toEqual(['ORD-01', 'ORD-02']);
  expect((await server.call(platformApi.parked, {}, server.manager)).reply.parked).toEqual([]);
  expect(await metric()).toMatch(/reaction_parked_facts 0/);
  expect((await server.call(platformApi.parked, {}, rep)).status).toBe(403);
  expect((await server.call(platformApi.retryParked, again, rep)).status).toBe(403);
  const unknown = { reaction: 'nothing', subject: bad };
  expect((await server.call(platformApi.retryParked, unknown, server.manager)).problem.code).toBe('request.not_found');
});
