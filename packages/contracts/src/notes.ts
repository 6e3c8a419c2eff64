import { ITEM_LANGUAGES, ITEM_STATES } from '@tallyboard/rules/knowledge/item';
import { RESOURCE_TYPES } from '@tallyboard/rules/points/store/redemption';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { itemDetail } from './knowledge.js';
import { id, instant, nothing } from './scalars.js';

export const notesProblems = {
  /** It is nothing one learns from, or one does not have it (any more). */
  'knowledge.no_note': 409,
} as const;

/** Something that I got for my credits, and what became of my note about it. */
export const learned = z.object({
  redemptionId: id,
  title: z.string(),
  type: z.enum(RESOURCE_TYPES),
  since: instant,
  /** I do not want to write. */
  passed: z.boolean(),
  item: z.object({ id, state: z.enum(ITEM_STATES) }).nullable(),
});
export type Learned = z.infer<typeof learned>;
const mine = z.object({ learned: z.array(learned) });

export const notesApi = {
  mine: endpoint({
    method: 'GET',
    path: '/notes',
    allow: 'knowledge.write',
    summary: 'Courses, books and exams that I got for credits, with my notes about them; the latest first.',
    input: nothing,
    reply: mine,
  }),
  begin: endpoint({
    method: 'POST',
    path: '/notes/:id',
    allow: 'knowledge.write',
    command: true,
    summary: 'Begins my note about something that I redeemed; the one that I have, where I have one.',
    input: z.strictObject({ id, language: z.enum(ITEM_LANGUAGES) }),
    reply: itemDetail,
  }),
  pass: endpoint({
    method: 'POST',
    path: '/notes/:id/pass',
    allow: 'knowledge.write',
    command: true,
    summary: 'Says that I do not write about it, or takes that back: I am not asked again.',
    input: z.strictObject({ id, passed: z.boolean() }),
    reply: mine,
  }),
};
