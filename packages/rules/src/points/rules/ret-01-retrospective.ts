import { mondayOf } from '../../time/week.js';
import type { KnowledgeEvidence, PointRule } from '../rule.js';

/**
 * RET-01 案例复盘: a case that somebody else has reviewed and let into the pool, as long as it is there; a loss that is told well is worth as much
 * as a win. It stands in place of what publishing anything else brings.
 */
export const ret01: PointRule<{ credits: number; honour: number; perWeek: number }, KnowledgeEvidence> = {
  id: 'RET-01',
  of: 'knowledge',
  currency: 'KC',
  defaults: { credits: 8, honour: 5, perWeek: 2 },
  insteadOf: 'KNW-01',
  isFor: ({ item: { type } }) => type === 'retrospective',
  entitle: ({ item: { authorId, title, inPool }, today }, { credits, honour, perWeek }) => {
    if (!inPool) return [];
    const week = `${mondayOf(today)}:${authorId}`;
    const due = { ownerId: authorId, inputs: { title } };
    return [
      { ...due, amount: credits, cap: { key: `week:${week}`, limit: credits * perWeek } },
      {
        ...due,
        ...{ amount: honour, currency: 'HP', part: 'honour' },
        cap: { key: `honour:${week}`, limit: honour * perWeek },
      },
    ];
  },
};
