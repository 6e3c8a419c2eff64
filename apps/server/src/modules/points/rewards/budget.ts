import { DEFAULT_POLICY, type RewardKind, type RewardPolicy } from '@tallyboard/rules/points/rewards/reward';
import { businessDay } from '@tallyboard/rules/time/business-day';
import type { EntityManager } from 'typeorm';

export type PolicyInForce = RewardPolicy & { version: number };

/** Whoever gives or decides holds it until the end of the transaction, so that two at once do not spend the same money. */
export const lockBudget = (tx: EntityManager, teamId: string): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('points.rewards:' || $1, 0))`, [teamId]);

/** As the manager set it, or as it is where nobody did. */
export async function policyOf(tx: EntityManager, teamId: string): Promise<PolicyInForce> {
  const [row] = await tx.query<{ policy: RewardPolicy; version: number }[]>(
    'select policy, version from reward_policy where team_id = $1',
    [teamId],
  );
  return row ? { ...row.policy, version: row.version } : { ...DEFAULT_POLICY, version: 0 };
}

/** What is given of each kind in a month; what waits and what was taken back is not. */
export async function givenIn(tx: EntityManager, teamId: string, month: string): Promise<Record<RewardKind, number>> {
  const rows = await tx.query<{ kind: RewardKind; given: number }[]>(
    `select kind, sum(value)::int as given from reward_grant where team_id = $1 and month = $2 and state in ('granted', 'handed_over') group by kind`,
    [teamId, month],
  );
  const of = (kind: RewardKind): number => rows.find((r) => r.kind === kind)?.given ?? 0;
  return { voucher: of('voucher'), leave: of('leave') };
}

/** The month at the office. */
export async function monthOf(tx: EntityManager, now: string): Promise<string> {
  const [{ zone }] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
  return businessDay(now, zone).slice(0, 7);
}
