import { byCredit } from '../by-credit.js';
import type { PointRule } from '../rule.js';

/** ORD-01 赢得订单: a base for the sale and one point per step of value up to a maximum, shared by credit split. A purchase in pieces earns what one order would. */
export const ord01: PointRule<{ base: number; usdPerPoint: number; maxBonus: number }> = {
  id: 'ORD-01',
  of: 'order',
  currency: 'HP',
  defaults: { base: 20, usdPerPoint: 5000, maxBonus: 20 },
  entitle: ({ order, sale }, { base, usdPerPoint, maxBonus }) => {
    if (!order.securedAt || !sale || sale.kind === 'carried') return [];
    const usd = order.amountUsdMinor ?? 0;
    const bonus = (minor: number): number => Math.min(maxBonus, Math.floor(minor / 100 / usdPerPoint));
    const before = sale.groupUsdMinorBefore;
    const total = (sale.kind === 'piece' ? 0 : base) + bonus(before + usd) - bonus(before);
    return byCredit(order, total, { usd: Math.floor(usd / 100), usdBefore: Math.floor(before / 100) });
  },
};
