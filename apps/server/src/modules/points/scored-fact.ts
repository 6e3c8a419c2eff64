import type { FactName, PayloadOf } from '@tallyboard/contracts/facts';
import type { InquiryChanged } from '@tallyboard/contracts/inquiry-cards';
import type { OrderChanged } from '@tallyboard/contracts/order-cards';
import type { About, ScoredFact } from '@tallyboard/rules/points/engine/scored-fact';
import type { StoredFact } from '../../platform/feeds/fact.js';

/** The facts that points follow from. */
export const SCORED_FACTS = [
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
  'inquiries.start_day_set',
  'customers.survey_answered',
  'points.kudos_given',
  'points.kudos_withdrawn',
  'points.kudos_decided',
  'points.adjusted',
  'knowledge.published',
  'knowledge.withdrawn',
  'knowledge.voted',
  'knowledge.vote_withdrawn',
  'knowledge.neglected',
  'knowledge.verified',
  'knowledge.flag_upheld',
  'knowledge.answer_accepted',
  'knowledge.answer_unaccepted',
  'knowledge.used',
  'knowledge.use_removed',
] as const satisfies FactName[];

/** A stored fact as the points engine takes it in. */
export function scoredFact(fact: StoredFact): ScoredFact {
  const { feed, seq, commandId: causedBy, occurredAt: at } = fact;
  return { feed, seq, causedBy, at, about: aboutOf(fact) };
}

function aboutOf(fact: StoredFact): About {
  if (isFact('inquiries.week_closed', fact)) return { of: 'replyWeek', week: fact.payload };
  if (isFact('customers.survey_answered', fact)) {
    const { surveyId, orderId, orderNo, ...survey } = fact.payload;
    return { of: 'survey', surveyId, orderId, orderNo, survey };
  }
  if (
    isFact('points.kudos_given', fact) ||
    isFact('points.kudos_withdrawn', fact) ||
    isFact('points.kudos_decided', fact)
  ) {
    const { kudosId, fromId, toId, state } = fact.payload;
    return { of: 'kudos', kudosId, kudos: { fromId, toId, state } };
  }
  if (isFact('inquiries.start_day_set', fact)) return { of: 'start', ...fact.payload };
  if (isFact('points.adjusted', fact)) {
    const { adjustmentId, userId, amount, state, reason, proposedBy } = fact.payload;
    return { of: 'adjustment', adjustmentId, adjustment: { userId, amount, state, reason, proposedBy } };
  }
  if (
    isFact('knowledge.published', fact) ||
    isFact('knowledge.withdrawn', fact) ||
    isFact('knowledge.neglected', fact)
  ) {
    const { id: itemId, authorId, type, title } = fact.payload.item;
    // Older facts do not say since when an item is shared, nor what it was made of.
    const sharedAt = (fact.payload.item.sharedAt as string | null | undefined) ?? null;
    const madeOf = (fact.payload.item.fromId as string | null | undefined) ?? null;
    const inPool = fact.name === 'knowledge.published';
    const isRetired = fact.name === 'knowledge.withdrawn';
    return { of: 'knowledge', itemId, item: { authorId, type, title, inPool, sharedAt }, madeOf, isRetired };
  }
  if (isFact('knowledge.verified', fact)) {
    const { item, verification } = fact.payload;
    const { id: verificationId, by, onTime } = verification;
    return { of: 'verification', verificationId, verification: { by, onTime, title: item.title } };
  }
  if (isFact('knowledge.flag_upheld', fact)) {
    const { item, flag } = fact.payload;
    const { title, authorId } = item;
    return { of: 'flag', flagId: flag.id, flag: { finderId: flag.raisedBy, authorId, title, upheld: true } };
  }
  if (isFact('knowledge.voted', fact) || isFact('knowledge.vote_withdrawn', fact)) {
    const { item, vote } = fact.payload;
    return { of: 'vote', itemId: item.id, vote: { ...vote, authorId: item.authorId, title: item.title } };
  }
  if (isFact('knowledge.answer_accepted', fact) || isFact('knowledge.answer_unaccepted', fact)) {
    const { item, answer } = fact.payload;
    const { id: answerId, authorId, accepted } = answer;
    return { of: 'answer', answerId, answer: { authorId, askerId: item.authorId, title: item.title, accepted } };
  }
  if (isFact('knowledge.used', fact) || isFact('knowledge.use_removed', fact)) {
    const { kind: _, type: __, revision: ___, ...use } = fact.payload.use;
    return { of: 'use', use, stands: fact.name === 'knowledge.used' };
  }
  const payload = fact.payload as OrderChanged | InquiryChanged;
  if ('order' in payload) {
    const { order, before } = payload;
    return { of: 'order', order, isNew: before === null, isUndo: fact.name === 'orders.undone' };
  }
  return { of: 'inquiry', inquiry: payload.inquiry };
}

const isFact = <N extends FactName>(name: N, fact: StoredFact): fact is StoredFact & { payload: PayloadOf<N> } =>
  fact.name === name;
