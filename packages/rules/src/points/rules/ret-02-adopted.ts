import type { AdoptionEvidence, PointRule } from '../rule.js';

/**
 * RET-02 机制落地: what was made of a case helps others: colleagues have used it on enough orders. Once for each case, to whoever told it; not
 * for their own uses, nor for what left the pool again soon after it came.
 */
export const ret02: PointRule<{ points: number; orders: number; days: number }, AdoptionEvidence> = {
  id: 'RET-02',
  of: 'adoption',
  currency: 'KC',
  defaults: { points: 15, orders: 3, days: 30 },
  entitle: ({ lesson: { authorId, title }, mechanisms }, { points, orders, days }) => {
    for (const { title: mechanism, uses, retiredAfter } of mechanisms) {
      if (retiredAfter !== null && retiredAfter < days) continue;
      const others = uses.filter((u) => u.userId !== authorId);
      const first = others.filter((u, i) => others.findIndex((other) => other.orderId === u.orderId) === i);
      const last = first[orders - 1];
      if (!last) continue;
      const inputs = { title, mechanism, count: orders, use: last.useId };
      return [{ ownerId: authorId, amount: points, cap: null, inputs }];
    }
    return [];
  },
};
