import { rankBetween } from '@tallyboard/rules/orders/rank';
import type { EntityManager } from 'typeorm';
import { isUniqueViolation } from '../../platform/db/retry.js';

export type Gap = { before: string | null; after: string | null };
/** Two people dropped into one gap and got one rank: a second try finds another place. */
export const isRankClash = (error: unknown): boolean => isUniqueViolation(error, 'trade_order_rank');

/**
 * The gap behind a card, or above all, leaving the moved card itself out; one query for a whole batch. Without a team it is the moved
 * card's own. A card `afterId` that is not there counts as none.
 */
export async function findGaps(
  tx: EntityManager,
  places: readonly { teamId?: string; orderId: string; afterId: string | null }[],
): Promise<Gap[]> {
  const rows = await tx.query<{ i: number; before: string | null; after: string | null }[]>(
    `select p.i::int, a.rank as before, n.rank as after
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as given (team_id, order_id, after_id, i)
     left join trade_order own on own.id = given.order_id
     cross join lateral (select coalesce(given.team_id, own.team_id) as team_id, given.order_id, given.after_id, given.i) p
     left join trade_order a on a.id = p.after_id and a.team_id = p.team_id and a.id <> p.order_id
     left join lateral (select rank from trade_order t where t.team_id = p.team_id and t.id <> p.order_id and t.rank > coalesce(a.rank, '') order by t.rank limit 1) n on true
     order by p.i`,
    [places.map((p) => p.teamId ?? null), places.map((p) => p.orderId), places.map((p) => p.afterId)],
  );
  return rows.map(({ before, after }) => ({ before, after }));
}

export const rankIn = (gap: Gap): string => rankBetween(gap.before, gap.after, Math.random());

/** A rank at the place it had: itself when free, else just behind whoever stands there now. */
export async function rankNear(tx: EntityManager, teamId: string, orderId: string, rank: string): Promise<string> {
  const [taken] = await tx.query<{ id: string }[]>(
    'select id from trade_order where team_id = $1 and rank = $2 and id <> $3',
    [teamId, rank, orderId],
  );
  if (!taken) return rank;
  const [gap] = await findGaps(tx, [{ teamId, orderId, afterId: taken.id }]);
  return rankIn(gap!);
}
