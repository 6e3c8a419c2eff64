import pg from 'pg';

const PEOPLE = 200;
/** The season that awards are made in, as the rules name it. */
export const LEDGER_SEASON = { code: '2026Q4', middle: '2026-11-15T08:00:00.000Z' };
const SEASONS = 20;

/**
 * Fills a company's ledger with about `entries` lines of double entry, two for each transaction, over 200 people and 20 seasons, with
 * balances that add up. In bulk: triggers and foreign keys are off meanwhile and the large indexes are made afterwards; what is there
 * at the end is the server's schema, every index and constraint of it.
 */
export async function fillLedger(
  url: string,
  entries: number,
): Promise<{ people: string[]; feed: string; teamId: string }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: indexes } = await client.query<{ name: string; sql: string }>(
      `select i.relname as name, pg_get_indexdef(i.oid) as sql from pg_index x join pg_class i on i.oid = x.indexrelid
       where x.indrelid = any(array['ledger_txn', 'ledger_entry']::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.oid)`,
    );
    await client.query(
      `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await client.query(
      `insert into app_user select (jsonb_populate_record(null::app_user, to_jsonb(u) || jsonb_build_object('id', uuidv7(), 'email', 'bench' || n || '@example.com', 'active', false))).*
       from generate_series(1, $1::int) n, (select * from app_user order by created_at limit 1) u`,
      [PEOPLE],
    );
    await client.query(
      `create temp table period as select case when n = 0 then $1 else 'B' || n end as code from generate_series(0, $2::int - 1) n`,
      [LEDGER_SEASON.code, SEASONS],
    );
    await client.query(
      `insert into ledger_account (owner_id, system, currency, season, bucket, balance)
       select u.id, null, 'HP', p.code, b, 0 from app_user u, period p, unnest(array['vested', 'owed']) b
       union all select null, 'points', 'HP', p.code, b, null from period p, unnest(array['issued', 'debt']) b on conflict do nothing`,
    );
    const { rows: accounts } = await client.query<{ n: number }>(
      `select count(*)::int as n from ledger_account where bucket = 'vested' and owner_id is not null and currency = 'HP'`,
    );
    await client.query(
      `create temp table filled as
       select uuidv7() as id, a.id as account, s.id as system, a.owner_id, a.season, 5 + (g % 20) as amount, g
       from generate_series(1, $1::int) g
       join (select id, owner_id, season, row_number() over () - 1 as n from ledger_account where bucket = 'vested' and owner_id is not null and currency = 'HP') a on a.n = g % $2::bigint
       join ledger_account s on s.system = 'points' and s.season = a.season and s.currency = 'HP' and s.bucket = 'issued'`,
      [Math.floor(entries / 2), accounts[0]!.n],
    );
    await client.query(
      `insert into ledger_txn (id, idem_key, rule_id, rule_version, owner_id, subject, order_id, order_no, currency, season, amount, requested, inputs, source_feed, source_seq, effective_on, at)
       select id, 'ORD-01|' || id, 'ORD-01', 1, owner_id, 'order:' || id, id, 'BL-' || g, 'HP', season, amount, amount, '{"usd": 100}', 'bench', g, '2026-11-15', timestamptz '2021-01-01' + g * interval '15 s' from filled`,
    );
    await client.query(
      `insert into ledger_entry select id, account, amount from filled union all select id, system, -amount from filled`,
    );
    await client.query(
      `update ledger_account a set balance = balance + f.sum from (select account, sum(amount) as sum from filled group by 1) f where f.account = a.id`,
    );
    for (const { sql } of indexes) await client.query(sql);
    await client.query('vacuum analyze');
    const { rows: people } = await client.query<{ id: string; team: string }>(
      `select id, team_id as team from app_user where email like 'bench%' order by id`,
    );
    return { people: people.map((p) => p.id), feed: `team:${people[0]!.team}`, teamId: people[0]!.team };
  } finally {
    await client.end();
  }
}
