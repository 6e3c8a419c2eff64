import { ordersApi } from '@tallyboard/contracts/orders';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Metrics } from '../../platform/ops/metrics.js';
import { TestServer } from '../../testing/test-server.js';
import { anOrder } from '../orders/order.factory.js';
import { LedgerCheck } from './ledger-check.js';

let server: TestServer;
let check: LedgerCheck;
/** The owner of the database: the application itself may not write the ledger over. */
let owner: pg.Client;
beforeAll(async () => {
  server = await TestServer.start();
  check = server.running.app.get(LedgerCheck);
  owner = new pg.Client(server.database.url);
  await owner.connect();
  const rep = await server.person(['sales'], 'Rep');
  const order = { currency: 'USD', amountMinor: 1_200_000, stage: 'PI_SIGNED' as const };
  for (let i = 0; i < 3; i += 1) {
    const card = await anOrder(server, { ...order, owners: { sales: rep.id, documents: null, logistics: null } });
    const move = { id: card.id, expectedVersion: 1, toStage: 'SECURED' as const, afterId: null };
    const { status } = await server.call(ordersApi.move, move, server.manager);
    expect(status).toBe(200);
  }
  await server.settled();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const metric = async (): Promise<string[]> =>
  (await server.running.app.get(Metrics).registry.getSingleMetricAsString('ledger_drift'))
    .split('\n')
    .filter((line) => line.startsWith('ledger_drift{') && !line.endsWith(' 0'));

test('a sound ledger has no findings', async () => {
  expect((await server.db.query<[{ n: number }]>('select count(*)::int as n from ledger_txn'))[0].n).toBeGreaterThan(0);
  expect(await check.check()).toEqual({ balance: [], unbalanced: [], amount: [], reversal: [], memory: [], cap: [] });
  expect(await metric()).toEqual([]);
});

test.each([
  [
    'balance',
    'update ledger_account set balance = balance + 1 where id = (select id from ledger_account where balance > 0 limit 1)',
  ],
  [
    'amount',
    'update ledger_txn set amount = amount + 7 where id = (select id from ledger_txn where amount > 0 limit 1)',
  ],
  [
    'unbalanced',
    'update ledger_entry set amount = amount + 1 where (txn_id, account_id) = (select txn_id, account_id from ledger_entry limit 1)',
  ],
  [
    'memory',
    `update points_subject set grants = '{}', buckets = '{}' where grants <> '{}' and subject = (select min(subject) from points_subject where grants <> '{}')`,
  ],
  ['cap', "insert into points_cap (rule_id, cap_key, used) values ('LOG-01', 'nothing', 3)"],
] as const)('a planted wrong row is found: %s', async (kind, plant) => {
  await owner.query(plant);
  const found = await check.check();
  expect(found[kind]).toHaveLength(1);
  expect(await metric()).toContain(`ledger_drift{kind="${kind}"} 1`);
});
