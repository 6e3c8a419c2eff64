import type { PointRule, VoteEvidence } from '../rule.js';

/** KNW-02 知识有用: a colleague who has read it says that it helped. Votes that were taken back count towards what one item can bring. */
export const knw02: PointRule<{ points: number; perItem: number; perDay: number }, VoteEvidence> = {
  id: 'KNW-02',
  of: 'vote',
  currency: 'KC',
  defaults: { points: 2, perItem: 20, perDay: 10 },
  entitle: ({ vote: { authorId, voterId, title, nth, given }, today }, { points, perItem, perDay }) => {
    if (!given || authorId === voterId) return [];
    const amount = Math.max(0, Math.min(points, perItem - points * (nth - 1)));
    return [{ ownerId: authorId, amount, cap: { key: `day:${today}:${authorId}`, limit: perDay }, inputs: { title } }];
  },
};
