import type { PointRule, ReplyWeekEvidence } from '../rule.js';

/** INQ-02 全周响应: a week in which every buyer-day was answered within 24 hours, of enough of them to mean something. */
export const inq02: PointRule<{ points: number; atLeast: number }, ReplyWeekEvidence> = {
  id: 'INQ-02',
  of: 'replyWeek',
  currency: 'HP',
  defaults: { points: 10, atLeast: 5 },
  entitle: ({ week: { userId, week, hits, misses } }, { points, atLeast }) =>
    misses === 0 && hits >= atLeast ? [{ ownerId: userId, amount: points, cap: null, inputs: { week, hits } }] : [],
};
