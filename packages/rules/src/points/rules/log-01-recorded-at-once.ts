import type { PointRule } from '../rule.js';

/**
 * LOG-01 及时录入: that the goods are on board is written down on the day it happened, not looked up later. Orders know the day of it, not the
 * hour, so the day is the measure.
 */
export const log01: PointRule<{ points: number; perDay: number }> = {
  id: 'LOG-01',
  of: 'order',
  currency: 'HP',
  defaults: { points: 1, perDay: 10 },
  entitle: ({ order, passages }, { points, perDay }) => {
    const ownerId = order.owners.logistics;
    const shipped = passages.find((p) => p.stage === 'SHIPPED');
    if (
      !shipped ||
      !ownerId ||
      !order.securedAt ||
      order.status === 'cancelled' ||
      order.stage === 'LOST' ||
      order.onBoardOn !== shipped.on
    )
      return [];
    const cap = { key: `${ownerId}|${shipped.on}`, limit: perDay };
    return [{ ownerId, amount: points, cap, inputs: { onBoardOn: shipped.on } }];
  },
};
