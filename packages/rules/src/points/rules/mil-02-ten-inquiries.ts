import { daysBetween } from '../../time/business-day.js';
import type { NewcomerEvidence, PointRule } from '../rule.js';

/** MIL-02 首月有效询盘: so many qualified inquiries in one's first days; taken back when fewer of them stand. */
export const mil02: PointRule<{ points: number; inquiries: number; days: number }, NewcomerEvidence> = {
  id: 'MIL-02',
  of: 'newcomer',
  currency: 'HP',
  defaults: { points: 15, inquiries: 10, days: 30 },
  entitle: ({ newcomer: { userId, joinedOn, inquiries } }, { points, inquiries: need, days }) => {
    const counted = inquiries.filter((m) => daysBetween(joinedOn, m.on) <= days);
    if (need === 0 || counted.length < need) return [];
    return [
      {
        ownerId: userId,
        amount: points,
        cap: null,
        inputs: { count: need, joinedOn, days },
      },
    ];
  },
};
