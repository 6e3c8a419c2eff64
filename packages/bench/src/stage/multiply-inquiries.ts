import pg from 'pg';

const COUNTRIES = ['DE', 'US', 'FR', 'BR', 'SA', 'VN', 'GB', 'MX', 'PL', 'ZA'];
const WORDS = [
  'hinges',
  'locks',
  'steel rail',
  'door closer',
  'handles',
  '铰链',
  '拉手',
  'hydraulic',
  'stainless',
  'bracket',
];

/**
 * Fills a team up to `count` inquiries by copying one that came in over the endpoint, spread over ninety days, each with its first message
 * and its clock; nine of ten are answered, and a tenth of those too late.
 */
export async function multiplyInquiries(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `create temp table copy on commit drop as
       select t.id as of, uuidv7() as id, k, now() - (k % 90) * interval '1 day' - (k % 1440) * interval '1 minute' as at,
         ($2::text[])[1 + k % 10] as country, ($3::text[])[1 + k % 10] || ' ' || ($3::text[])[1 + (k / 10) % 10] as product
       from generate_series(1, $1) k cross join (select id from inquiry limit 1) t`,
      [count - 1, COUNTRIES, WORDS],
    );
    await client.query('analyze copy');
    await client.query(
      `insert into inquiry select (jsonb_populate_record(null::inquiry, to_jsonb(i) || jsonb_build_object('id', c.id, 'no', 'IX-' || lpad(c.k::text, 6, '0'),
         'buyer', 'Buyer ' || c.k || ' Trading Co', 'buyer_key', 'k' || c.k, 'country', c.country, 'product', c.product, 'received_at', c.at,
         'waiting_since', case when c.k % 10 = 0 then c.at end, 'due_at', case when c.k % 10 = 0 then c.at + interval '1 day' end,
         'escalated', 100, 'status', (array['open', 'qualified', 'invalid', 'converted'])[1 + c.k % 4]))).*
       from copy c join inquiry i on i.id = c.of`,
    );
    await client.query(
      `insert into inquiry_message (id, inquiry_id, direction, channel, human, author_id, text, at, created_at)
       select uuidv7(), id, 'in', 'email', true, null, 'We look for ' || product, at, at from copy`,
    );
    await client.query('analyze inquiry');
    await client.query(
      `insert into reply_clock (team_id, buyer_key, day, inquiry_id, started_at, due_at, answered_at, answered_by)
       select i.team_id, i.buyer_key, (c.at at time zone 'UTC')::date, c.id, c.at, c.at + interval '1 day',
         case when c.k % 10 <> 0 then c.at + case when c.k % 10 = 1 then interval '30 hours' else interval '3 hours' end end,
         case when c.k % 10 <> 0 then i.created_by end
       from copy c join inquiry i on i.id = c.id`,
    );
    await client.query('commit');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
