import { mondayOf } from '../../time/week.js';
import type { FlagEvidence, PointRule } from '../rule.js';

/** KNW-06 指出有误: somebody said of an item that it is stale or wrong, and whoever looks after it agreed. */
export const knw06: PointRule<{ points: number; perWeek: number }, FlagEvidence> = {
  id: 'KNW-06',
  of: 'flag',
  currency: 'KC',
  defaults: { points: 3, perWeek: 3 },
  entitle: ({ flag: { finderId, authorId, upheld, title }, today }, { points, perWeek }) => {
    if (!upheld || finderId === authorId) return [];
    const cap = { key: `week:${mondayOf(today)}:${finderId}`, limit: points * perWeek };
    return [{ ownerId: finderId, amount: points, cap, inputs: { title } }];
  },
};
