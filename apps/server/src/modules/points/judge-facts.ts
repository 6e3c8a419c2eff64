import { type Bench, Judge } from '@tallyboard/rules/points/engine/judge';
import type { LedgerTxn as Txn } from '@tallyboard/rules/points/engine/ledger-txn';
import { Mechanisms } from '@tallyboard/rules/points/engine/mechanisms';
import { royaltySubject } from '@tallyboard/rules/points/engine/uses';
import { type About, newcomerSubject, subjectOf } from '@tallyboard/rules/points/engine/scored-fact';
import { type Season, seasonAt } from '@tallyboard/rules/time/season';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { StoredFact } from '../../platform/feeds/fact.js';
import type { Turn } from '../../platform/feeds/turn.js';
import type { Learned } from './engine-memory.js';
import { KnownLedger } from './known-ledger.js';
import { loadPassages, loadSales, savePassages, saveSales } from './known-orders.js';
import { saveMechanisms } from './known-mechanisms.js';
import { loadUses, saveUses } from './known-uses.js';
import { loadNewcomers, newcomersIn, saveNewcomers } from './known-newcomers.js';
import type { Posting } from './ledger.js';
import { loadRules } from './rules-in-force.js';
import { scoredFact } from './scored-fact.js';

/** Judges the facts of one batch in order, on what the database knew before them. */
export class FactJudge {
  private readonly seasons = new Map<string, Season>();

  private constructor(
    private readonly tx: EntityManager,
    private readonly bench: Bench & { known: KnownLedger },
    private readonly learned: Learned,
    private readonly engine: Judge,
  ) {}

  /** `learned`: what is known already, and grows with them. */
  static async open(
    tx: EntityManager,
    facts: readonly StoredFact[],
    { pos }: Turn,
    learned: Learned,
  ): Promise<FactJudge> {
    const scored = facts.map(scoredFact);
    const orders = scored.flatMap(({ about }) => (about.of === 'order' ? [about.order] : []));
    const subjects = [
      ...scored.map(subjectOf),
      ...newcomersIn(scored).map(newcomerSubject),
      ...orders.map((o) => royaltySubject(o.id)),
    ];
    const [[{ zone }], rulesAt, sales, passages, newcomers, uses, known] = await Promise.all([
      tx.query<[{ zone: string }]>('select zone from people_organization_view'),
      loadRules(tx),
      loadSales(tx, orders),
      loadPassages(tx, orders, learned.passages),
      loadNewcomers(tx, scored),
      loadUses(tx, scored),
      KnownLedger.open(tx, pos, learned, [...new Set(subjects)]),
    ]);
    const bench = { zone, rulesAt, sales, passages, newcomers, uses, mechanisms: new Mechanisms(), known };
    return new FactJudge(tx, bench, learned, new Judge(bench));
  }

  /** What is to be posted because of a fact. */
  async judge(fact: StoredFact): Promise<Posting[]> {
    const scored = scoredFact(fact);
    const txns = await this.engine.judge(scored);
    this.bench.known.saw(scored);
    this.learn(scored.about);
    return txns.map((txn) => this.posting(txn));
  }

  private learn(about: About): void {
    if (about.of !== 'order') return;
    const passages = this.bench.passages.get(about.order.id);
    if (passages) this.learned.passages.set(about.order.id, passages);
  }

  private posting({ key, source, reverses, vests, inputs, ...txn }: Txn): Posting {
    this.meet(txn.at);
    const row: Posting = {
      ...txn,
      id: this.bench.known.idOf(key, uuid),
      idemKey: key,
      inputs: { ...inputs },
      sourceFeed: source.feed,
      sourceSeq: source.seq,
      reversesId: reverses && this.bench.known.idOf(reverses, uuid),
      vestsId: vests && this.bench.known.idOf(vests.key, uuid),
    };
    return vests ? { ...row, vests: { from: vests.from, amount: vests.amount } } : row;
  }

  /** The season of an instant is used. Facts of one batch are of one season, mostly. */
  private meet(at: string): void {
    for (const { startsAt, endsAt } of this.seasons.values()) if (at >= startsAt && at < endsAt) return;
    const season = seasonAt(at, this.bench.zone);
    this.seasons.set(season.code, season);
  }

  /** Keeps what was learned; the bounds of a season are written down when it is first used and never move again. */
  async close(): Promise<void> {
    await Promise.all([
      saveSales(this.tx, this.bench.sales),
      savePassages(this.tx, this.bench.passages),
      saveNewcomers(this.tx, this.bench.newcomers),
      this.bench.known.save(this.engine.books),
      saveUses(this.tx, this.bench.uses),
      saveMechanisms(this.tx, this.bench.mechanisms),
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
