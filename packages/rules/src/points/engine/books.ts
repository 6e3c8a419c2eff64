import { businessDay } from '../../time/business-day.js';
import { type Season, seasonAt } from '../../time/season.js';
import type { Entitlement } from '../rule.js';
import type { LedgerTxn } from './ledger-txn.js';
import type { ScoredFact } from './scored-fact.js';
import { clip, settle } from './settle.js';
import type { Standing } from './standing.js';

/** What was granted before the facts at hand. Each question is asked once. */
export type KnownGrants = {
  /** What stands on a subject; the engine keeps it, and what it adds. */
  standing(subject: string): Standing | Promise<Standing>;
  /** What was granted under a cap so far; reversing does not give it back (I7). */
  used(ruleId: string, capKey: string): number | Promise<number>;
};
/** What is settled as one, and how a transaction names it. */
export type Subject = { key: string; orderId: string | null; no: string | null };

/** The ledger as the engine keeps it while it judges: brings each subject to what is due, in transactions. */
export class Books {
  /** What stands on each subject it was asked about, and what was granted under each cap: to be known again next time. */
  readonly standing = new Map<string, Standing>();
  readonly usedBy = new Map<string, { ruleId: string; capKey: string; used: number }>();
  private season: Season | null = null;
  private day = { at: '', is: '' };

  constructor(
    private readonly known: KnownGrants,
    private readonly zone: string,
  ) {}

  /** Brings what stands on a subject to what is due. */
  async settleOn(fact: ScoredFact, subject: Subject, due: readonly Entitlement[]): Promise<LedgerTxn[]> {
    const standing = this.standing.get(subject.key) ?? (await this.learn(subject.key));
    if (standing.grants.size === 0 && due.length === 0) return [];
    const { reverse, vest, grant } = settle(standing.asGranted(), due);
    if (reverse.length === 0 && vest.length === 0 && grant.length === 0) return [];
    const base = {
      subject: subject.key,
      orderId: subject.orderId,
      orderNo: subject.no,
      source: { feed: fact.feed, seq: fact.seq },
      causedBy: fact.causedBy,
      effectiveOn: this.dayOf(fact.at),
      at: fact.at,
    };
    const follow = (key: string, name: string): LedgerTxn => ({
      ...standing.grants.get(key)!.txn,
      ...base,
      key: `${name}|${key}`,
      capKey: null,
      inputs: {},
      reverses: null,
      vests: null,
    });
    const txns: LedgerTxn[] = reverse.map(({ key, bucket }) => {
      const granted = follow(key, 'reverse');
      return { ...granted, amount: -granted.amount, requested: -granted.requested, reverses: key, bucket };
    });
    for (const { key, bucket } of vest) {
      if (bucket === 'vested') continue;
      const granted = follow(key, 'vest');
      const vests = { key, from: bucket, amount: granted.amount };
      txns.push({ ...granted, amount: 0, requested: 0, bucket: 'vested', vests });
    }
    for (const entitlement of grant)
      txns.push({ ...base, ...(await this.granted(entitlement, fact, standing, subject.key)) });
    for (const txn of txns) standing.take(txn);
    return txns;
  }

  private async granted(
    { ruleId, ruleVersion, ownerId, part, currency, amount: requested, cap, inputs, bucket }: Entitlement,
    fact: ScoredFact,
    standing: Standing,
    subject: string,
  ) {
    let amount = requested;
    if (cap) {
      const name = `${ruleId}|${cap.key}`;
      const used = this.usedBy.get(name)?.used ?? (await this.known.used(ruleId, cap.key));
      amount = clip(requested, cap.limit, used);
      this.usedBy.set(name, { ruleId, capKey: cap.key, used: used + amount });
    }
    const occurrence = standing.timesOf({ ruleId, ownerId, part }) + 1;
    // Orders came first, and are known by their id alone; parts came last.
    const place = [ruleId, subject.replace(/^order:/, ''), ...(part ? [part] : []), ownerId, occurrence];
    return {
      key: place.join('|'),
      ruleId,
      ruleVersion,
      ownerId,
      part,
      currency,
      season: this.seasonOf(fact.at),
      amount,
      requested,
      capKey: cap?.key ?? null,
      inputs,
      reverses: null,
      vests: null,
      bucket,
    };
  }

  private seasonOf(at: string): string {
    if (!this.season || at < this.season.startsAt || at >= this.season.endsAt) this.season = seasonAt(at, this.zone);
    return this.season.code;
  }

  /** Of one fact it is asked again and again. */
  dayOf(at: string): string {
    if (this.day.at !== at) this.day = { at, is: businessDay(at, this.zone) };
    return this.day.is;
  }

  private async learn(subject: string): Promise<Standing> {
    const standing = await this.known.standing(subject);
    this.standing.set(subject, standing);
    return standing;
  }
}
