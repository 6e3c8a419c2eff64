import { decided, type Outcome, refused } from '../../outcome.js';

/** Rewards 奖励 that come with a milestone: a shopping voucher 购物卡, in CNY, or extra leave 额外休假, in hours. */
export const REWARD_KINDS = ['voucher', 'leave'] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

/** `waiting` until there is room in a budget, then `granted`, then `handed_over`; `taken_back` when what it was for is no more. */
export const REWARD_STATES = ['waiting', 'granted', 'handed_over', 'taken_back'] as const;
export type RewardState = (typeof REWARD_STATES)[number];
export const REWARD_STEPS = ['approve', 'hand_over', 'undo'] as const;
export type RewardStep = (typeof REWARD_STEPS)[number];

/** The rules that come with a reward. */
export const MILESTONES = ['MIL-01', 'MIL-02'] as const;
export type Milestone = (typeof MILESTONES)[number];
export const isMilestone = (ruleId: string): ruleId is Milestone => (MILESTONES as readonly string[]).includes(ruleId);

/** Largest amount of CNY or hours that may be entered. */
export const REWARD_MOST = 1_000_000;

/**
 * What a team gives for each milestone (0: points alone), and how much a month it may give without asking. It is not among the parameters of
 * the rules, which everybody reads: what somebody gets is between them and their managers.
 */
export type RewardPolicy = {
  budget: Readonly<Record<RewardKind, number>>;
  worth: Readonly<Record<Milestone, { kind: RewardKind; value: number }>>;
};
export const DEFAULT_POLICY: RewardPolicy = {
  budget: { voucher: 1_000, leave: 16 },
  worth: {
    'MIL-01': { kind: 'voucher', value: 200 },
    'MIL-02': { kind: 'leave', value: 4 },
  },
};

/** Within the month's budget a reward is granted at once; beyond it, it waits for a manager. `given`: of its kind in that month. */
export const fits = ({ budget }: RewardPolicy, kind: RewardKind, value: number, given: number): boolean =>
  given + value <= budget[kind];

export type Reward = {
  userId: string;
  state: RewardState;
  handedBy: string | null;
  handedAt: string | null;
  /** Since when what it was for is no more, of one that had been handed over by then. */
  reversedAt: string | null;
};
export type RewardRefusal =
  | 'points.reward_own'
  | 'points.reward_not_waiting'
  | 'points.reward_over_budget'
  | 'points.reward_not_granted'
  | 'points.reward_not_handed_over'
  | 'points.reward_undo_late'
  | 'points.reward_undo_other';

/** How long somebody may say that it was not handed over after all. */
export const UNDO_HANDING_MS = 24 * 3_600_000;

/**
 * What a manager does with a reward that is not their own; `room`: whether it fits into what is left of the month. Handing over is taken back by
 * whoever did it, within a day; where the reason for it is gone meanwhile, the reward goes with it.
 */
export function decideReward(
  { userId, state, handedBy, handedAt, reversedAt }: Reward,
  step: RewardStep,
  { by, now, room }: { by: string; now: string; room: boolean },
): Outcome<RewardState, RewardRefusal> {
  if (userId === by) return refused('points.reward_own');
  switch (step) {
    case 'approve':
      if (state !== 'waiting') return refused('points.reward_not_waiting');
      return room ? decided('granted') : refused('points.reward_over_budget');
    case 'hand_over':
      return state === 'granted' ? decided('handed_over') : refused('points.reward_not_granted');
    case 'undo':
      if (state !== 'handed_over' || !handedAt) return refused('points.reward_not_handed_over');
      if (handedBy !== by) return refused('points.reward_undo_other');
      if (Date.parse(now) - Date.parse(handedAt) > UNDO_HANDING_MS) return refused('points.reward_undo_late');
      return decided(reversedAt ? 'taken_back' : 'granted');
  }
}

/** What becomes of a reward when what it was for is taken back: what has been handed over stays, and somebody is told. */
export const afterReversal = (state: RewardState): RewardState =>
  state === 'handed_over' ? 'handed_over' : 'taken_back';
