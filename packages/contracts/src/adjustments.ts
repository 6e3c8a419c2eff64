import { ADJUSTMENT_MOST, ADJUSTMENT_STATES } from '@tallyboard/rules/points/adjustment';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { person } from './people.js';
import { id, instant, requiredText } from './scalars.js';

export const adjustmentsProblems = {
  'points.adjustment_not_found': 404,
  'points.adjust_not_yourself': 403,
  /** The person has had as many as a season allows. */
  'points.adjust_limit': 409,
  /** Somebody else than who asked has to agree. */
  'points.adjust_second_person': 403,
  'points.adjust_decided': 409,
  'points.adjust_not_accepted': 409,
  'points.adjust_not_yours': 403,
} as const;

/** A manual adjustment that two people agreed on, or that was taken back; its reason is public. */
export const adjusted = z.object({
  adjustmentId: id,
  userId: id,
  amount: z.int(),
  reason: z.string(),
  proposedBy: id,
  decidedBy: id,
  state: z.enum(ADJUSTMENT_STATES),
});
export type Adjusted = z.infer<typeof adjusted>;

export const adjustment = adjusted.extend({
  decidedBy: id.nullable(),
  proposedAt: instant,
  decidedAt: instant.nullable(),
});
export type AdjustmentView = z.infer<typeof adjustment>;

export const adjustmentsApi = {
  list: endpoint({
    method: 'GET',
    path: '/points/adjustments',
    allow: 'points.manage',
    summary: 'Manual adjustments of a team, those that wait first.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: z.object({ adjustments: z.array(adjustment), people: z.array(person) }),
  }),
  propose: endpoint({
    method: 'POST',
    path: '/points/adjustments',
    allow: 'points.manage',
    command: true,
    summary: 'Asks for points to be added or taken away by hand; another manager has to agree.',
    input: z.strictObject({
      userId: id,
      amount: z
        .int()
        .min(-ADJUSTMENT_MOST)
        .max(ADJUSTMENT_MOST)
        .refine((n) => n !== 0, { error: 'not_zero' }),
      reason: requiredText(200),
    }),
    reply: adjustment,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/points/adjustments/:id/decide',
    allow: 'points.manage',
    command: true,
    summary: 'Agrees to an adjustment, refuses it, takes one’s own question back, or reverses what was agreed on.',
    input: z.strictObject({ id, to: z.enum(['accepted', 'refused', 'withdrawn', 'reversed']) }),
    reply: adjustment,
  }),
};
