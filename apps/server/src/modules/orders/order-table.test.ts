import { afterAll, beforeAll, expect, test } from 'vitest';
import { fastTransaction } from '../../platform/db/fast-transaction.js';
import { TestServer } from '../../testing/test-server.js';
import { anOrder } from './order.factory.js';
import { lockOrders, writeMoves } from './order-table.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

test('a move that meets another version than it was decided on is not committed, though nobody waits for the count', async () => {
  const cards = [await anOrder(server), await anOrder(server)];
  const ids = cards.map((c) => c.id);
  const write = fastTransaction(server.db, async (tx, commit) => {
    const orders = [...(await lockOrders(tx, ids)).values()];
    const moves = orders.map((o, i) => ({
      loaded: { ...o, version: o.version + i },
      after: { ...o, stage: 'QUOTED' as const, version: o.version + 1 },
    }));
    await Promise.all([writeMoves(tx, moves), commit()]);
  });
  await expect(write).rejects.toThrow('a write touched 1 rows instead of 2');
  const rows = await server.db.query<{ stage: string; version: number }[]>(
    'select stage, version from trade_order where id = any($1::uuid[])',
    [ids],
  );
  expect(rows).toEqual(Array(2).fill({ stage: 'INQUIRY', version: 1 }));
});
