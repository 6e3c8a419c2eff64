import type { PointRule, UseEvidence } from '../rule.js';

/** KNW-03 知识被引用: a colleague used it for an inquiry or an order. Once for each of them, however often and by however many. */
export const knw03: PointRule<{ points: number; perDay: number }, UseEvidence> = {
  id: 'KNW-03',
  of: 'use',
  currency: 'KC',
  defaults: { points: 1, perDay: 5 },
  entitle: ({ uses, today }, { points, perDay }) => {
    const use = uses.find((u) => u.userId !== u.authorId);
    if (!use) return [];
    const { authorId, userId: by, title, useId } = use;
    const cap = { key: `day:${today}:${authorId}`, limit: perDay };
    return [{ ownerId: authorId, amount: points, cap, inputs: { title, by, use: useId } }];
  },
};
