import type { Order } from '@tallyboard/rules/orders/order';
import type { Judge, Known } from '@tallyboard/rules/points/engine/judge';
import type { LedgerTxn as Txn } from '@tallyboard/rules/points/engine/ledger-txn';
import type { KnownCase } from '@tallyboard/rules/points/engine/mechanisms';
import type { OrderPassages } from '@tallyboard/rules/points/engine/passages';
import type { KnownUse } from '@tallyboard/rules/points/engine/uses';
import { Standing } from '@tallyboard/rules/points/engine/standing';
import type { EntityManager } from 'typeorm';
import { caseOf, usesOf } from './known-mechanisms.js';
import { passagesOf } from './known-orders.js';
import { LedgerTxn } from './ledger.entity.js';
import { orderAt } from './points-input.js';

/** What the database knew before some facts are judged: the ledger, the orders. Remembers the ids of transactions by their keys. */
export class KnownLedger implements Known {
  private readonly ids = new Map<string, string>();
  private readonly remembered = new Map<string, Standing>();
  private constructor(
    private readonly tx: EntityManager,
    /** Where the engine stood before. */
    private readonly pos: number,
  ) {}

  /** With what stands on some subjects, read in one go. */
  static async open(tx: EntityManager, pos: number, subjects: readonly string[]): Promise<KnownLedger> {
    const known = new KnownLedger(tx, pos);
    await known.recall(subjects);
    return known;
  }

  async standing(subject: string): Promise<Standing> {
    if (!this.remembered.has(subject)) await this.recall([subject]);
    return this.remembered.get(subject)!;
  }

  async used(ruleId: string, capKey: string): Promise<number> {
    const [row] = await this.tx.query<{ used: number }[]>(
      `select coalesce((select used from points_cap where rule_id = $1 and cap_key = $2),
         (select sum(amount) from ledger_txn where rule_id = $1 and cap_key = $2), 0)::int8 as used`,
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

  caseOf(itemId: string): Promise<KnownCase> {
    return caseOf(this.tx, itemId);
  }
  usesOf(itemId: string): Promise<KnownUse[]> {
    return usesOf(this.tx, [itemId]);
  }

  /** The id under which a transaction is kept; a new one gets one. */
  idOf(key: string, fresh: () => string): string {
    let id = this.ids.get(key);
    if (!id) this.ids.set(key, (id = fresh()));
    return id;
  }

  /** Keeps what the engine learned, for the next time. */
  async save({ standing, usedBy }: Pick<Judge, 'standing' | 'usedBy'>): Promise<void> {
    const subjects = [...standing].map(([subject, { grants, times }]) => ({
      subject,
      grants: [...grants.keys()].map((key) => this.ids.get(key)),
      buckets: [...grants.values()].map((g) => g.bucket),
      times: Object.fromEntries(times),
    }));
    await Promise.all([
      subjects.length > 0 && this.tx.query(SAVE_SUBJECTS, [JSON.stringify(subjects)]),
      usedBy.size > 0 && this.tx.query(SAVE_CAPS, [JSON.stringify([...usedBy.values()])]),
    ]);
  }

  private async recall(subjects: readonly string[]): Promise<void> {
    const rows = await this.tx.query<RememberedRow[]>(SUBJECTS, [subjects]);
    const times = new Map<string, Record<string, number>>();
    const grants = new Map<string, { txn: Txn; bucket: Txn['bucket'] }[]>();
    for (const { about, times: counted, bucketNow: bucket, ...row } of rows) {
      times.set(about, counted);
      const mine = grants.get(about) ?? [];
      grants.set(about, mine);
      if (row.id) mine.push({ txn: this.grantOf(row), bucket });
    }
    for (const [subject, counted] of times)
      this.remembered.set(subject, new Standing(grants.get(subject), Object.entries(counted)));
    const unknown = subjects.filter((s) => !times.has(s));
    if (unknown.length > 0) await this.learn(unknown);
  }

  /** From the ledger: subjects that are new, or from before anything was remembered. */
  private async learn(subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) this.remembered.set(subject, new Standing());
    const rows = await this.tx.query<LedgerTxn[]>(HISTORY, [subjects]);
    const byId = new Map(rows.map((r) => [r.id, r]));
    for (const row of rows) {
      this.ids.set(row.idemKey, row.id);
      this.remembered.get(row.subject)!.take(asTxn(row, byId));
    }
  }

  private grantOf(row: LedgerTxn): Txn {
    this.ids.set(row.idemKey, row.id);
    return asTxn(row, new Map());
  }
}
type RememberedRow = LedgerTxn & { about: string; times: Record<string, number>; bucketNow: Txn['bucket'] };

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

const TXN = `t.id, t.idem_key as "idemKey", t.rule_id as "ruleId", t.rule_version as "ruleVersion", t.owner_id as "ownerId", t.subject, t.part,
  t.order_id as "orderId", t.order_no as "orderNo", t.currency, t.season, t.amount, t.requested, t.cap_key as "capKey", t.inputs,
  t.source_feed as "sourceFeed", t.source_seq as "sourceSeq", t.caused_by as "causedBy", t.reverses_id as "reversesId", t.vests_id as "vestsId",
  t.bucket, t.effective_on as "effectiveOn", t.at`;
/** What stands, grant by grant; a subject on which nothing stands has one row without. */
const SUBJECTS = `select s.subject as about, s.times, g.bucket as "bucketNow", ${TXN} from points_subject s
  left join lateral unnest(s.grants, s.buckets) with ordinality as g (id, bucket, n) on true
  left join ledger_txn t on t.id = g.id where s.subject = any($1) order by s.subject, g.n`;
const HISTORY = `select ${TXN} from ledger_txn t where t.subject = any($1) order by t.at, t.id`;
const SAVE_SUBJECTS = `insert into points_subject (subject, grants, buckets, times)
  select subject, grants, buckets, times from jsonb_to_recordset($1::jsonb) as r (subject text, grants uuid[], buckets text[], times jsonb) order by subject
  on conflict (subject) do update set grants = excluded.grants, buckets = excluded.buckets, times = excluded.times`;
const SAVE_CAPS = `insert into points_cap (rule_id, cap_key, used)
  select "ruleId", "capKey", used from jsonb_to_recordset($1::jsonb) as r ("ruleId" text, "capKey" text, used bigint) order by 1, 2
  on conflict (rule_id, cap_key) do update set used = excluded.used`;
