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
    const orders = facts.map((f) => (f.payload as OrderChanged).order);
    const [[office], rulesAt, sales, history] = await Promise.all([
      tx.query<[{ zone: string }]>('select zone from people_organization_view'),
      loadRules(tx),
      SalesMemory.load(tx, orders),
      historyOf(tx, [...new Set(orders.map((o) => o.id))]),
    ]);
    return new Judge(tx, office.zone, rulesAt, sales, history);
  }

  /** What a fact changes: for its own order and, where that was part of one purchase, for the orders that followed it. */
  async judge(fact: StoredFact, pos: number): Promise<LedgerTxn[]> {
    const { order, before } = fact.payload as OrderChanged;
    const { sale, others } = this.sales.follow(order, before === null);
    const txns = await this.settleOrder(fact, order, sale);
    for (const other of others) {
      const asItIs = await orderAt(this.tx, other.orderId, pos);
      if (asItIs) txns.push(...(await this.settleOrder(fact, asItIs, other.sale)));
    }
    return txns;
  }

  private async settleOrder(fact: StoredFact, order: Order, sale: Sale | null): Promise<LedgerTxn[]> {
    const today = businessDay(fact.occurredAt, this.zone);
    const due = entitlements({ order, sale, today }, this.rulesAt(order.securedAt ?? fact.occurredAt));
    const subject = `order:${order.id}`;
    if (!this.history.has(subject))
      for (const [key, known] of await historyOf(this.tx, [order.id])) this.history.set(key, known);
    const history = this.history.get(subject)!;
    const { reverse, grant } = settle(standing(history), due);
    const base = {
      subject,
      orderId: order.id,
      orderNo: order.no,
      sourceFeed: fact.feed,
      sourceSeq: fact.seq,
      causedBy: fact.commandId,
      effectiveOn: today,
      at: fact.occurredAt,
    };
    const txns: LedgerTxn[] = reverse.map(({ txnId }) => {
      const granted = history.find((t) => t.id === txnId)!;
      return {
        ...granted,
        ...base,
        id: uuid(),
        idemKey: `reverse|${txnId}`,
        amount: -granted.amount,
        requested: -granted.requested,
        capKey: null,
        inputs: {},
        reversesId: txnId,
      };
    });
    for (const entitlement of grant)
      txns.push({ ...base, ...(await this.granted(entitlement, fact, history, order.id)) });
    this.history.set(subject, [...history, ...txns]);
    return txns;
  }

  private async granted(
    { ruleId, ruleVersion, ownerId, currency, amount: requested, cap, inputs }: Entitlement,
    fact: StoredFact,
    history: readonly LedgerTxn[],
    orderId: string,
  ) {
    const amount = cap ? clip(requested, cap.limit, await this.usedOf(ruleId, cap.key)) : requested;
    if (cap) this.used.set(`${ruleId}|${cap.key}`, (this.used.get(`${ruleId}|${cap.key}`) ?? 0) + amount);
    const occurrence = history.filter((t) => t.ruleId === ruleId && t.ownerId === ownerId && !t.reversesId).length + 1;
    const season = seasonAt(fact.occurredAt, this.zone);
    this.seasons.set(season.code, season);
    return {
      id: uuid(),
      idemKey: `${ruleId}|${orderId}|${ownerId}|${occurrence}`,
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

/** All transactions of some orders, by subject, oldest first; an order without any has an empty list. */
async function historyOf(tx: EntityManager, orderIds: readonly string[]): Promise<Map<string, LedgerTxn[]>> {
  const history = new Map<string, LedgerTxn[]>(orderIds.map((id) => [`order:${id}`, []]));
  const known = await tx
    .createQueryBuilder(LedgerTxn, 't')
    .where('t.subject = any(:subjects)', { subjects: [...history.keys()] })
    .orderBy('t.at')
    .addOrderBy('t.id')
    .getMany();
  for (const t of known) history.get(t.subject)!.push(t);
  return history;
}

/** Grants that have not been reversed. */
function standing(history: readonly LedgerTxn[]): StandingGrant[] {
  const reversed = new Set(history.map((t) => t.reversesId));
  return history
    .filter((t) => !t.reversesId && !reversed.has(t.id))
    .map((t) => ({ txnId: t.id, ruleId: t.ruleId, ownerId: t.ownerId, requested: t.requested }));
}
