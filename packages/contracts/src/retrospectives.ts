import { OFFSHOOT_TYPES } from '@tallyboard/rules/knowledge/offshoot';
import { ITEM_LANGUAGES, ITEM_STATES } from '@tallyboard/rules/knowledge/item';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { itemDetail } from './knowledge.js';
import { caseOrder, outcome } from './knowledge-parts.js';
import { person } from './people.js';
import { id, instant, nothing, requiredText } from './scalars.js';

/** What a closed, lost or cancelled order has of retrospectives, for whoever looks at it. */
export const orderCases = z.object({
  /** How it ended; null while it goes on. */
  outcome: outcome.nullable(),
  /** I am its sales owner and am asked to tell how it went. */
  asked: z.boolean(),
  /** I took part, and may tell. */
  mayBegin: z.boolean(),
  /** What I said of it: what I wrote, or why it is not worth it. */
  mine: z.object({ id, state: z.enum(ITEM_STATES) }).nullable(),
  passed: z.object({ reason: z.string(), at: instant }).nullable(),
  published: z.array(z.object({ id, title: z.string(), authorId: id })),
  people: z.array(person),
});
export type OrderCases = z.infer<typeof orderCases>;

export const retrospectivesApi = {
  waiting: endpoint({
    method: 'GET',
    path: '/retrospectives/waiting',
    allow: 'knowledge.write',
    summary: 'My orders that ended in the last sixty days and of which nobody said how they went; the latest first.',
    input: nothing,
    reply: z.object({ orders: z.array(caseOrder.omit({ stages: true }).extend({ orderId: id })) }),
  }),
  ofOrder: endpoint({
    method: 'GET',
    path: '/orders/:id/retrospectives',
    allow: 'knowledge.view',
    summary: 'What was told of an order that is over, and whether I am asked to.',
    input: z.strictObject({ id }),
    reply: orderCases,
  }),
  begin: endpoint({
    method: 'POST',
    path: '/orders/:id/retrospectives',
    allow: 'knowledge.write',
    command: true,
    summary: 'Begins my retrospective of an order, with what is known of it; the one that I have, where I have one.',
    input: z.strictObject({ id, language: z.enum(ITEM_LANGUAGES) }),
    reply: itemDetail,
  }),
  pass: endpoint({
    method: 'POST',
    path: '/orders/:id/retrospectives/pass',
    allow: 'knowledge.write',
    command: true,
    summary: 'Says why this order is not worth a retrospective: I am not asked again until it ends anew.',
    input: z.strictObject({ id, reason: requiredText(200) }),
    reply: orderCases,
  }),
  offshoot: endpoint({
    method: 'POST',
    path: '/knowledge/:id/offshoots',
    allow: 'knowledge.write',
    command: true,
    summary: 'Begins a checklist, a template or a market report of what a case taught.',
    input: z.strictObject({ id, type: z.enum(OFFSHOOT_TYPES) }),
    reply: itemDetail,
  }),
};
