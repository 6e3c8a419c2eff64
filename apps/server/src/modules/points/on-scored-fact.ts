import { Injectable } from '@nestjs/common';
import { subjectOf } from '@tallyboard/rules/points/engine/scored-fact';
import type { EntityManager } from 'typeorm';
import { newFact, type StoredFact } from '../../platform/feeds/fact.js';
import type { CausedFact, Reaction } from '../../platform/feeds/reactions.js';
import type { Turn } from '../../platform/feeds/turn.js';
import { EngineMemory } from './engine-memory.js';
import { FactJudge } from './judge-facts.js';
import { post, type Posting } from './ledger.js';
import { takeIn } from './points-input.js';
import { Ranked } from './ranked.js';
import { followMilestones } from './rewards/grant-rewards.js';
import { SCORED_FACTS, scoredFact } from './scored-fact.js';

/**
 * Points follow from what an order is: after each change, what is due is compared with what stands, and the difference is granted
 * or reversed. So undo, cancelling and leaving a stage backwards take back what reaching it earned, without a rule knowing of them.
 */
@Injectable()
export class OnScoredFact implements Reaction {
  readonly name = 'points';
  readonly facts = SCORED_FACTS;
  /** An order is known by its id alone. */
  readonly subjectOf = (fact: StoredFact): string => subjectOf(scoredFact(fact)).replace(/^order:/, '');

  private readonly memory = new EngineMemory();

  async react(tx: EntityManager, facts: readonly StoredFact[], turn: Turn): Promise<CausedFact[]> {
    const learned = this.memory.take(turn);
    const [judge, taken] = await Promise.all([FactJudge.open(tx, facts, turn, learned), takeIn(tx, facts, turn.pos)]);
    const txns: { txn: Posting; fact: StoredFact }[] = [];
    for (const fact of taken) for (const txn of await judge.judge(fact)) txns.push({ txn, fact });
    const postings = txns.map((t) => t.txn);
    // Asked first: rows of people are locked before accounts.
    const [ranked, , posted] = await Promise.all([Ranked.open(tx, postings), judge.close(), post(tx, postings)]);
    await ranked.fixLeagues(tx);
    const rewards = await followMilestones(tx, postings);
    this.memory.keep(turn, facts.length, learned);
    const told = posted.flatMap(({ txn, seasonTotal }, i) => {
      if (isQuiet(txn)) return [];
      const { fact } = txns[i]!;
      return [tell(txn, seasonTotal, { ...fact, feed: ranked.feedFor(txn.ownerId, fact.feed) })];
    });
    // After the points that they came with.
    return [...told, ...rewards.map(({ txn, fact }) => ({ ...fact, commandId: txn.causedBy, occurredAt: txn.at }))];
  }
}

/** What counts is told: not what waits to be confirmed, nor a cap that left nothing. What vests is told as the grant it is. */
const isQuiet = ({ amount, vests, bucket }: Posting): boolean => (vests?.amount ?? amount) === 0 || bucket !== 'vested';

function tell(txn: Posting, seasonTotal: number, { feed, commandId, occurredAt }: StoredFact): CausedFact {
  const {
    id: txnId,
    vestsId,
    vests,
    ruleId,
    ruleVersion,
    currency,
    amount: posted,
    requested,
    ownerId,
    orderId,
    orderNo,
    season,
    at,
    reversesId,
    causedBy,
  } = txn;
  const amount = vests?.amount ?? posted;
  const payload = {
    id: vestsId ?? txnId,
    ruleId,
    ruleVersion,
    currency,
    amount,
    requested: vests ? amount : requested,
    ownerId,
    orderId,
    orderNo,
    season,
    at,
    reversesId,
    seasonTotal,
    causedBy,
  };
  return { ...newFact(feed, reversesId ? 'points.reversed' : 'points.granted', payload), commandId, occurredAt };
}
