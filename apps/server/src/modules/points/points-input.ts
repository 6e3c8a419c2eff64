import type { Order } from '@tallyboard/rules/orders/order';
import type { EntityManager } from 'typeorm';
import type { StoredFact } from '../../platform/feeds/fact.js';

/**
 * Writes down in which order facts are taken in, the first of them at `pos`; a replay goes by it. A fact that was taken in before is
 * passed over: told twice, because a cursor was set back, it has its effect once.
 */
export async function takeIn(tx: EntityManager, facts: readonly StoredFact[], pos: number): Promise<StoredFact[]> {
  const fresh = await tx.query<{ pos: number }[]>(
    `insert into points_input (pos, feed, seq) select * from unnest($1::bigint[], $2::text[], $3::bigint[])
     on conflict (feed, seq) do nothing returning pos`,
    [facts.map((_, i) => pos + i), facts.map((f) => f.feed), facts.map((f) => f.seq)],
  );
  const taken = new Set(fresh.map((row) => row.pos));
  return facts.filter((_, i) => taken.has(pos + i));
}

/** An order as it was when the engine stood at `pos`: as the last fact of it tells that was taken in before. */
export async function orderAt(tx: EntityManager, orderId: string, pos: number): Promise<Order | null> {
  const [last] = await tx.query<{ order: Order }[]>(
    `select e.payload->'order' as order from points_subject s join feed_event e on e.feed = s.feed and e.seq = s.seq where s.subject = 'order:' || $1`,
    [orderId],
  );
  // What the engine saw before it remembered its last fact of each order.
  return last?.order ?? (await orderInHistory(tx, orderId, pos));
}

async function orderInHistory(tx: EntityManager, orderId: string, pos: number): Promise<Order | null> {
  const [row] = await tx.query<{ order: Order }[]>(
    `select e.payload->'order' as order from feed_event e join points_input p on p.feed = e.feed and p.seq = e.seq
     where e.payload->'order'->>'id' = $1 and e.payload ? 'order' and p.pos < $2 order by p.pos desc limit 1`,
    [orderId, pos],
  );
  return row?.order ?? null;
}
