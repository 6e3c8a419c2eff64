import type { InquiryEvidence, PointRule } from '../rule.js';

/** INQ-03 判定有效: a buyer's inquiry with all that a quotation asks for. Taken back when it proves to be none. */
export const inq03: PointRule<{ points: number; perDay: number }, InquiryEvidence> = {
  id: 'INQ-03',
  of: 'inquiry',
  currency: 'HP',
  defaults: { points: 4, perDay: 20 },
  entitle: ({ inquiry: { qualifiedAt, qualifiedFor, status, internal }, today }, { points, perDay }) => {
    if (!qualifiedAt || !qualifiedFor || status === 'invalid' || internal) return [];
    const cap = { key: `${qualifiedFor}|${today}`, limit: perDay };
    return [{ ownerId: qualifiedFor, amount: points, cap, inputs: {} }];
  },
};
