import { allocate } from '../../money/money.js';
import { hasReached, isBefore } from '../../orders/stages.js';
import type { PointRule, RoyaltyEvidence } from '../rule.js';

/**
 * KNW-04 知识版税: an order that was settled pays those whose texts helped to win it: what colleagues used before the buyer had accepted,
 * the first items of it, to equal parts. Whoever used their own gets nothing for that.
 */
export const knw04: PointRule<{ points: number; items: number }, RoyaltyEvidence> = {
  id: 'KNW-04',
  of: 'royalty',
  currency: 'KC',
  defaults: { points: 10, items: 3 },
  entitle: ({ order, uses }, { points, items }) => {
    if (!hasReached(order.stage, 'SETTLED') || order.status === 'cancelled') return [];
    const early = uses.filter((u) => u.userId !== u.authorId && isBefore(u.stage, 'PI_SIGNED'));
    const first = early.filter((u, i) => early.findIndex((other) => other.itemId === u.itemId) === i).slice(0, items);
    const shares = allocate(
      points,
      first.map(() => 100 / first.length),
    );
    return first.map(({ itemId, authorId, userId: by, title, useId }, i) => ({
      ownerId: authorId,
      part: itemId,
      amount: shares[i]!,
      cap: null,
      inputs: { title, by, use: useId, total: points, count: first.length },
    }));
  },
};
