import { mondayOf } from '../../time/week.js';
import type { AnswerEvidence, PointRule } from '../rule.js';

/** KNW-07 采纳回答: whoever asked says that a colleague's answer was it, as long as they say so. Asking brings nothing. */
export const knw07: PointRule<{ points: number; perWeek: number }, AnswerEvidence> = {
  id: 'KNW-07',
  of: 'answer',
  currency: 'KC',
  defaults: { points: 8, perWeek: 5 },
  entitle: ({ answer: { authorId, askerId, title, accepted }, today }, { points, perWeek }) => {
    if (!accepted || authorId === askerId) return [];
    const cap = { key: `week:${mondayOf(today)}:${authorId}`, limit: points * perWeek };
    return [{ ownerId: authorId, amount: points, cap, inputs: { title } }];
  },
};
