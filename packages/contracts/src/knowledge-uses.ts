import { ITEM_LANGUAGES, ITEM_TYPES } from '@tallyboard/rules/knowledge/item';
import { MOST_LINES, USE_KINDS } from '@tallyboard/rules/knowledge/use';
import { STAGES } from '@tallyboard/rules/orders/stages';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { itemHead } from './knowledge.js';
import { person } from './people.js';
import { id, instant } from './scalars.js';

export const knowledgeUsesProblems = {
  'knowledge.used_already': 409,
  /** Its authors had their share of the order. */
  'knowledge.use_settled': 409,
  'knowledge.not_used': 404,
} as const;

/** A template that somebody put into a reply; whether it counts is told by what was left of it. */
export const usedTemplate = z.strictObject({ itemId: id, revision: z.int().min(1).max(100_000) });
export const MOST_TEMPLATES = 5;

/** That an item was used, as facts keep it; see `UsedItem` in rules/points/rule.ts. */
export const usedItem = z.object({
  useId: id,
  itemId: id,
  authorId: id,
  userId: id,
  title: z.string(),
  stage: z.enum(STAGES),
  at: instant,
  inquiryId: id.nullable(),
  orderId: id.nullable(),
  no: z.string(),
  kind: z.enum(USE_KINDS),
  type: z.enum(ITEM_TYPES),
  revision: z.int(),
});
export const itemUsed = z.object({ use: usedItem });
export type ItemUsed = z.infer<typeof itemUsed>;
export const lineTicked = z.object({ useId: id, orderId: id, line: z.int(), done: z.boolean() });

export const checkLine = z.object({ text: z.string(), done: z.object({ by: id, at: instant }).nullable() });
/** An item as it is used here. `inPool`: it may still be read there. */
export const use = z.object({
  id,
  itemId: id,
  revision: z.int(),
  type: z.enum(ITEM_TYPES),
  title: z.string(),
  kind: z.enum(USE_KINDS),
  by: id,
  at: instant,
  inPool: z.boolean(),
  /** Of which message of which inquiry, where it stands in a reply. */
  inquiryId: id.nullable(),
  messageId: id.nullable(),
  /** The lines of its edition then. */
  lines: z.array(checkLine).nullable(),
});
export type UseView = z.infer<typeof use>;

const suggested = z.array(itemHead);
export const orderKnowledge = z.object({
  orderId: id,
  /** What is used, in its order; also in the replies to the inquiry that the order came of. */
  uses: z.array(use),
  suggested,
  /** The cases that some of them were made of, while those can be read. */
  cases: z.array(z.object({ itemId: id, id, title: z.string() })),
  people: z.array(person),
});
export type OrderKnowledge = z.infer<typeof orderKnowledge>;

const command = { allow: 'orders.edit', command: true } as const;
const language = z.enum(ITEM_LANGUAGES).default('zh-CN');
const onOrder = { orderId: id, language };

export const knowledgeUsesApi = {
  ofOrder: endpoint({
    method: 'GET',
    path: '/orders/:orderId/knowledge',
    allow: 'knowledge.view',
    summary:
      'What of the pool an order is worked on with, and what would fit its stage, market and the reader’s language.',
    input: z.strictObject(onOrder),
    reply: orderKnowledge,
  }),
  ofInquiry: endpoint({
    method: 'GET',
    path: '/inquiries/:inquiryId/knowledge',
    allow: 'knowledge.view',
    summary: 'The templates that stand in the replies to an inquiry, and those that would fit its market and language.',
    input: z.strictObject({ inquiryId: id }),
    reply: z.object({ inquiryId: id, uses: z.array(use), suggested }),
  }),
  attach: endpoint({
    method: 'POST',
    path: '/orders/:orderId/knowledge',
    ...command,
    summary: 'Attaches an item of the pool to an order. The lines of a checklist stay as they are in this edition.',
    input: z.strictObject({ ...onOrder, itemId: id }),
    reply: orderKnowledge,
  }),
  detach: endpoint({
    method: 'DELETE',
    path: '/orders/:orderId/knowledge/:useId',
    ...command,
    summary: 'Takes it off again, unless the order is settled.',
    input: z.strictObject({ ...onOrder, useId: id }),
    reply: orderKnowledge,
  }),
  tick: endpoint({
    method: 'POST',
    path: '/orders/:orderId/knowledge/:useId/lines',
    ...command,
    summary: 'Ticks a line of a checklist off, or takes that back.',
    input: z.strictObject({
      ...onOrder,
      useId: id,
      line: z
        .int()
        .min(0)
        .max(MOST_LINES - 1),
      done: z.boolean(),
    }),
    reply: orderKnowledge,
  }),
  ofItem: endpoint({
    method: 'GET',
    path: '/knowledge/:id/uses',
    allow: 'knowledge.view',
    summary: 'How often an item is used, by whom, and where as far as the reader may know.',
    input: z.strictObject({ id }),
    reply: z.object({
      total: z.int(),
      /** Orders, and inquiries that are none yet, that it is used for. */
      deals: z.int(),
      /** The last ones. `orderId` and `inquiryId` are null where they are another team’s. */
      uses: z.array(
        z.object({
          id,
          kind: z.enum(USE_KINDS),
          by: id,
          at: instant,
          orderId: id.nullable(),
          inquiryId: id.nullable(),
          no: z.string().nullable(),
        }),
      ),
      people: z.array(person),
    }),
  }),
};
