import type { AdjustmentEvidence, PointRule } from '../rule.js';

/** ADJ-01 人工调整: what two managers agreed on, and no more than the limit, up or down. */
export const adj01: PointRule<{ most: number }, AdjustmentEvidence> = {
  id: 'ADJ-01',
  of: 'adjustment',
  currency: 'HP',
  defaults: { most: 50 },
  entitle: ({ adjustment: { userId, amount, state, reason, proposedBy } }, { most }) =>
    state === 'accepted'
      ? [
          {
            ownerId: userId,
            amount: Math.max(-most, Math.min(most, amount)),
            cap: null,
            inputs: { reason, by: proposedBy },
          },
        ]
      : [],
};
