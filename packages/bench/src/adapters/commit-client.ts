import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Client, Share } from './adapter.js';
import { COMMIT_SQL, FACT } from './commit-statement.js';

/** Commits from a small pool, as a server would; there are no boards. */
export async function createClient(settings: unknown, share: Share): Promise<Client> {
  const { databaseUrl } = settings as { databaseUrl: string };
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, min: 2 });
  const orders = (await pool.query<{ id: string }>('select id from floor_order order by id')).rows
    .map((r) => r.id)
    .filter((_, i) => i % share.of === share.index);
  let turn = 0;
  return {
    connect: () => Promise.resolve(),
    onEvent: () => undefined,
    async move() {
      turn += 1;
      await pool.query(COMMIT_SQL, [orders[turn % orders.length], FACT]);
      return randomUUID();
    },
    positions: () => new Map(),
    close: () => void pool.end(),
  };
}
