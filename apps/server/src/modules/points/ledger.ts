import { type Balances, entriesOf, type WaitingBucket } from '@tallyboard/rules/points/buckets';
import type { EntityManager } from 'typeorm';
import type { LedgerTxn } from './ledger.entity.js';

/** A transaction to be written; `vests` says what leaves which waiting bucket by it. */
export type Posting = LedgerTxn & { vests?: { from: WaitingBucket; amount: number } };
export type Posted = { txn: Posting; seasonTotal: number };
type AccountKey = { ownerId: string; currency: string; season: string };
const keyOf = ({ ownerId, currency, season }: AccountKey): string => `${ownerId}|${currency}|${season}`;
type Account = {
  id: string;
  owner_id: string | null;
  system: string | null;
  currency: string;
  season: string;
  bucket: string;
  balance: number | null;
};

const PEOPLE_BUCKETS = ['vested', 'owed', 'pending', 'held'] as const;
const isPersonal = (bucket: string): boolean => (PEOPLE_BUCKETS as readonly string[]).includes(bucket);
const SYSTEM_BUCKETS = ['issued', 'debt'] as const;
/** The accounts asked for, as a table. */
const WANTED =
  'jsonb_to_recordset($1::jsonb) as w (owner_id uuid, system text, currency text, season text, bucket text, balance bigint)';

/**
 * Writes transactions into the double-entry ledger: accounts are locked in the order of their ids, people's balances never go below
 * zero, each transaction's entries sum to zero (the database checks it again at commit). Returns each with the total it left.
 */
export async function post(tx: EntityManager, txns: readonly Posting[]): Promise<Posted[]> {
  if (txns.length === 0) return [];
  const accounts = await openAccounts(tx, txns);
  const find = (t: LedgerTxn, bucket: string): Account => {
    const personal = isPersonal(bucket);
    return accounts.find(
      (a) =>
        a.bucket === bucket &&
        a.currency === t.currency &&
        a.season === t.season &&
        (personal ? a.owner_id === t.ownerId : a.system === 'points'),
    )!;
  };
  const balances = new Map<string, Balances>();
  for (const t of txns)
    if (!balances.has(keyOf(t)))
      balances.set(keyOf(t), { vested: find(t, 'vested').balance!, owed: find(t, 'owed').balance! });

  const lines: { txnId: string; accountId: string; amount: number }[] = [];
  const posted = txns.map((txn): Posted => {
    const have = balances.get(keyOf(txn))!;
    const entries = entriesOf({ ...txn, vests: txn.vests ?? null }, have);
    for (const { bucket, amount } of entries) {
      lines.push({ txnId: txn.id, accountId: find(txn, bucket).id, amount });
      if (bucket === 'vested' || bucket === 'owed') have[bucket] += amount;
    }
    return { txn, seasonTotal: have.vested };
  });
  await Promise.all([writeTxns(tx, txns), writeEntries(tx, lines)]);
  return posted;
}

async function openAccounts(tx: EntityManager, txns: readonly Posting[]): Promise<Account[]> {
  const people = [...new Map(txns.map((t) => [keyOf(t), t])).values()].flatMap((t) =>
    PEOPLE_BUCKETS.map((bucket) => ({
      owner_id: t.ownerId,
      system: null,
      currency: t.currency,
      season: t.season,
      bucket,
      balance: 0,
    })),
  );
  const system = [...new Map(txns.map((t) => [`${t.currency}|${t.season}`, t])).values()].flatMap((t) =>
    SYSTEM_BUCKETS.map((bucket) => ({
      owner_id: null,
      system: 'points',
      currency: t.currency,
      season: t.season,
      bucket,
      balance: null,
    })),
  );
  const wanted = JSON.stringify([...people, ...system]);
  const [, mine, systems] = await Promise.all([
    tx.query(
      `insert into ledger_account (owner_id, system, currency, season, bucket, balance) select * from ${WANTED} order by 1, 2, 3, 4, 5 on conflict do nothing`,
      [wanted],
    ),
    tx.query<Account[]>(
      `select a.id, a.owner_id, a.system, a.currency, a.season, a.bucket, a.balance from ledger_account a
     join ${WANTED} on w.owner_id = a.owner_id and w.currency = a.currency and w.season = a.season and w.bucket = a.bucket
     -- Said twice, so that the planner takes the owners' index: of the list it knows nothing and would read every account.
     where a.owner_id = any($2::uuid[]) order by a.id for no key update of a`,
      [wanted, [...new Set(txns.map((t) => t.ownerId))]],
    ),
    // System accounts keep no balance and are not locked: they would be one hot row.
    tx.query<Account[]>(
      `select id, owner_id, system, currency, season, bucket, balance from ledger_account where system = 'points' and season = any($1)`,
      [[...new Set(txns.map((t) => t.season))]],
    ),
  ]);
  return [...mine, ...systems];
}

/** One text however many there are, so that it is planned once. */
async function writeTxns(tx: EntityManager, txns: readonly Posting[]): Promise<void> {
  await tx.query(
    `insert into ledger_txn (id, idem_key, rule_id, rule_version, owner_id, subject, part, order_id, order_no, currency, season, amount, requested,
       cap_key, inputs, source_feed, source_seq, caused_by, reverses_id, vests_id, bucket, effective_on, at)
     select id, "idemKey", "ruleId", "ruleVersion", "ownerId", subject, part, "orderId", "orderNo", currency, season, amount, requested,
       "capKey", inputs, "sourceFeed", "sourceSeq", "causedBy", "reversesId", "vestsId", bucket, "effectiveOn", at
     from jsonb_to_recordset($1::jsonb) as t (id uuid, "idemKey" text, "ruleId" text, "ruleVersion" int, "ownerId" uuid, subject text, part text,
       "orderId" uuid, "orderNo" text, currency text, season text, amount bigint, requested bigint, "capKey" text, inputs jsonb, "sourceFeed" text,
       "sourceSeq" bigint, "causedBy" uuid, "reversesId" uuid, "vestsId" uuid, bucket text, "effectiveOn" date, at timestamptz)`,
    [JSON.stringify(txns)],
  );
}

async function writeEntries(
  tx: EntityManager,
  lines: readonly { txnId: string; accountId: string; amount: number }[],
): Promise<void> {
  if (lines.length === 0) return;
  const sums = new Map<string, number>();
  for (const { accountId, amount } of lines) sums.set(accountId, (sums.get(accountId) ?? 0) + amount);
  await Promise.all([
    tx.query(
      'insert into ledger_entry (txn_id, account_id, amount) select * from unnest($1::uuid[], $2::uuid[], $3::bigint[])',
      [lines.map((l) => l.txnId), lines.map((l) => l.accountId), lines.map((l) => l.amount)],
    ),
    tx.query(
      'update ledger_account a set balance = a.balance + d.amount from unnest($1::uuid[], $2::bigint[]) as d (id, amount) where a.id = d.id and a.balance is not null',
      [[...sums.keys()], [...sums.values()]],
    ),
  ]);
}
