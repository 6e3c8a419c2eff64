import type { FactName, PayloadOf } from '@tallyboard/contracts/facts';
import type { InquiryChanged } from '@tallyboard/contracts/inquiry-cards';
import type { OrderChanged } from '@tallyboard/contracts/order-cards';
import type { Order } from '@tallyboard/rules/orders/order';
import { entitlements } from '@tallyboard/rules/points/catalogue';
import type { Sale } from '@tallyboard/rules/points/classify-sale';
import type { Entitlement } from '@tallyboard/rules/points/rule';
import { clip, settle, type StandingGrant } from '@tallyboard/rules/points/settle';
import { businessDay } from '@tallyboard/rules/time/business-day';
import { type Season, seasonAt } from '@tallyboard/rules/time/season';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { StoredFact } from '../../platform/feeds/fact.js';
import type { Posting } from './ledger.js';
import { LedgerTxn } from './ledger.entity.js';
import { orderAt } from './points-input.js';
import { loadRules } from './rules-in-force.js';
import { SalesMemory } from './sales-memory.js';

/** Judges the facts of one batch in order, on state loaded once. */
export class Judge {
  private readonly used = new Map<string, number>();
  private readonly seasons = new Map<string, Season>();

  private constructor(
    private readonly tx: EntityManager,
    private readonly zone: string,
    private readonly rulesAt: Awaited<ReturnType<typeof loadRules>>,
    private readonly sales: SalesMemory,
    /** All transactions of the orders at hand, old and new. */
    private readonly history: Map<string, LedgerTxn[]>,
  ) {}

  static async open(tx: EntityManager, facts: readonly StoredFact[]): Promise<Judge> {
    const orders = facts
      .map((f) => f.payload)
      .filter(isOfOrder)
      .map((p) => p.order);
    const [[office], rulesAt, sales, history] = await Promise.all([
      tx.query<[{ zone: string }]>('select zone from people_organization_view'),
      loadRules(tx),
      SalesMemory.load(tx, orders),
      historyOf(tx, [...new Set(facts.map((f) => subjectOf(f)))]),
    ]);
    return new Judge(tx, office.zone, rulesAt, sales, history);
  }

  /** What a fact changes: for its own subject and, where an order was part of one purchase, for the orders that followed it. */
  async judge(fact: StoredFact, pos: number): Promise<Posting[]> {
    const today = businessDay(fact.occurredAt, this.zone);
    if (isFact('inquiries.week_closed', fact)) {
      const week = fact.payload;
      const due = entitlements({ of: 'replyWeek', week, today }, this.rulesAt(fact.occurredAt));
      return this.settleOn(fact, { key: subjectOf(fact), orderId: null, no: week.week }, due);
    }
    if (isFact('customers.survey_answered', fact)) {
      const { orderId, orderNo: no, ...survey } = fact.payload;
      const due = entitlements({ of: 'survey', survey, today }, this.rulesAt(fact.occurredAt));
      return this.settleOn(fact, { key: subjectOf(fact), orderId, no }, due);
    }
    if (!isOfOrder(fact.payload)) {
      const { inquiry } = fact.payload as InquiryChanged;
      const due = entitlements({ of: 'inquiry', inquiry, today }, this.rulesAt(inquiry.receivedAt));
      return this.settleOn(fact, { key: subjectOf(fact), orderId: null, no: inquiry.no }, due);
    }
    const { order, before } = fact.payload;
    const { sale, others } = this.sales.follow(order, before === null);
    const txns = await this.settleOrder(fact, order, sale);
    for (const other of others) {
      const asItIs = await orderAt(this.tx, other.orderId, pos);
      if (asItIs) txns.push(...(await this.settleOrder(fact, asItIs, other.sale)));
    }
    return txns;
  }

  private settleOrder(fact: StoredFact, order: Order, sale: Sale | null): Promise<Posting[]> {
    const today = businessDay(fact.occurredAt, this.zone);
    const due = entitlements({ of: 'order', order, sale, today }, this.rulesAt(order.securedAt ?? fact.occurredAt));
    return this.settleOn(fact, { key: `order:${order.id}`, orderId: order.id, no: order.no }, due);
  }

  /** Brings what stands on a subject to what is due. */
  private async settleOn(
    fact: StoredFact,
    { key: subject, orderId, no }: { key: string; orderId: string | null; no: string },
    due: readonly Entitlement[],
  ): Promise<Posting[]> {
    if (!this.history.has(subject))
      for (const [key, known] of await historyOf(this.tx, [subject])) this.history.set(key, known);
    const history = this.history.get(subject)!;
    const { reverse, vest, grant } = settle(standing(history), due);
    const base = {
      subject,
      orderId,
      orderNo: no,
      sourceFeed: fact.feed,
      sourceSeq: fact.seq,
      causedBy: fact.commandId,
      effectiveOn: businessDay(fact.occurredAt, this.zone),
      at: fact.occurredAt,
    };
    const follow = (txnId: string, name: string): LedgerTxn => ({
      ...history.find((t) => t.id === txnId)!,
      ...base,
      id: uuid(),
      idemKey: `${name}|${txnId}`,
      capKey: null,
      inputs: {},
      reversesId: null,
      vestsId: null,
    });
    const txns: Posting[] = reverse.map(({ txnId, bucket }) => {
      const granted = follow(txnId, 'reverse');
      return { ...granted, amount: -granted.amount, requested: -granted.requested, reversesId: txnId, bucket };
    });
    for (const { txnId } of vest) {
      const granted = follow(txnId, 'vest');
      txns.push({ ...granted, amount: 0, requested: 0, vestsId: txnId, bucket: 'vested', vests: granted.amount });
    }
    for (const entitlement of grant)
      txns.push({ ...base, ...(await this.granted(entitlement, fact, history, subject)) });
    this.history.set(subject, [...history, ...txns]);
    return txns;
  }

