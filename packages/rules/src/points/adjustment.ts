import { decided, type Outcome, refused } from '../outcome.js';

export const ADJUSTMENT_STATES = ['proposed', 'accepted', 'refused', 'withdrawn', 'reversed'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

/** ADJ-01 (points.md §5.3): no more than this, up or down, and this often a person and season. */
export const ADJUSTMENT_MOST = 50;
export const ADJUSTMENTS_PER_SEASON = 2;

export type Adjustment = {
  id: string;
  userId: string;
  amount: number;
  reason: string;
  state: AdjustmentState;
  proposedBy: string;
  decidedBy: string | null;
};
export type AdjustmentRefusal =
  | 'points.adjust_not_yourself'
  | 'points.adjust_limit'
  | 'points.adjust_second_person'
  | 'points.adjust_decided'
  | 'points.adjust_not_accepted'
  | 'points.adjust_not_yours';

/** A manager asks for it; `counted` are those of the person in the season that were accepted or wait. */
export function proposeAdjustment(userId: string, by: string, counted: number): Outcome<'proposed', AdjustmentRefusal> {
  if (userId === by) return refused('points.adjust_not_yourself');
  if (counted >= ADJUSTMENTS_PER_SEASON) return refused('points.adjust_limit', { limit: ADJUSTMENTS_PER_SEASON });
  return decided('proposed');
}

/** Another manager, whom it does not concern, agrees or not. Who asked may take the question back. */
export function decideAdjustment(
  { state, userId, proposedBy }: Pick<Adjustment, 'state' | 'userId' | 'proposedBy'>,
  to: 'accepted' | 'refused' | 'withdrawn' | 'reversed',
  by: string,
): Outcome<AdjustmentState, AdjustmentRefusal> {
  if (to === 'reversed') {
    if (state !== 'accepted') return refused('points.adjust_not_accepted');
    return userId === by ? refused('points.adjust_not_yourself') : decided(to);
  }
  if (state !== 'proposed') return refused('points.adjust_decided');
  if (to === 'withdrawn') return proposedBy === by ? decided(to) : refused('points.adjust_not_yours');
  if (userId === by) return refused('points.adjust_not_yourself');
  return proposedBy === by ? refused('points.adjust_second_person') : decided(to);
}
