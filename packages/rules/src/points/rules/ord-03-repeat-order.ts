import { byCredit } from '../by-credit.js';
import type { PointRule } from '../rule.js';

/** ORD-03 老客户复购: a customer comes back; a few times a month per customer. */
export const ord03: PointRule<{ points: number; perCustomerMonth: number }> = {
  id: 'ORD-03',
  of: 'order',
  currency: 'HP',
  defaults: { points: 8, perCustomerMonth: 2 },
  entitle: ({ order, sale, today }, { points, perCustomerMonth }) => {
    if (!order.securedAt || sale?.kind !== 'repeat') return [];
    const cap = { key: `customer:${order.customerId}:${today.slice(0, 7)}`, limit: points * perCustomerMonth };
    return byCredit(order, points, {}, cap);
  },
};
