import { Injectable } from '@nestjs/common';
import type { OrderChanged } from '@tallyboard/contracts/order-cards';
import type { EntityManager } from 'typeorm';
import { newFact, type StoredFact } from '../../platform/feeds/fact.js';
import type { CausedFact, Reaction } from '../../platform/feeds/reactions.js';
import { Judge } from './judge.js';
import type { LedgerTxn } from './ledger.entity.js';
import { post } from './ledger.js';
import { takeIn } from './points-input.js';

/**
 * Points follow from what an order is: after each change, what is due is compared with what stands, and the difference is granted
 * or reversed. So undo, cancelling and leaving a stage backwards take back what reaching it earned, without a rule knowing of them.
 */
@Injectable()
export class OnOrderChanged implements Reaction {
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
  ] as const;
  readonly subjectOf = (fact: StoredFact): string => (fact.payload as OrderChanged).order.id;

  async react(tx: EntityManager, facts: readonly StoredFact[], pos: number): Promise<CausedFact[]> {
    const [judge, taken] = await Promise.all([Judge.open(tx, facts), takeIn(tx, facts, pos)]);
    const txns: { txn: LedgerTxn; fact: StoredFact }[] = [];
    for (const { fact, at } of taken) for (const txn of await judge.judge(fact, at)) txns.push({ txn, fact });
    const [, posted] = await Promise.all([
      judge.close(),
      post(
        tx,
        txns.map((t) => t.txn),
      ),
    ]);
    return posted.flatMap(({ txn, seasonTotal }, i) =>
      txn.amount === 0 ? [] : [told(txn, seasonTotal, txns[i]!.fact)],
    );
  }
}

function told(txn: LedgerTxn, seasonTotal: number, { feed, commandId, occurredAt }: StoredFact): CausedFact {
  const {
    id,
    ruleId,
    ruleVersion,
    currency,
    amount,
    requested,
    ownerId,
    orderId,
    orderNo,
    season,
    at,
    reversesId,
    causedBy,
  } = txn;
  const payload = {
    id,
    ruleId,
    ruleVersion,
    currency,
    amount,
    requested,
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
