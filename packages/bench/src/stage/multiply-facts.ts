import pg from 'pg';

const ORDERS = 10_000;
/** What each order does, one fact a line: the stage it comes to, and whether it is secured by then. */
const STAGES = [
  'PI_SIGNED',
  'SECURED',
  'PRODUCTION',
  'INSPECTED',
  'BOOKED',
  'DOCS_READY',
  'DECLARED',
  'LOADED',
  'SHIPPED',
  'DOCS_SENT',
];
export const LAB_FACTS = ORDERS * STAGES.length;

/**
 * Facts as if ten thousand orders of three hundred customers had gone their way within a season: copies of one that was recorded by the
 * server, each as another order of other people, taken in by the points engine in the order in which they happened.
 */
export async function multiplyFacts(databaseUrl: string, season: { startsAt: string }, people: readonly string[]) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `create temp table story on commit drop as
       select (n - 1) * $1::int + s as i, s, md5('order' || s)::uuid as order_id, md5('customer' || s % 300)::uuid as customer_id,
         ($3::text[])[n] as stage, n, $2::timestamptz + ((n - 1) * $1::int + s) * interval '70 seconds' as at,
         case when n > 1 then to_char(($2::timestamptz + ($1::int + s) * interval '70 seconds') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end as secured_at
       from generate_series(1, $4::int) n, generate_series(1, $1::int) s`,
      [ORDERS, season.startsAt, STAGES, STAGES.length],
    );
    await client.query(
      `with one as (select feed, payload, actor_id from feed_event where name = 'orders.created' order by feed, seq limit 1),
         base as (select coalesce(max(seq), 0) as seq from feed_event where feed = (select feed from one)),
         told as (insert into feed_event (feed, seq, name, payload, payload_version, actor_id, occurred_at)
           select one.feed, base.seq + t.i, 'orders.moved', jsonb_build_object('reason', null, 'cause', null,
               'before', case when t.n > 1 then one.payload->'order' else 'null' end,
               'order', one.payload->'order' || jsonb_build_object('id', t.order_id, 'no', 'LAB-' || t.s, 'customerId', t.customer_id, 'stage', t.stage,
                 'owners', jsonb_build_object('sales', ($1::text[])[1 + t.s % 12], 'documents', ($1::text[])[13 + t.s % 8], 'logistics', ($1::text[])[21 + t.s % 8]),
                 'amountUsdMinor', 1500000, 'frozenShipOn', case when t.n > 1 then '2099-12-31' end,
                 'securedAt', t.secured_at)),
             1, one.actor_id, t.at from story t, one, base returning feed, seq)
       insert into points_input (pos, feed, seq)
         select (select coalesce(max(pos), 0) from points_input) + row_number() over (order by seq), feed, seq from told`,
      [people],
    );
    await client.query('commit');
    await client.query('analyze feed_event, points_input');
  } finally {
    await client.end();
  }
}
