import type { PointRule, VerificationEvidence } from '../rule.js';

/** KNW-05 按时核验: somebody looked again at what they look after before its check ran out, or its author brought a new edition by then. */
export const knw05: PointRule<{ points: number }, VerificationEvidence> = {
  id: 'KNW-05',
  of: 'verification',
  currency: 'KC',
  defaults: { points: 2 },
  entitle: ({ verification: { by, onTime, title } }, { points }) =>
    onTime ? [{ ownerId: by, amount: points, cap: null, inputs: { title } }] : [],
};
