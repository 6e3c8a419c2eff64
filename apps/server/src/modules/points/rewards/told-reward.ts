import { type NewFact, newFact, teamFeed } from '../../../platform/feeds/fact.js';
import type { RewardGrant } from './reward.entity.js';

/** What is told of a reward as it is now; the contract says to whom what of it. */
export const toldOf = ({ id: rewardId, teamId, userId, ruleId, kind, value, state, txnId }: RewardGrant): NewFact =>
  newFact(teamFeed(teamId), 'points.reward_changed', {
    rewardId,
    userId,
    ruleId,
    kind,
    value,
    state,
    txnId,
  });
