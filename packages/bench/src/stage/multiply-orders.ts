import { ranksBetween } from '@tallyboard/rules/orders/rank';
import pg from 'pg';

/**
 * Fills a founded company's board up to `count` orders by copying the imported ones, row and fact: every copy is what the import
 * command wrote, with an id, a number and a rank of its own. The server's own reaction then reads the facts when it next starts.
 * `checkBoard` proves that nothing about them differs from the real thing.
 */
export async function multiplyOrders(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number; last: string; team: string }>(
      `select count(*)::int as n, max(rank collate "C") as last, min(team_id::text) as team from trade_order`,
    );
    const { n, last, team } = rows[0]!;
    if (count <= n) return;
    const ranks = ranksBetween(last, null, count - n);
    await client.query('begin');
    // Copies of one order stand together in the feed, as the orders of one customer do in a sheet.
    await client.query(
      `create temp table copy on commit drop as
       select t.id as of, uuidv7() as id, 'BX-' || lpad(k.n::text, 6, '0') as no, k.rank
       from unnest($1::text[]) with ordinality as k (rank, n)
       join (select id, row_number() over (order by no) - 1 as i, count(*) over () as of from trade_order) t on t.i = ((k.n - 1) * t.of / $2)::int`,
      [ranks, count - n],
    );
    await client.query(
      `insert into trade_order select (jsonb_populate_record(null::trade_order, to_jsonb(t) || jsonb_build_object('id', c.id, 'no', c.no, 'rank', c.rank))).* from copy c join trade_order t on t.id = c.of`,
    );
    await client.query(
      `insert into feed_event (feed, seq, name, payload, payload_version, actor_id, command_id, occurred_at)
       select e.feed, h.seq + row_number() over (order by c.no), e.name, jsonb_set(e.payload, '{order}', e.payload->'order' || jsonb_build_object('id', c.id, 'no', c.no, 'rank', c.rank)), e.payload_version, e.actor_id, e.command_id, e.occurred_at
       from copy c join feed_event e on e.name = 'orders.created' and e.payload->'order'->>'id' = c.of::text join feed_head h on h.feed = e.feed`,
    );
    await client.query(`update feed_head set seq = (select max(seq) from feed_event where feed = $1) where feed = $1`, [
      `team:${team}`,
    ]);
    await client.query('commit');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

type Card = { id: string; no: string; rank: string; version: number; stage: string; title: string };

/** Throws unless the board shows exactly `count` orders in rank order, and each stands in the log of facts as it is in its table. */
export async function checkBoard(url: string, cards: readonly Card[], count: number): Promise<void> {
  if (cards.length !== count) throw new Error(`the board shows ${cards.length} orders of ${count}`);
  for (let i = 1; i < cards.length; i += 1)
    if (cards[i - 1]!.rank >= cards[i]!.rank) throw new Error(`order ${cards[i]!.no} is out of rank`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ same: number; unread: number }>(
      `select (select count(*)::int from trade_order o join feed_event e on e.payload->'order'->>'id' = o.id::text and e.name = 'orders.created'
         where e.payload->'order'->>'rank' = o.rank and e.payload->'order'->>'no' = o.no and e.payload->'order'->>'stage' = o.stage and e.payload->'order'->>'title' = o.title
           and e.payload->'order'->>'customerId' = o.customer_id::text and e.payload ? 'order') as same,
         (select count(*)::int from feed_event e join reaction_cursor c on c.feed = e.feed and c.reaction = 'points' where e.seq > c.seq and e.name like 'orders.%') as unread`,
    );
    if (rows[0]!.same !== count) throw new Error(`${count - rows[0]!.same} orders differ from their facts`);
    if (rows[0]!.unread !== 0) throw new Error(`the points reaction has not read ${rows[0]!.unread} facts`);
  } finally {
    await client.end();
  }
}
