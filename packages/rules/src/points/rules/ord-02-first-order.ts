import { byCredit } from '../by-credit.js';
import type { PointRule } from '../rule.js';

/** ORD-02 新客户首单: the customer's first order ever, more when it is large. */
export const ord02: PointRule<{ base: number; largeUsd: number; largeBonus: number }> = {
  id: 'ORD-02',
  of: 'order',
  currency: 'HP',
  defaults: { base: 15, largeUsd: 5000, largeBonus: 5 },
  entitle: ({ order, sale }, { base, largeUsd, largeBonus }) => {
    if (!order.securedAt || sale?.kind !== 'first') return [];
    const usd = Math.floor((order.amountUsdMinor ?? 0) / 100);
    const total = base + ((order.amountUsdMinor ?? 0) >= largeUsd * 100 ? largeBonus : 0);
    return byCredit(order, total, { usd });
  },
};
