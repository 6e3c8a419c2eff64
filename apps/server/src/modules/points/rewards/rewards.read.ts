import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { RewardView, rewardsApi } from '@tallyboard/contracts/rewards';
import { DataSource } from 'typeorm';
import { actingIn } from '../../../platform/auth/acting-in.js';
import type { Principal } from '../../../platform/auth/principal.js';
import { Clock } from '../../../platform/clock/clock.js';
import { namedPeople } from '../named-people.js';
import { givenIn, monthOf, policyOf } from './budget.js';
import { RewardGrant } from './reward.entity.js';

const MOST = 200;
/** What somebody has to do something about comes first. */
const URGENCY = {
  waiting: 0,
  granted: 1,
  handed_over: 2,
  taken_back: 3,
} as const;

/** Rewards: one's own, and for managers those of their team with what is left to give. */
@Injectable()
export class RewardsRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async mine({ id: userId }: Principal): Promise<ReplyOf<typeof rewardsApi.mine>> {
    const rows = await this.db.manager.find(RewardGrant, {
      where: { userId },
      order: { grantedAt: 'DESC', id: 'DESC' },
    });
    return { rewards: rows.map(viewOf) };
  }

  async list(principal: Principal, input: InputOf<typeof rewardsApi.list>): Promise<ReplyOf<typeof rewardsApi.list>> {
    const { teamId } = actingIn(principal, input.teamId);
    const { manager } = this.db;
    const rows = await manager.find(RewardGrant, {
      where: { teamId },
      order: { grantedAt: 'DESC', id: 'DESC' },
      take: MOST,
    });
    const rank = (r: RewardGrant): number => (r.reversedAt ? 0 : URGENCY[r.state]);
    const month = await monthOf(manager, this.clock.now());
    const named = rows.flatMap((r) => [r.userId, ...(r.handedBy ? [r.handedBy] : [])]);
    return {
      month,
      policy: await policyOf(manager, teamId),
      given: await givenIn(manager, teamId, month),
      rewards: rows.toSorted((a, b) => rank(a) - rank(b)).map(viewOf),
      people: await namedPeople(manager, teamId, named),
    };
  }
}

export const viewOf = ({
  id: rewardId,
  teamId: _,
  decidedBy: __,
  decidedAt: ___,
  ...row
}: RewardGrant): RewardView => ({
  rewardId,
  ...row,
});
