import type { Order } from '@tallyboard/rules/orders/order';
import type { Known } from '@tallyboard/rules/points/engine/judge';
import type { LedgerTxn as Txn } from '@tallyboard/rules/points/engine/ledger-txn';
import { type OrderPassages, Passages } from '@tallyboard/rules/points/engine/passages';
import { type KnownSale, Sales } from '@tallyboard/rules/points/engine/sales';
import type { EntityManager } from 'typeorm';
import { LedgerTxn } from './ledger.entity.js';
import { orderAt } from './points-input.js';

/** What the database knew before some facts are judged: the ledger, the orders. Remembers the ids of transactions by their keys. */
export class KnownLedger implements Known {
  private readonly ids = new Map<string, string>();
  private constructor(
    private readonly tx: EntityManager,
    /** Where the engine stood before. */
    private readonly pos: number,
    private readonly rows: Map<string, LedgerTxn[]>,
  ) {}

  /** With the transactions of some subjects, read in one go. */
  static async open(tx: EntityManager, pos: number, subjects: readonly string[]): Promise<KnownLedger> {
    return new KnownLedger(tx, pos, await historyOf(tx, subjects));
  }

  async history(subject: string): Promise<Txn[]> {
    const rows = this.rows.get(subject) ?? (await historyOf(this.tx, [subject])).get(subject)!;
    const byId = new Map(rows.map((r) => [r.id, r]));
    for (const row of rows) this.ids.set(row.idemKey, row.id);
    return rows.map((row) => asTxn(row, byId));
  }

  async used(ruleId: string, capKey: string): Promise<number> {
    const [row] = await this.tx.query<{ used: number }[]>(
      'select coalesce(sum(amount), 0)::int8 as used from ledger_txn where rule_id = $1 and cap_key = $2',
      [ruleId, capKey],
    );
    return row!.used;
  }

  order(orderId: string): Promise<Order | null> {
    return orderAt(this.tx, orderId, this.pos);
  }

  async passages(orderId: string): Promise<OrderPassages | null> {
    return (await passagesOf(this.tx, [orderId]))[0] ?? null;
  }

  /** The id under which a transaction is kept; a new one gets one. */
  idOf(key: string, fresh: () => string): string {
    let id = this.ids.get(key);
    if (!id) this.ids.set(key, (id = fresh()));
    return id;
  }
}

function asTxn(row: LedgerTxn, byId: ReadonlyMap<string, LedgerTxn>): Txn {
  const { id: _, idemKey: key, sourceFeed: feed, sourceSeq: seq, reversesId, vestsId, ...rest } = row;
  const vested = vestsId ? byId.get(vestsId)! : null;
  return {
    ...rest,
    key,
    source: { feed, seq },
    reverses: reversesId ? byId.get(reversesId)!.idemKey : null,
    vests:
      vested && vested.bucket !== 'vested' ? { key: vested.idemKey, from: vested.bucket, amount: vested.amount } : null,
  };
}

const TXNS = `select t.id, t.idem_key as "idemKey", t.rule_id as "ruleId", t.rule_version as "ruleVersion", t.owner_id as "ownerId", t.subject, t.part,
  t.order_id as "orderId", t.order_no as "orderNo", t.currency, t.season, t.amount, t.requested, t.cap_key as "capKey", t.inputs,
  t.source_feed as "sourceFeed", t.source_seq as "sourceSeq", t.caused_by as "causedBy", t.reverses_id as "reversesId", t.vests_id as "vestsId",
  t.bucket, t.effective_on as "effectiveOn", t.at from ledger_txn t`;

/** All transactions of some subjects, oldest first; a subject without any has an empty list. */
async function historyOf(tx: EntityManager, subjects: readonly string[]): Promise<Map<string, LedgerTxn[]>> {
  const history = new Map<string, LedgerTxn[]>(subjects.map((subject) => [subject, []]));
  const known = await tx.query<LedgerTxn[]>(`${TXNS} where t.subject = any($1) order by t.at, t.id`, [
    [...history.keys()],
  ]);
  for (const t of known) history.get(t.subject)!.push(t);
  return history;
}

/** What is known of the sales to the customers of some orders. */
export async function loadSales(tx: EntityManager, orders: readonly Order[]): Promise<Sales> {
  if (orders.length === 0) return new Sales();
  return new Sales(
    await tx.query<KnownSale[]>(
      `select s.order_id as "orderId", s.customer_id as "customerId", s.secured_at as "securedAt", s.usd_minor as "usdMinor", s.kind,
         s.group_usd_minor_before as "groupUsdMinorBefore", s.shipped_on_entry as "shippedOnEntry"
       from points_sale s where s.customer_id = any($1::uuid[]) or s.order_id = any($2::uuid[])
         or s.customer_id in (select customer_id from points_sale where order_id = any($2::uuid[]))`,
      [orders.map((o) => o.customerId), orders.map((o) => o.id)],
    ),
  );
}

export async function saveSales(tx: EntityManager, sales: Sales): Promise<void> {
  if (sales.changed.size === 0) return;
  const kept = [...sales.changed].map((id) => sales.get(id)).filter((r) => r !== undefined);
  await Promise.all([
    tx.query('delete from points_sale where order_id = any($1::uuid[])', [[...sales.changed]]),
    tx.query(
      `insert into points_sale (order_id, customer_id, secured_at, usd_minor, kind, group_usd_minor_before, shipped_on_entry)
       select "orderId", "customerId", "securedAt", "usdMinor", kind, "groupUsdMinorBefore", "shippedOnEntry"
       from jsonb_to_recordset($1::jsonb) as r ("orderId" uuid, "customerId" uuid, "securedAt" timestamptz, "usdMinor" bigint, kind text, "groupUsdMinorBefore" bigint, "shippedOnEntry" boolean)`,
      [JSON.stringify(kept)],
    ),
  ]);
}

export const loadPassages = async (tx: EntityManager, orders: readonly Order[]): Promise<Passages> =>
  new Passages(
    await passagesOf(
      tx,
      orders.map((o) => o.id),
    ),
  );

function passagesOf(tx: EntityManager, orderIds: readonly string[]): Promise<OrderPassages[]> {
  if (orderIds.length === 0) return Promise.resolve([]);
  return tx.query<OrderPassages[]>(
    'select order_id as "orderId", entered, passed from points_passage where order_id = any($1::uuid[])',
    [orderIds],
  );
}

export async function savePassages(tx: EntityManager, passages: Passages): Promise<void> {
  if (passages.changed.size === 0) return;
  await tx.query(
    `insert into points_passage (order_id, entered, passed) select "orderId", entered, passed from jsonb_to_recordset($1::jsonb) as r ("orderId" uuid, entered text, passed jsonb)
     on conflict (order_id) do update set passed = excluded.passed`,
    [JSON.stringify([...passages.changed].map((id) => passages.get(id)))],
  );
}
