import type { KudosEvidence, PointRule } from '../rule.js';

/** KUD-01 点赞: thanks from a colleague. What looks like a closed circle waits until a manager has looked at it. */
export const kud01: PointRule<{ points: number }, KudosEvidence> = {
  id: 'KUD-01',
  of: 'kudos',
  currency: 'HP',
  defaults: { points: 1 },
  entitle: ({ kudos: { fromId, toId, state } }, { points }) => {
    if (fromId === toId || state === 'withdrawn' || state === 'refused') return [];
    const bucket = state === 'held' ? 'held' : 'vested';
    return [{ ownerId: toId, amount: points, cap: null, bucket, inputs: { from: fromId } }];
  },
};
