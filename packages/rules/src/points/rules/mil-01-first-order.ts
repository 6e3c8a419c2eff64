import { daysBetween } from '../../time/business-day.js';
import type { NewcomerEvidence, PointRule } from '../rule.js';

/** MIL-01 首单里程碑: the first order that a newcomer wins. It stands as long as one of their orders of that time does. */
export const mil01: PointRule<{ points: number; days: number }, NewcomerEvidence> = {
  id: 'MIL-01',
  of: 'newcomer',
  currency: 'HP',
  defaults: { points: 20, days: 304 },
  entitle: ({ newcomer: { userId, joinedOn, orders } }, { points, days }) => {
    const [first] = orders;
    const after = first ? daysBetween(joinedOn, first.on) : Infinity;
    if (!first || after > days) return [];
    return [
      {
        ownerId: userId,
        amount: points,
        cap: null,
        inputs: { no: first.no, joinedOn, after },
      },
    ];
  },
};
