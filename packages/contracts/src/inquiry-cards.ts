import { OUT_REASONS } from '@tallyboard/rules/inquiries/allocate';
import { CHANNELS, INQUIRY_STATUSES, INVALID_REASONS, SOURCE_KINDS } from '@tallyboard/rules/inquiries/inquiry';
import { z } from 'zod';
import { country, id, instant, version } from './scalars.js';

const language = z.string().regex(/^[a-z]{2}$/);
const quality = z.object({ product: z.string(), quantity: z.string(), destination: z.string(), need: z.string() });

/** An inquiry as facts keep it; see `rules/inquiries/inquiry.ts`. */
export const inquiry = z.object({
  id,
  teamId: id,
  no: z.string(),
  sourceKind: z.enum(SOURCE_KINDS),
  sourceId: id.nullable(),
  sourceName: z.string(),
  buyer: z.string(),
  customerId: id.nullable(),
  buyerKey: z.string(),
  /** Facts from before it was looked at are silent about it. */
  internal: z.boolean().default(false),
  country: country.nullable(),
  language: language.nullable(),
  product: z.string(),
  subject: z.string(),
  status: z.enum(INQUIRY_STATUSES),
  ownerId: id.nullable(),
  assignedAt: instant.nullable(),
  offeredTo: z.array(id),
  receivedAt: instant,
  createdBy: id,
  firstResponse: z
    .object({
      at: instant,
      by: id,
      elapsedMs: z.int(),
      workedMs: z.int().nullable(),
      copied: z.boolean(),
      ownClock: z.boolean(),
      followedUpAt: instant.nullable(),
      lapsed: z.boolean(),
    })
    .nullable(),
  quality: quality.nullable(),
  qualifiedAt: instant.nullable(),
  qualifiedBy: id.nullable(),
  qualifiedFor: id.nullable(),
  invalid: z
    .object({ reason: z.enum(INVALID_REASONS), note: z.string(), at: instant, by: id, duplicateOf: id.nullable() })
    .nullable(),
  waitingSince: instant.nullable(),
  dueAt: instant.nullable(),
  escalated: z.union([z.literal(0), z.literal(50), z.literal(80), z.literal(100)]),
  orderId: id.nullable(),
  version,
});

/** What everybody in the team sees of it. */
export const inquiryCard = inquiry.omit({ buyerKey: true, offeredTo: true });
export type InquiryCard = z.infer<typeof inquiryCard>;

/** A message without its text. */
export const messageMark = z.object({
  id,
  direction: z.enum(['in', 'out']),
  channel: z.enum(CHANNELS),
  human: z.boolean(),
  authorId: id.nullable(),
  at: instant,
  copied: z.boolean(),
  withdrawnAt: instant.nullable(),
});

/** Who could have got it, and what spoke for whom. */
export const allocation = z.object({
  ownerId: id.nullable(),
  why: z.enum(['customer', 'score', 'nobody']),
  scored: z.array(
    z.object({
      userId: id,
      out: z.enum(OUT_REASONS).nullable(),
      score: z.number(),
      parts: z.object({
        market: z.number(),
        product: z.number(),
        native: z.number(),
        load: z.number(),
        debt: z.number(),
      }),
    }),
  ),
});

/** An inquiry changed; `message` and `allocation` where those were the change. */
export const inquiryChanged = z.object({
  inquiry,
  before: inquiry.nullable(),
  message: messageMark.nullable(),
  allocation: allocation.nullable(),
  note: z.string().nullable(),
});
export type InquiryChanged = z.infer<typeof inquiryChanged>;

/** A week of somebody's answers, as it stands after all of them are decided. */
export const replyWeek = z.object({ userId: id, week: z.string(), hits: z.int(), misses: z.int() });

/** When somebody joined, as it stands from now on. */
export const startDay = z.object({ userId: id, joinedOn: z.string() });

export const inquiryFrame = z.object({ inquiry: inquiryCard });
/** A screen in the office learns that somebody waits, not who. */
export const wallInquiry = z.object({
  id,
  waitingSince: instant.nullable(),
  dueAt: instant.nullable(),
  status: z.enum(INQUIRY_STATUSES),
});
