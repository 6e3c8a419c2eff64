import { Judge } from '@tallyboard/rules/points/engine/judge';
import type { LedgerTxn as Txn } from '@tallyboard/rules/points/engine/ledger-txn';
import { Mechanisms } from '@tallyboard/rules/points/engine/mechanisms';
import type { Newcomers } from '@tallyboard/rules/points/engine/newcomers';
import type { Passages } from '@tallyboard/rules/points/engine/passages';
import { royaltySubject, type Uses } from '@tallyboard/rules/points/engine/uses';
import type { Sales } from '@tallyboard/rules/points/engine/sales';
import { newcomerSubject, subjectOf } from '@tallyboard/rules/points/engine/scored-fact';
import { type Season, seasonAt } from '@tallyboard/rules/time/season';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { StoredFact } from '../../platform/feeds/fact.js';
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
    private readonly zone: string,
    private readonly known: KnownLedger,
    private readonly sales: Sales,
    private readonly passages: Passages,
    private readonly newcomers: Newcomers,
    private readonly uses: Uses,
    private readonly mechanisms: Mechanisms,
    private readonly engine: Judge,
  ) {}

  /** `pos`: where the engine stands before the first of them. */
  static async open(tx: EntityManager, facts: readonly StoredFact[], pos: number): Promise<FactJudge> {
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
      loadPassages(tx, orders),
      loadNewcomers(tx, scored),
      loadUses(tx, scored),
      KnownLedger.open(tx, pos, [...new Set(subjects)]),
    ]);
    const mechanisms = new Mechanisms();
    const judge = new Judge({
      zone,
      rulesAt,
      sales,
      passages,
      newcomers,
      uses,
      mechanisms,
      known,
    });
    return new FactJudge(tx, zone, known, sales, passages, newcomers, uses, mechanisms, judge);
  }

  /** What is to be posted because of a fact. */
  async judge(fact: StoredFact): Promise<Posting[]> {
    return (await this.engine.judge(scoredFact(fact))).map((txn) => this.posting(txn));
  }

  private posting({ key, source, reverses, vests, inputs, ...txn }: Txn): Posting {
    this.meet(txn.at);
    const row: Posting = {
      ...txn,
      id: this.known.idOf(key, uuid),
      idemKey: key,
      inputs: { ...inputs },
      sourceFeed: source.feed,
      sourceSeq: source.seq,
      reversesId: reverses && this.known.idOf(reverses, uuid),
      vestsId: vests && this.known.idOf(vests.key, uuid),
    };
    return vests ? { ...row, vests: { from: vests.from, amount: vests.amount } } : row;
  }

  /** The season of an instant is used. Facts of one batch are of one season, mostly. */
  private meet(at: string): void {
    for (const { startsAt, endsAt } of this.seasons.values()) if (at >= startsAt && at < endsAt) return;
    const season = seasonAt(at, this.zone);
    this.seasons.set(season.code, season);
  }

  /** Keeps what was learned; the bounds of a season are written down when it is first used and never move again. */
  async close(): Promise<void> {
    await Promise.all([
      saveSales(this.tx, this.sales),
      savePassages(this.tx, this.passages),
      saveNewcomers(this.tx, this.newcomers),
      this.known.save(this.engine),
      saveUses(this.tx, this.uses),
      saveMechanisms(this.tx, this.mechanisms),
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
