import { DEFAULT_STORE_POLICY, type StorePolicy } from '@tallyboard/rules/points/store/redemption';
import type { EntityManager } from 'typeorm';

export type PolicyInForce = StorePolicy & { version: number };

/** Whoever asks or decides holds it until the end of the transaction, so that two at once do not spend the same money. */
export const lockStore = (tx: EntityManager, teamId: string): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('points.store:' || $1, 0))`, [teamId]);

export async function storePolicyOf(tx: EntityManager, teamId: string): Promise<PolicyInForce> {
  const [row] = await tx.query<PolicyInForce[]>(
    'select monthly_cny as "monthlyCny", approve_up_to as "approveUpTo", version from store_policy where team_id = $1',
    [teamId],
  );
  return row ?? { ...DEFAULT_STORE_POLICY, version: 0 };
}

/** What a month has cost so far: what was given back costs nothing. */
export async function spentIn(tx: EntityManager, teamId: string, month: string): Promise<number> {
  const [row] = await tx.query<[{ spent: number }]>(
    `select coalesce(sum(cost_cny), 0)::int as spent from redemption where team_id = $1 and month = $2 and state in ('requested', 'approved', 'fulfilled')`,
    [teamId, month],
  );
  return row.spent;
}
