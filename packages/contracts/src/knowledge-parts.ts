import { LONGEST_ANSWER } from '@tallyboard/rules/knowledge/decide-answer';
import { CASE_OUTCOMES, LONGEST_SENTENCE } from '@tallyboard/rules/knowledge/retrospective';
import { RESOURCE_TYPES } from '@tallyboard/rules/points/store/redemption';
import { STAGES } from '@tallyboard/rules/orders/stages';
import { z } from 'zod';
import { country, day, id, instant, requiredText, text, version } from './scalars.js';

/** What an item of the pool consists of beside its text: the template of a case with its order, and what was said to a question. */
const stage = z.enum(STAGES);
export const outcome = z.enum(CASE_OUTCOMES);

/** A draft may leave any of it empty. */
export const retrospectiveText = z.strictObject({
  profile: text(LONGEST_SENTENCE),
  approach: text(LONGEST_SENTENCE),
  breakthrough: text(LONGEST_SENTENCE),
  problemStage: stage.nullable(),
  improvement: text(LONGEST_SENTENCE),
  improvementBy: id.nullable(),
});

/** The order of a case as it stood when the case was published. */
export const caseOrder = z.object({
  no: z.string(),
  customerName: z.string(),
  country,
  outcome,
  cancelled: z.boolean(),
  /** Why it was lost (a code) or cancelled (somebody's words). */
  reason: z.string().nullable(),
  endedOn: day,
  lastStage: stage,
  stages: z.array(z.object({ stage, on: day, days: z.int() })),
});

export const answerText = requiredText(LONGEST_ANSWER);
export const shownAnswer = z.object({
  id,
  authorId: id,
  body: z.string(),
  at: instant,
  editedAt: instant.nullable(),
  accepted: z.boolean(),
  version,
  may: z.array(z.enum(['edit', 'withdraw', 'accept', 'unaccept'])),
});
export type ShownAnswer = z.infer<typeof shownAnswer>;

/** What its author redeemed and learned from, where an item is a note about that. */
export const learnedFrom = z.object({ type: z.enum(RESOURCE_TYPES), title: z.string() });
