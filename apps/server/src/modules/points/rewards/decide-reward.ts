import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { RewardView, rewardsApi } from '@tallyboard/contracts/rewards';
import { decideReward, fits } from '@tallyboard/rules/points/rewards/reward';
import { actingIn, seesTeam } from '../../../platform/auth/acting-in.js';
import type { CommandContext } from '../../../platform/commands/command.js';
import { Commands } from '../../../platform/commands/run-command.js';
import { AppError } from '../../../platform/http/app-error.js';
import { audit } from '../../../platform/ops/audit.js';
import { givenIn, lockBudget, monthOf, policyOf } from './budget.js';
import { RewardGrant } from './reward.entity.js';
import { viewOf } from './rewards.read.js';
import { toldOf } from './told-reward.js';

/** A manager approves what waits, hands over what is granted, and says how much there is to give. */
@Injectable()
export class DecideReward {
  constructor(private readonly commands: Commands) {}

  decide(context: CommandContext, { id, step }: InputOf<typeof rewardsApi.decide>): Promise<RewardView> {
    const { now, actorId: by, principal } = context;
    return this.commands.run(context, async (tx) => {
      const known = await tx.findOneBy(RewardGrant, { id });
      if (!known || !seesTeam(principal, known.teamId)) throw new AppError('points.reward_not_found');
      await lockBudget(tx, known.teamId);
      const row = await tx.findOneOrFail(RewardGrant, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      const month = await monthOf(tx, now);
      const policy = await policyOf(tx, row.teamId);
      const given = await givenIn(tx, row.teamId, month);
      const room = fits(policy, row.kind, row.value, given[row.kind]);
      const outcome = decideReward(row, step, { by, now, room });
      if (!outcome.ok) throw new AppError(outcome.code, outcome.details);
      const decided: RewardGrant = {
        ...row,
        state: outcome.value,
        ...changes(step, { month, by, now }),
      };
      await tx.update(RewardGrant, { id }, decided);
      await audit(tx, context, {
        action: 'points.reward_decided',
        subject: id,
        details: { userId: row.userId, ruleId: row.ruleId, step },
      });
      return { reply: viewOf(decided), facts: [toldOf(decided)] };
    });
  }

  setPolicy(
    context: CommandContext,
    { teamId, expectedVersion, ...policy }: InputOf<typeof rewardsApi.setPolicy>,
  ): Promise<ReplyOf<typeof rewardsApi.setPolicy>> {
    const own = actingIn(context.principal, teamId).teamId;
    return this.commands.run(context, async (tx) => {
      await lockBudget(tx, own);
      const { version, ...before } = await policyOf(tx, own);
      if (version !== expectedVersion)
        throw new AppError('points.reward_policy_changed', {
          current: { ...before, version },
        });
      await tx.query(
        `insert into reward_policy (team_id, policy, version) values ($1, $2, 1)
         on conflict (team_id) do update set policy = excluded.policy, version = reward_policy.version + 1`,
        [own, policy],
      );
      await audit(tx, context, {
        action: 'points.reward_policy_set',
        subject: own,
        details: { before, policy },
      });
      return { reply: { ...policy, version: version + 1 }, facts: [] };
    });
  }
}

const changes = (
  step: 'approve' | 'hand_over' | 'undo',
  { month, by, now }: { month: string; by: string; now: string },
): Partial<RewardGrant> => {
  // It counts in the month in which there was room for it.
  if (step === 'approve') return { month, decidedBy: by, decidedAt: now };
  return step === 'hand_over' ? { handedBy: by, handedAt: now } : { handedBy: null, handedAt: null };
};
