import { type AwardRule, latest } from './award.js';

/** What a customer bought in the year. Amounts are US cents of orders that are secured; `votes` of the team. */
export type Buyer = {
  customerId: string;
  orders: readonly { usdMinor: number; at: string }[];
  votes: number;
  reversals: number;
};

/**
 * 年度优秀客户: 40 % what they contribute, 20 % how often they came back, 20 % the team's vote; 20 % that they pay on time waits until payments are
 * recorded, and the others carry it. Each part against the best of the year.
 */
export const customerOfTheYear: AwardRule<
  readonly Buyer[],
  { orders: number; contribution: number; repeat: number; vote: number }
> = {
  id: 'customer_of_the_year',
  periods: ['year'],
  better: 'high',
  defaults: { orders: 2, contribution: 40, repeat: 20, vote: 20 },
  judge(buyers, { orders: need, ...weights }) {
    const usdOf = (b: Buyer): number => b.orders.reduce((sum, o) => sum + o.usdMinor, 0);
    const most = (of: (b: Buyer) => number): number => Math.max(1, ...buyers.map(of));
    const [mostUsd, mostOrders, mostVotes] = [most(usdOf), most((b) => b.orders.length - 1), most((b) => b.votes)];
    const whole = weights.contribution + weights.repeat + weights.vote;
    const candidates = [];
    const out = [];
    for (const buyer of buyers) {
      const { customerId: id, orders, votes, reversals } = buyer;
      const n = orders.length;
      const share = { contribution: usdOf(buyer) / mostUsd, repeat: (n - 1) / mostOrders, vote: votes / mostVotes };
      const figures = { usd: Math.floor(usdOf(buyer) / 100), orders: n, votes, need };
      if (n < need) out.push({ id, n, why: 'too_few' as const, figures });
      else {
        const parts = ['contribution', 'repeat', 'vote'] as const;
        const metric = parts.reduce((sum, part) => sum + weights[part] * share[part], 0) / Math.max(1, whole);
        const reachedAt = latest(orders.map((o) => o.at));
        candidates.push({ id, n, metric, keys: [votes], reversals, reachedAt, figures });
      }
    }
    return { candidates, out, base: {} };
  },
};
