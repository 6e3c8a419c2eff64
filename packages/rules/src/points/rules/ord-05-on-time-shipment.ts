import { hasReached, LANES } from '../../orders/stages.js';
import type { PointRule } from '../rule.js';

/** ORD-05 准时出运: on board no later than the promise that was frozen when the order was secured; for everyone whose work it was. */
export const ord05: PointRule<{ sales: number; documents: number; logistics: number }> = {
  id: 'ORD-05',
  of: 'order',
  currency: 'HP',
  defaults: { sales: 8, documents: 4, logistics: 4 },
  entitle: ({ order, sale }, params) => {
    if (!order.securedAt || order.status === 'cancelled' || !hasReached(order.stage, 'SHIPPED')) return [];
    if (!sale || sale.shippedOnEntry) return [];
    if (!order.onBoardOn || !order.frozenShipOn || order.onBoardOn > order.frozenShipOn) return [];
    const earned = new Map<string, number>();
    for (const lane of LANES) {
      const ownerId = order.owners[lane];
      if (ownerId) earned.set(ownerId, (earned.get(ownerId) ?? 0) + params[lane]);
    }
    const inputs = { onBoardOn: order.onBoardOn, promisedOn: order.frozenShipOn };
    return [...earned].map(([ownerId, amount]) => ({ ownerId, amount, cap: null, inputs }));
  },
};