  private async granted(
    { ruleId, ruleVersion, ownerId, currency, amount: requested, cap, inputs, bucket }: Entitlement,
    fact: StoredFact,
    history: readonly LedgerTxn[],
    subject: string,
  ) {
    const amount = cap ? clip(requested, cap.limit, await this.usedOf(ruleId, cap.key)) : requested;
    if (cap) this.used.set(`${ruleId}|${cap.key}`, (this.used.get(`${ruleId}|${cap.key}`) ?? 0) + amount);
    const occurrence =
      history.filter((t) => t.ruleId === ruleId && t.ownerId === ownerId && !t.reversesId && !t.vestsId).length + 1;
    const season = seasonAt(fact.occurredAt, this.zone);
    this.seasons.set(season.code, season);
    return {
      id: uuid(),
      // Orders came first, and are known by their id alone.
      idemKey: `${ruleId}|${subject.replace(/^order:/, '')}|${ownerId}|${occurrence}`,
      ruleId,
      ruleVersion,
      ownerId,
      currency,
      season: season.code,
      amount,
      requested,
      capKey: cap?.key ?? null,
      inputs: { ...inputs },
      reversesId: null,
      vestsId: null,
      bucket,
    };
  }

  /** What was granted under a cap so far; reversing does not give it back (I7). */
  private async usedOf(ruleId: string, key: string): Promise<number> {
    const name = `${ruleId}|${key}`;
    const known = this.used.get(name);
    if (known !== undefined) return known;
    const [row] = await this.tx.query<{ used: number }[]>(
      'select coalesce(sum(amount), 0)::int8 as used from ledger_txn where rule_id = $1 and cap_key = $2',
      [ruleId, key],
    );
    this.used.set(name, row!.used);
    return row!.used;
  }

  /** Keeps what was learned; the bounds of a season are written down when it is first used and never move again. */
  async close(): Promise<void> {
    await Promise.all([
      this.sales.save(this.tx),
      ...[...this.seasons.values()].map(({ code, startsAt, endsAt }) =>
        this.tx.query('insert into season (code, starts_at, ends_at) values ($1, $2, $3) on conflict do nothing', [
          code,
          startsAt,
          endsAt,
        ]),
      ),
    ]);
  }
}

/** What belongs together: an order, an inquiry, somebody's week, a survey. */
export function subjectOf(fact: StoredFact): string {
  if (isFact('inquiries.week_closed', fact)) return `week:${fact.feed}:${fact.payload.userId}:${fact.payload.week}`;
  if (isFact('customers.survey_answered', fact)) return `survey:${fact.payload.surveyId}`;
  const { payload } = fact;
  return isOfOrder(payload) ? `order:${payload.order.id}` : `inquiry:${(payload as InquiryChanged).inquiry.id}`;
}
const isOfOrder = (payload: unknown): payload is OrderChanged =>
  typeof payload === 'object' && payload !== null && 'order' in payload;
const isFact = <N extends FactName>(name: N, fact: StoredFact): fact is StoredFact & { payload: PayloadOf<N> } =>
  fact.name === name;

/** All transactions of some subjects, oldest first; a subject without any has an empty list. */
async function historyOf(tx: EntityManager, subjects: readonly string[]): Promise<Map<string, LedgerTxn[]>> {
  const history = new Map<string, LedgerTxn[]>(subjects.map((subject) => [subject, []]));
  const known = await tx
    .createQueryBuilder(LedgerTxn, 't')
    .where('t.subject = any(:subjects)', { subjects: [...history.keys()] })
    .orderBy('t.at')
    .addOrderBy('t.id')
    .getMany();
  for (const t of known) history.get(t.subject)!.push(t);
  return history;
}

/** Grants that have not been reversed; pending until something vests them. */
function standing(history: readonly LedgerTxn[]): StandingGrant[] {
  const reversed = new Set(history.map((t) => t.reversesId));
  const vested = new Set(history.map((t) => t.vestsId));
  return history
    .filter((t) => !t.reversesId && !t.vestsId && !reversed.has(t.id))
    .map((t) => ({
      txnId: t.id,
      ruleId: t.ruleId,
      ownerId: t.ownerId,
      requested: t.requested,
      bucket: vested.has(t.id) ? 'vested' : t.bucket,
    }));
}
