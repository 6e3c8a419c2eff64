import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Frame } from '@tallyboard/contracts/live';
import { type RewardPolicyView, rewardsApi, type RewardView } from '@tallyboard/contracts/rewards';
import type { RewardStep } from '@tallyboard/rules/points/rewards/reward';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../../platform/call';

type Review = ReplyOf<typeof rewardsApi.list>;

/** Rewards: my own, and for managers those of the team. No frame says what they are worth, so they are read again. */
export const useRewards = defineStore('rewards', () => {
  const mine = shallowRef<readonly RewardView[] | null>(null);
  const review = shallowRef<Review | null>(null);
  /** One that came while this page looked on. */
  const arrived = shallowRef<RewardView | null>(null);

  async function loadMine(): Promise<void> {
    const answer = await call(rewardsApi.mine, {});
    if (!answer.ok) return;
    const known = mine.value?.map((r) => r.rewardId);
    mine.value = answer.reply.rewards;
    const fresh = known && mine.value.find((r) => !known.includes(r.rewardId) && r.state !== 'taken_back');
    if (fresh) arrived.value = fresh;
  }
  async function loadReview(teamId: string): Promise<void> {
    const answer = await call(rewardsApi.list, { teamId });
    if (answer.ok) review.value = answer.reply;
  }
  const isAbout = (frames: readonly Frame[]): boolean => frames.some((f) => f.name === 'points.reward_changed');

  async function decide(teamId: string, id: string, step: RewardStep): Promise<Answer<RewardView>> {
    const answer = await call(rewardsApi.decide, { id, step });
    await loadReview(teamId).catch(() => null);
    return answer;
  }
  async function setPolicy(
    teamId: string,
    policy: Omit<InputOf<typeof rewardsApi.setPolicy>, 'teamId'>,
    commandId: string,
  ): Promise<Answer<RewardPolicyView>> {
    const answer = await call(rewardsApi.setPolicy, { teamId, ...policy }, commandId);
    if (answer.ok) await loadReview(teamId).catch(() => null);
    return answer;
  }
  return { mine, review, arrived, loadMine, loadReview, isAbout, decide, setPolicy };
});
