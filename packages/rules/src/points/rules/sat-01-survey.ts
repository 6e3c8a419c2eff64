import type { PointRule, SurveyEvidence } from '../rule.js';

/**
 * SAT-01 客户好评: what the buyer says after delivery, when the system's own mail asked and the answer came from outside the office. Once an
 * order. A link that somebody passed on by hand tells how content the buyer is, and earns nobody anything.
 */
export const sat01: PointRule<{ five: number; four: number }, SurveyEvidence> = {
  id: 'SAT-01',
  of: 'survey',
  currency: 'HP',
  defaults: { five: 8, four: 4 },
  entitle: ({ survey: { ownerId, score, counted, way } }, { five, four }) => {
    const amount = score === 5 ? five : score === 4 ? four : 0;
    return ownerId && counted && way === 'mail' ? [{ ownerId, amount, cap: null, inputs: { score } }] : [];
  },
};
