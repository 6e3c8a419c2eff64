import {
  MILESTONES,
  REWARD_KINDS,
  REWARD_MOST,
  REWARD_STATES,
  REWARD_STEPS,
} from '@tallyboard/rules/points/rewards/reward';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { person } from './people.js';
import { id, instant } from './scalars.js';

export const rewardsProblems = {
  'points.reward_not_found': 404,
  /** Nobody decides about a reward of their own. */
  'points.reward_own': 403,
  'points.reward_not_waiting': 409,
  /** The month has no room for it: first raise the budget, or wait for the next month. */
  'points.reward_over_budget': 409,
  'points.reward_not_granted': 409,
  'points.reward_not_handed_over': 409,
  'points.reward_undo_late': 409,
  'points.reward_undo_other': 403,
  /** Comes with what it is now. */
  'points.reward_policy_changed': 409,
} as const;

const worthOf = {
  kind: z.enum(REWARD_KINDS),
  value: z.int().min(0).max(REWARD_MOST),
};
/** A reward came to be, or became something else. What it is worth, and whose it is, no frame tells. */
export const rewardChanged = z.object({
  rewardId: id,
  userId: id,
  ruleId: z.enum(MILESTONES),
  ...worthOf,
  state: z.enum(REWARD_STATES),
  txnId: id,
});
export const shownReward = rewardChanged.pick({ rewardId: true, state: true });

export const reward = rewardChanged.extend({
  month: z.string(),
  grantedAt: instant,
  handedBy: id.nullable(),
  handedAt: instant.nullable(),
  /** Since when what it was for is no more, although it had been handed over. */
  reversedAt: instant.nullable(),
});
export type RewardView = z.infer<typeof reward>;

/** In CNY for vouchers and hours for leave. */
const perKind = z.object({
  voucher: z.int().min(0).max(REWARD_MOST),
  leave: z.int().min(0).max(REWARD_MOST),
});
const worth = z.strictObject({
  'MIL-01': z.strictObject(worthOf),
  'MIL-02': z.strictObject(worthOf),
});
export const rewardPolicy = z.object({
  budget: perKind,
  worth,
  version: z.int(),
});
export type RewardPolicyView = z.infer<typeof rewardPolicy>;

export const rewardsApi = {
  mine: endpoint({
    method: 'GET',
    path: '/rewards/mine',
    allow: 'points.view',
    summary: 'My rewards, newest first.',
    input: z.strictObject({}),
    reply: z.object({ rewards: z.array(reward) }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/rewards',
    allow: 'points.manage',
    summary: 'Rewards of a team, those that wait first, and what is left to give this month.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: z.object({
      month: z.string(),
      policy: rewardPolicy,
      given: perKind,
      rewards: z.array(reward),
      people: z.array(person),
    }),
  }),
  setPolicy: endpoint({
    method: 'POST',
    path: '/rewards/policy',
    allow: 'points.manage',
    command: true,
    summary: 'Says what a team gives for milestones, and how much a month without being asked.',
    input: z.strictObject({
      teamId: id.optional(),
      expectedVersion: z.int(),
      budget: perKind,
      worth,
    }),
    reply: rewardPolicy,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/rewards/:id/decide',
    allow: 'points.manage',
    command: true,
    summary: 'Approves a reward that waits, marks one as handed over, or takes that back.',
    input: z.strictObject({ id, step: z.enum(REWARD_STEPS) }),
    reply: reward,
  }),
};
