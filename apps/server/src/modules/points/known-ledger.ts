import type { Order } from '@tallyboard/rules/orders/order';
import type { Books } from '@tallyboard/rules/points/engine/books';
import type { Known } from '@tallyboard/rules/points/engine/judge';
import type { Granted, LedgerTxn as Txn } from '@tallyboard/rules/points/engine/ledger-txn';
import type { KnownCase } from '@tallyboard/rules/points/engine/mechanisms';
import type { OrderPassages } from '@tallyboard/rules/points/engine/passages';
import { type ScoredFact, subjectOf } from '@tallyboard/rules/points/engine/scored-fact';
import { type Grant, Standing } from '@tallyboard/rules/points/engine/standing';
import type { KnownUse } from '@tallyboard/rules/points/engine/uses';
import type { EntityManager } from 'typeorm';
import type { Learned } from './engine-memory.js';
import { caseOf, usesOf } from './known-mechanisms.js';
import { passagesOf } from './known-orders.js';
import { LedgerTxn } from './ledger.entity.js';
import { orderAt } from './points-input.js';

const capName = (ruleId: string, capKey: string): string => `${ruleId}|${capKey}`;

/** What the database knew before some facts are judged: the ledger, the orders. What was learned before is not asked again. */
export class KnownLedger implements Known {
  private readonly lastSeen = new Map<string, Txn['source']>();
  private constructor(
    private readonly tx: EntityManager,
    /** Where the engine stood before. */
    private readonly pos: number,
    private readonly learned: Learned,
  ) {}

  /** With what stands on some subjects, read in one go where it is not known already. */
  static async open(
    tx: EntityManager,
    pos: number,
    learned: Learned,
    subjects: readonly string[],
  ): Promise<KnownLedger> {
    const known = new KnownLedger(tx, pos, learned);
    const unknown = subjects.filter((s) => !learned.standing.has(s));
    if (unknown.length > 0) await known.recall(unknown);
    return known;
  }

  async standing(subject: string): Promise<Standing> {
    if (!this.learned.standing.has(subject)) await this.recall([subject]);
    return this.learned.standing.get(subject)!;
  }

  async used(ruleId: string, capKey: string): Promise<number> {
    const known = this.learned.used.get(capName(ruleId, capKey));
    if (known !== undefined) return known;
    const [row] = await this.tx.query<{ used: number }[]>(
      `select coalesce((select used from points_cap where rule_id = $1 and cap_key = $2),
         (select sum(amount) from ledger_txn where rule_id = $1 and cap_key = $2), 0)::int8 as used`,
      [ruleId, capKey],
    );
    return row!.used;
  }

  order(orderId: string): Order | Promise<Order | null> {
    return this.learned.orders.get(orderId) ?? orderAt(this.tx, orderId, this.pos);
  }

  async passages(orderId: string): Promise<OrderPassages | null> {
    return this.learned.passages.get(orderId) ?? (await passagesOf(this.tx, [orderId]))[0] ?? null;
  }

  caseOf(itemId: string): Promise<KnownCase> {
    return caseOf(this.tx, itemId);
  }
  usesOf(itemId: string): Promise<KnownUse[]> {
    return usesOf(this.tx, [itemId]);
  }

  /** The id under which a transaction is kept; a new one gets one. */
  idOf(key: string, fresh: () => string): string {
    let id = this.learned.ids.get(key);
    if (!id) this.learned.ids.set(key, (id = fresh()));
    return id;
  }

  /** A fact was judged: of an order the last one is remembered. */
  saw({ feed, seq, about }: ScoredFact): void {
    if (about.of !== 'order') return;
    this.lastSeen.set(subjectOf({ feed, about }), { feed, seq });
    this.learned.orders.set(about.order.id, about.order);
  }

  /** Keeps what the engine learned, for the next time. */
  async save({ standing, usedBy }: Books): Promise<void> {
    const subjects = [...standing].map(([subject, { grants, times }]) => ({
      subject,
      ...this.lastSeen.get(subject),
      grants: [...grants.keys()].map((key) => this.learned.ids.get(key)),
      buckets: [...grants.values()].map((g) => g.bucket),
      times: Object.fromEntries(times),
    }));
    for (const { ruleId, capKey, used } of usedBy.values()) this.learned.used.set(capName(ruleId, capKey), used);
    await Promise.all([
      subjects.length > 0 && this.tx.query(SAVE_SUBJECTS, [JSON.stringify(subjects)]),
      usedBy.size > 0 && this.tx.query(SAVE_CAPS, [JSON.stringify([...usedBy.values()])]),
    ]);
  }

  private async recall(subjects: readonly string[]): Promise<void> {
    const rows = await this.tx.query<RememberedRow[]>(SUBJECTS, [subjects]);
    const times = new Map<string, Record<string, number>>();
    const grants = new Map<string, Grant[]>();
    for (const { about, times: counted, bucketNow: bucket, id, ...txn } of rows) {
      times.set(about, counted);
      const mine = grants.get(about) ?? [];
      grants.set(about, mine);
      if (!id) continue;
      this.learned.ids.set(txn.key, id);
      mine.push({ txn, bucket });
    }
    for (const [subject, counted] of times)
      this.learned.standing.set(subject, new Standing(grants.get(subject), Object.entries(counted)));
    const unknown = subjects.filter((s) => !times.has(s));
    if (unknown.length > 0) await this.learn(unknown);
  }

  /** From the ledger: subjects that are new, or from before anything was remembered. */
  private async learn(subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) this.learned.standing.set(subject, new Standing());
    const rows = await this.tx.query<LedgerTxn[]>(HISTORY, [subjects]);
    const byId = new Map(rows.map((r) => [r.id, r]));
    for (const row of rows) {
      this.learned.ids.set(row.idemKey, row.id);
      this.learned.standing.get(row.subject)!.take(asTxn(row, byId));
    }
  }
}

/** A grant that stands; `id` is null where none does. */
type RememberedRow = Granted & {
  about: string;
  times: Record<string, number>;
  id: string | null;
  bucketNow: Granted['bucket'];
};

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
const SUBJECTS = `select s.subject as about, s.times, g.bucket as "bucketNow", t.id, t.idem_key as "key", t.rule_id as "ruleId",
    t.rule_version as "ruleVersion", t.owner_id as "ownerId", t.part, t.currency, t.season, t.amount, t.requested, t.bucket
  from points_subject s left join lateral unnest(s.grants, s.buckets) with ordinality as g (id, bucket, n) on true
  left join ledger_txn t on t.id = g.id where s.subject = any($1) order by s.subject, g.n`;
const HISTORY = `select ${TXN} from ledger_txn t where t.subject = any($1) order by t.at, t.id`;
const SAVE_SUBJECTS = `insert into points_subject as s (subject, grants, buckets, times, feed, seq)
  select subject, grants, buckets, times, feed, seq
  from jsonb_to_recordset($1::jsonb) as r (subject text, grants uuid[], buckets text[], times jsonb, feed text, seq bigint) order by subject
  on conflict (subject) do update set grants = excluded.grants, buckets = excluded.buckets, times = excluded.times,
    feed = coalesce(excluded.feed, s.feed), seq = coalesce(excluded.seq, s.seq)`;
const SAVE_CAPS = `insert into points_cap (rule_id, cap_key, used)
  select "ruleId", "capKey", used from jsonb_to_recordset($1::jsonb) as r ("ruleId" text, "capKey" text, used bigint) order by 1, 2
  on conflict (rule_id, cap_key) do update set used = excluded.used`;
