import type { INestApplicationContext } from '@nestjs/common';
import { DEFAULT_POLICY } from '@tallyboard/rules/points/rewards/reward';
import { DecideReward } from '../../modules/points/rewards/decide-reward.js';
import type { CommandContext } from '../../platform/commands/command.js';

/** Less than a newcomer's first order is worth. */
const SCARCE = 100;

/** What is earned meanwhile waits for a budget; afterwards there is one, and a manager may approve. */
export async function whileBudgetIsScarce(
  app: INestApplicationContext,
  by: () => CommandContext,
  earn: () => Promise<void>,
): Promise<void> {
  const set = async (voucher: number, expectedVersion: number): Promise<unknown> =>
    app.get(DecideReward).setPolicy(by(), {
      expectedVersion,
      ...DEFAULT_POLICY,
      budget: { ...DEFAULT_POLICY.budget, voucher },
    });
  await set(SCARCE, 0);
  await earn();
  await set(DEFAULT_POLICY.budget.voucher, 1);
}
