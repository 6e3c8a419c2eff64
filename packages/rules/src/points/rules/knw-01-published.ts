import { mondayOf } from '../../time/week.js';
import type { KnowledgeEvidence, PointRule } from '../rule.js';

/** KNW-01 知识发布: what somebody else has reviewed and let into the pool, as long as it is there. New editions of it bring nothing more. */
export const knw01: PointRule<{ credits: number; honour: number; perWeek: number }, KnowledgeEvidence> = {
  id: 'KNW-01',
  of: 'knowledge',
  currency: 'KC',
  defaults: { credits: 10, honour: 3, perWeek: 3 },
  entitle: ({ item: { authorId, title, inPool }, today }, { credits, honour, perWeek }) => {
    if (!inPool) return [];
    const week = `${mondayOf(today)}:${authorId}`;
    const due = { ownerId: authorId, inputs: { title } };
    return [
      { ...due, amount: credits, cap: { key: `week:${week}`, limit: credits * perWeek } },
      {
        ...due,
        ...{ amount: honour, currency: 'HP', part: HONOUR },
        cap: { key: `honour:${week}`, limit: honour * perWeek },
      },
    ];
  },
};
/** The share of honour beside the credits. */
const HONOUR = 'honour';
