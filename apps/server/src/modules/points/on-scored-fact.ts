import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newFact, type StoredFact } from '../../platform/feeds/fact.js';
import type { CausedFact, Reaction } from '../../platform/feeds/reactions.js';
import { Judge, subjectOf } from './judge.js';
import { post, type Posting } from './ledger.js';
import { takeIn } from './points-input.js';

/**
 * Points follow from what an order is: after each change, what is due is compared with what stands, and the difference is granted
 * or reversed. So undo, cancelling and leaving a stage backwards take back what reaching it earned, without a rule knowing of them.
 */
@Injectable()
export class OnScoredFact implements Reaction {
  readonly name = 'points';
  readonly facts = [
    'orders.created',
    'orders.edited',
    'orders.moved',
    'orders.cancelled',
    'orders.lost',
    'orders.reopened',
    'orders.undone',
    'orders.joined',
    'inquiries.first_responded',
    'inquiries.message_logged',
    'inquiries.message_withdrawn',
    'inquiries.follow_up_lapsed',
    'inquiries.qualified',
    'inquiries.disqualified',
    'inquiries.marked_invalid',
    'inquiries.restored',
    'inquiries.converted',
    'inquiries.changed',
    'inquiries.week_closed',
    'customers.survey_answered',
  ] as const;
  /** An order is known by its id alone. */
  readonly subjectOf = (fact: StoredFact): string => subjectOf(fact).replace(/^order:/, '');

  async react(tx: EntityManager, facts: readonly StoredFact[], pos: number): Promise<CausedFact[]> {
    const [judge, taken] = await Promise.all([Judge.open(tx, facts), takeIn(tx, facts, pos)]);
    const txns: { txn: Posting; fact: StoredFact }[] = [];
    for (const { fact, at } of taken) for (const txn of await judge.judge(fact, at)) txns.push({ txn, fact });
    const [, posted] = await Promise.all([
      judge.close(),
      post(
        tx,
        txns.map((t) => t.txn),
      ),
    ]);
    return posted.flatMap(({ txn, seasonTotal }, i) => (isQuiet(txn) ? [] : [told(txn, seasonTotal, txns[i]!.fact)]));
  }
}

/** What counts is told: not what waits to be confirmed, nor a cap that left nothing. What vests is told as the grant it is. */
const isQuiet = ({ amount, vests, bucket }: Posting): boolean => (vests ?? amount) === 0 || bucket === 'pending';

function told(txn: Posting, seasonTotal: number, { feed, commandId, occurredAt }: StoredFact): CausedFact {
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
  const amount = vests ?? posted;
  const payload = {
    id: vestsId ?? txnId,
    ruleId,
    ruleVersion,
    currency,
    amount,
    requested: vests === undefined ? requested : amount,
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
