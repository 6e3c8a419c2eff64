/** Each finds what must not exist, as texts that name it. */
const DRIFTS = {
  /** A kept balance that is not the sum of its entries. */
  balance: `select 'account ' || a.id || ' keeps ' || a.balance || ', its entries make ' || coalesce(sum(e.amount), 0) as found
    from ledger_account a left join ledger_entry e on e.account_id = a.id where a.balance is not null
    group by a.id having a.balance <> coalesce(sum(e.amount), 0)`,
  /** A transaction whose entries do not sum to zero. */
  unbalanced: `select 'transaction ' || txn_id || ' is off by ' || sum(amount) as found from ledger_entry group by txn_id having sum(amount) <> 0`,
  /** A transaction that moved another amount than it says. */
  amount: `select 'transaction ' || t.id || ' says ' || t.amount || ', moved ' || coalesce(m.moved, 0) as found from ledger_txn t
    left join (select e.txn_id, sum(case a.bucket when 'owed' then -e.amount else e.amount end) as moved
      from ledger_entry e join ledger_account a on a.id = e.account_id where a.owner_id is not null group by e.txn_id) m on m.txn_id = t.id
    where t.amount <> coalesce(m.moved, 0)`,
  /** A reversal that takes back something else than what was granted. */
  reversal: `select 'reversal ' || r.id || ' takes ' || r.amount || ' of ' || t.amount as found from ledger_txn r
    join ledger_txn t on t.id = r.reverses_id where r.amount <> -t.amount or r.owner_id <> t.owner_id`,
  /** A subject of which the engine remembers other grants than stand. */
  memory: `select 'subject ' || s.subject || ' is remembered with ' || s.grants::text || ', of it stand ' || coalesce(l.ids, '{}')::text as found
    from points_subject s left join (select t.subject, array_agg(t.id order by t.id) as ids from ledger_txn t
      where t.reverses_id is null and t.vests_id is null and not exists (select 1 from ledger_txn r where r.reverses_id = t.id) group by t.subject) l on l.subject = s.subject
    where (select coalesce(array_agg(g order by g), '{}') from unnest(s.grants) g) <> coalesce(l.ids, '{}')`,
  /** A cap under which the engine remembers another sum than was granted. */
  cap: `select 'cap ' || c.rule_id || ' ' || c.cap_key || ' is remembered with ' || c.used || ', granted were ' || coalesce(l.used, 0) as found
    from points_cap c left join (select rule_id, cap_key, sum(amount) as used from ledger_txn where cap_key is not null group by rule_id, cap_key) l using (rule_id, cap_key)
    where c.used <> coalesce(l.used, 0)`,
} as const;
export type DriftKind = keyof typeof DRIFTS;

/** What is wrong with the ledger, by kind, as texts that name it. `query` should read from one snapshot. */
export async function findDrifts(
  query: (sql: string) => Promise<{ found: string }[]>,
): Promise<Record<DriftKind, string[]>> {
  const found = {} as Record<DriftKind, string[]>;
  for (const [kind, sql] of Object.entries(DRIFTS) as [DriftKind, string][])
    found[kind] = (await query(sql)).map((row) => row.found);
  return found;
}
