import { LANE_OF, hasReached } from '../../orders/stages.js';
import type { PointRule } from '../rule.js';

/**
 * STG-01 环节完成: documents and logistics earn from the stages they own (S36): each stage an order came to on the board while its promised
 * shipment still held. What comes after the goods are on board is measured by them being there, not by the promise.
 */
export const stg01: PointRule<{ points: number; perDay: number }> = {
  id: 'STG-01',
  of: 'order',
  currency: 'HP',
  // An order's five stages in documents are worth about what a sale is to one of the reps whom a clerk serves.
  defaults: { points: 5, perDay: 60 },
  entitle: ({ order, passages }, { points, perDay }) => {
    if (!order.securedAt || order.status === 'cancelled' || order.stage === 'LOST') return [];
    return passages.flatMap(({ stage, on }) => {
      const lane = LANE_OF[stage];
      const ownerId = order.owners[lane];
      const promisedOn = order.frozenShipOn;
      const isLate = promisedOn !== null && on > promisedOn && !hasReached(stage, 'SHIPPED');
      if (lane === 'sales' || !ownerId || isLate) return [];
      const cap = { key: `${ownerId}|${on}`, limit: perDay };
      return [{ ownerId, part: stage, amount: points, cap, inputs: { stage, on, promisedOn: promisedOn ?? '—' } }];
    });
  },
};
