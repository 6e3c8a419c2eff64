import type { LedgerTxn } from '../engine/ledger-txn.js';
import { Judge, KNOWING_NOTHING } from '../engine/judge.js';
import { Mechanisms } from '../engine/mechanisms.js';
import { Newcomers } from '../engine/newcomers.js';
import { Passages } from '../engine/passages.js';
import { Sales } from '../engine/sales.js';
import type { ScoredFact } from '../engine/scored-fact.js';
import { Uses } from '../engine/uses.js';
import { RULE_IDS, type RuleId, type RuleInForce } from '../rule.js';

/** Parameters of rules as somebody would have them. */
export type DraftRules = Readonly<Partial<Record<RuleId, Readonly<Record<string, number>>>>>;
type RulesAt = (instant: string) => readonly RuleInForce[];
/** startsAt <= t < endsAt. */
type Span = { startsAt: string; endsAt: string };

/** What one set of rules comes to in the span that is looked at. */
export type Tally = {
  /** Honour points that count, by person. */
  points: Map<string, number>;
  /** The same by rule and person. */
  byRule: Map<RuleId, Map<string, number>>;
  /** How often a cap took something away, by person. */
  capsHit: Map<string, number>;
};
const add = <K>(map: Map<K, number>, key: K, n: number): unknown => map.set(key, (map.get(key) ?? 0) + n);

/** Rules as they were, but for those that are drafted: these are in force from an instant on, under a version of their own. */
export function withDraft(rulesAt: RulesAt, draft: DraftRules, from: string): RulesAt {
  const kept = new Map<string, readonly RuleInForce[]>();
  let last: { of: readonly RuleInForce[]; drafted: readonly RuleInForce[] } | null = null;
  return (instant) => {
    const rules = rulesAt(instant);
    if (instant < from) return rules;
    if (last?.of === rules) return last.drafted;
    const key = rules.map((r) => `${r.ruleId}${r.version}`).join();
    let drafted = kept.get(key);
    if (!drafted) {
      const of = (ruleId: RuleId): RuleInForce | undefined => rules.find((r) => r.ruleId === ruleId);
      drafted = RULE_IDS.flatMap((ruleId) => {
        const [known, params] = [of(ruleId), draft[ruleId]];
        if (params) return [{ ruleId, version: (known?.version ?? 0) + 1, params }];
        return known ? [known] : [];
      });
      kept.set(key, drafted);
    }
    last = { of: rules, drafted };
    return drafted;
  };
}

/**
 * The rule lab: takes in every fact twice, under the rules that were in force and under a draft, and tells what each came to in a span.
 * Facts from before the span are taken in as they were, since what they left (caps, sales, what stands) matters in it. Nothing is written.
 */
export class Trial {
  private readonly sides: { judge: Judge; tally: Tally }[];

  constructor(
    zone: string,
    rulesAt: RulesAt,
    draft: DraftRules,
    private readonly span: Span,
    /** Who joined when, as it was when they were first heard of. */
    starts: Iterable<readonly [userId: string, joinedOn: string]> = [],
  ) {
    // What orders are to customers, and where they were, is the same under any rules.
    const memory = {
      sales: new Sales(),
      passages: new Passages(),
      newcomers: new Newcomers(starts),
      uses: new Uses(),
      mechanisms: new Mechanisms(),
      known: KNOWING_NOTHING,
    };
    this.sides = [rulesAt, withDraft(rulesAt, draft, span.startsAt)].map((rules) => ({
      judge: new Judge({ zone, rulesAt: rules, ...memory }),
      tally: { points: new Map(), byRule: new Map(), capsHit: new Map() },
    }));
  }

  async take(fact: ScoredFact): Promise<void> {
    for (const { judge, tally } of this.sides) {
      for (const txn of await judge.judge(fact))
        if (txn.at >= this.span.startsAt && txn.at < this.span.endsAt) count(tally, txn);
    }
  }

  get now(): Tally {
    return this.sides[0]!.tally;
  }
  get draft(): Tally {
    return this.sides[1]!.tally;
  }
}

function count(tally: Tally, txn: LedgerTxn): void {
  const { ruleId, ownerId, currency, amount, requested, capKey, bucket, vests, reverses } = txn;
  if (capKey && !reverses && amount < requested) add(tally.capsHit, ownerId, 1);
  const counts = vests ? vests.amount : bucket === 'vested' ? amount : 0;
  if (currency !== 'HP' || counts === 0) return;
  add(tally.points, ownerId, counts);
  let people = tally.byRule.get(ruleId);
  if (!people) tally.byRule.set(ruleId, (people = new Map<string, number>()));
  add(people, ownerId, counts);
}
