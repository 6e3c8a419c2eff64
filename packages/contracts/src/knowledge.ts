import { FILE_LIMITS, FILE_TYPES } from '@tallyboard/rules/knowledge/file-kinds';
import { FLAG_KINDS, FLAG_STATES, LONGEST_FLAG } from '@tallyboard/rules/knowledge/flag';
import { ITEM_LANGUAGES, ITEM_STATES, ITEM_TYPES, LONGEST_BODY, LONGEST_TITLE } from '@tallyboard/rules/knowledge/item';
import { STAGES } from '@tallyboard/rules/orders/stages';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { caseOrder, learnedFrom, outcome, retrospectiveText, shownAnswer } from './knowledge-parts.js';
import { person } from './people.js';
import { country, day, id, instant, requiredText, text, version } from './scalars.js';

const type = z.enum(ITEM_TYPES);
const language = z.enum(ITEM_LANGUAGES);
const stage = z.enum(STAGES);
/** What people write; the body is Markdown. A draft may be without a title or a body. */
export const itemText = z.strictObject({
  title: text(LONGEST_TITLE),
  body: text(LONGEST_BODY),
  language,
  market: country.nullable(),
  stage: stage.nullable(),
  retrospective: retrospectiveText.nullable().default(null),
});

/** What lists and facts tell of an item; the title is that of the edition in the pool, or of the draft where there is none. */
export const itemHead = z.object({
  id,
  teamId: id,
  type,
  authorId: id,
  state: z.enum(ITEM_STATES),
  title: z.string(),
  language,
  market: country.nullable(),
  stage: stage.nullable(),
  revision: z.int(),
  publishedAt: instant.nullable(),
  reviewedBy: id.nullable(),
  verifyBy: day.nullable(),
  /** What follows facts of earlier times did not say. `outcome`: of a case; `answers`, `solved`: of a question. */
  sharedAt: instant.nullable().default(null),
  fromId: id.nullable().default(null),
  outcome: outcome.nullable().default(null),
  answers: z.int().default(0),
  solved: z.boolean().default(false),
  version,
});
export type ItemHead = z.infer<typeof itemHead>;

/** A step in an item's life, as facts keep it. */
export const itemChanged = z.object({ item: itemHead, note: z.string().nullable() });
export type ItemChanged = z.infer<typeof itemChanged>;

/** Somebody found an item helpful, or takes that back. `nth`: of all votes it was ever given. */
export const itemVoted = z.object({
  item: itemHead,
  vote: z.object({ voterId: id, nth: z.int(), given: z.boolean() }),
});
export type ItemVoted = z.infer<typeof itemVoted>;

/** Somebody looked at an item again. `onTime`: when that was due; `until`: it counts as checked to this day. */
export const itemVerified = z.object({
  item: itemHead,
  verification: z.object({
    id,
    by: id,
    how: z.enum(['still_valid', 'edition']),
    onTime: z.boolean(),
    until: day.nullable(),
  }),
});
export type ItemVerified = z.infer<typeof itemVerified>;

/** Somebody doubts an item, or it was decided about. */
export const itemFlagged = z.object({
  item: itemHead,
  flag: z.object({ id, kind: z.enum(FLAG_KINDS), raisedBy: id, state: z.enum(FLAG_STATES) }),
});
export type ItemFlagged = z.infer<typeof itemFlagged>;

export const itemFlag = z.object({
  id,
  revision: z.int(),
  kind: z.enum(FLAG_KINDS),
  note: z.string(),
  raisedBy: id,
  raisedAt: instant,
  state: z.enum(FLAG_STATES),
  decidedBy: id.nullable(),
  decidedAt: instant.nullable(),
  answer: z.string().nullable(),
  /** What I may do about it now. */
  may: z.array(z.enum(['uphold', 'dismiss', 'withdraw'])),
});
export type ItemFlag = z.infer<typeof itemFlag>;
/** Something happened to an answer; `accepted`: whoever asked says that this was it. */
export const itemAnswered = z.object({
  item: itemHead,
  answer: z.object({ id, authorId: id, accepted: z.boolean() }),
});
export type ItemAnswered = z.infer<typeof itemAnswered>;

const piece = z.object({ text: z.string(), hit: z.boolean() });
export const foundItem = itemHead.extend({
  /** The title in pieces, what was sought marked; and the part of the body around the first hit. */
  titlePieces: z.array(piece),
  excerpt: z.array(piece),
});
export type FoundItem = z.infer<typeof foundItem>;

export const itemDetail = itemHead.extend({
  published: itemText.nullable(),
  /** What is being written, for those who may see it. */
  draft: itemText.nullable(),
  returned: z.object({ note: z.string(), by: id, at: instant }).nullable(),
  editions: z.array(z.object({ revision: z.int(), at: instant, reviewedBy: id.nullable() })),
  /** Of a case: its order as it was, the order itself for those who may see it, and what was made of the case. */
  caseOrder: caseOrder.nullable(),
  orderId: id.nullable(),
  offshoots: z.array(z.object({ id, type, title: z.string() })),
  /** The case it was made of, while that can be read. */
  from: z.object({ id, title: z.string() }).nullable(),
  learned: learnedFrom.nullable(),
  /** Of a question; what was accepted comes first. */
  answerList: z.array(shownAnswer),
  /** How many colleagues it helped, whether I am one of them, and from when on I may say so. */
  helpful: z.object({ votes: z.int(), mine: z.boolean(), from: instant.nullable() }),
  /** Who looks at it again before its check runs out. */
  verifierId: id.nullable(),
  /** Found wrong and not mended in time: since when. */
  neglectedAt: instant.nullable(),
  /** Newest first: what waits and what was upheld and is not mended, for the item's team; of others only my own of this edition. */
  flags: z.array(itemFlag),
  /** Whom it may be handed to, where I may hand it on. */
  colleagues: z.array(id),
  people: z.array(person),
  /** What I may do with it now. */
  may: z.array(
    z.enum([
      ...(['write', 'submit', 'recall', 'review', 'withdraw', 'answer', 'offshoot'] as const),
      ...(['verify', 'hand_on', 'flag'] as const),
    ]),
  ),
});
export type ItemDetail = z.infer<typeof itemDetail>;

export const knowledgeFile = z.object({ id, name: z.string(), type: z.enum(FILE_TYPES), bytes: z.int() });
export type KnowledgeFile = z.infer<typeof knowledgeFile>;

const step = z.strictObject({ id, expectedVersion: version });
const command = { allow: 'knowledge.write', command: true } as const;

export const knowledgeApi = {
  search: endpoint({
    method: 'GET',
    path: '/knowledge',
    allow: 'knowledge.view',
    summary:
      'Looks for items of the pool, of mine, of those that wait for a review, or of those that I look after and should look at; best first, newest first of equals.',
    input: z.strictObject({
      q: text(100).optional(),
      in: z.enum(['pool', 'mine', 'review', 'verify']).default('pool'),
      type: type.optional(),
      language: language.optional(),
      market: country.optional(),
      stage: stage.optional(),
      authorId: id.optional(),
      /** Questions that nothing was accepted for yet. */
      unsolved: z.literal('1').optional(),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    reply: z.object({
      /** Where my team's feed stood: whatever comes later may change what was found. */
      epoch: z.string(),
      seq: z.int(),
      items: z.array(foundItem),
      total: z.int(),
      people: z.array(person),
      /** Words that were looked for in place of what was typed, where nothing begins like that. */
      instead: z.record(z.string(), z.array(z.string())),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/knowledge/:id',
    allow: 'knowledge.view',
    summary: 'An item whole: the edition in the pool, and what is being written for those who may see it.',
    input: z.strictObject({ id }),
    reply: itemDetail,
  }),
  edition: endpoint({
    method: 'GET',
    path: '/knowledge/:id/editions/:revision',
    allow: 'knowledge.view',
    summary: 'An edition as it was published.',
    input: z.strictObject({ id, revision: z.coerce.number().int().min(1).max(100_000) }),
    reply: z.object({ revision: z.int(), text: itemText, at: instant, reviewedBy: id.nullable() }),
  }),
  open: endpoint({
    method: 'POST',
    path: '/knowledge/:id/open',
    allow: 'knowledge.view',
    command: true,
    summary: 'Says that I read an item of the pool: some time later I may say that it helped.',
    input: z.strictObject({ id }),
    reply: itemDetail,
  }),
  vote: endpoint({
    method: 'POST',
    path: '/knowledge/:id/votes',
    allow: 'knowledge.view',
    command: true,
    summary: 'Says that a colleague’s item helped me.',
    input: z.strictObject({ id }),
    reply: itemDetail,
  }),
  withdrawVote: endpoint({
    method: 'DELETE',
    path: '/knowledge/:id/votes',
    allow: 'knowledge.view',
    command: true,
    summary: 'Takes that back.',
    input: z.strictObject({ id }),
    reply: itemDetail,
  }),
  create: endpoint({
    method: 'POST',
    path: '/knowledge',
    ...command,
    summary: 'Begins a draft of my own.',
    input: z.strictObject({ type, text: itemText }),
    reply: itemDetail,
  }),
  write: endpoint({
    method: 'PATCH',
    path: '/knowledge/:id',
    ...command,
    summary: 'Saves what is being written.',
    input: step.extend({ text: itemText }),
    reply: itemDetail,
  }),
  submit: endpoint({
    method: 'POST',
    path: '/knowledge/:id/submit',
    ...command,
    summary: 'Asks for a review; a question is in the pool at once. Nearly the same as something there is refused.',
    input: step,
    reply: itemDetail,
  }),
  recall: endpoint({
    method: 'POST',
    path: '/knowledge/:id/recall',
    ...command,
    summary: 'Takes it out of review again.',
    input: step,
    reply: itemDetail,
  }),
  publish: endpoint({
    method: 'POST',
    path: '/knowledge/:id/publish',
    ...command,
    summary: 'Lets a colleague’s item into the pool, as a new edition.',
    input: step,
    reply: itemDetail,
  }),
  return: endpoint({
    method: 'POST',
    path: '/knowledge/:id/return',
    ...command,
    summary: 'Sends a colleague’s item back, saying what is missing.',
    input: step.extend({ note: requiredText(500) }),
    reply: itemDetail,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/knowledge/:id/withdraw',
    ...command,
    summary: 'Takes an item out of the pool: my own, or any of my team’s for a manager.',
    input: step,
    reply: itemDetail,
  }),
  verify: endpoint({
    method: 'POST',
    path: '/knowledge/:id/verify',
    ...command,
    summary: 'Says that an item I look after is still valid.',
    input: step,
    reply: itemDetail,
  }),
  handOn: endpoint({
    method: 'POST',
    path: '/knowledge/:id/verifier',
    ...command,
    summary: 'Somebody else looks after an item from now on.',
    input: step.extend({ verifierId: id }),
    reply: itemDetail,
  }),
  flag: endpoint({
    method: 'POST',
    path: '/knowledge/:id/flags',
    allow: 'knowledge.view',
    command: true,
    summary: 'Says that a colleague’s item is no longer so, or never was.',
    input: z.strictObject({ id, kind: z.enum(FLAG_KINDS), note: requiredText(LONGEST_FLAG) }),
    reply: itemDetail,
  }),
  decideFlag: endpoint({
    method: 'POST',
    path: '/knowledge/flags/:id/decision',
    ...command,
    summary: 'Whether a doubt is right. Right: the item is to be mended within seven days.',
    input: z.strictObject({ id, upheld: z.boolean(), answer: text(LONGEST_FLAG).nullable() }),
    reply: itemDetail,
  }),
  withdrawFlag: endpoint({
    method: 'DELETE',
    path: '/knowledge/flags/:id',
    allow: 'knowledge.view',
    command: true,
    summary: 'Takes back my doubt that nobody has decided about.',
    input: z.strictObject({ id }),
    reply: itemDetail,
  }),
  addFile: endpoint({
    method: 'POST',
    path: '/knowledge/:id/files',
    ...command,
    consumes: 'application/octet-stream',
    summary: 'Adds a picture or a paper to what I am writing; the text refers to it.',
    input: z.strictObject({ id, name: requiredText(FILE_LIMITS.name), content: z.instanceof(Uint8Array) }),
    reply: knowledgeFile,
  }),
  file: endpoint({
    method: 'GET',
    path: '/knowledge/files/:id',
    allow: 'knowledge.view',
    produces: 'application/octet-stream',
    summary: 'A file that an item refers to.',
    input: z.strictObject({ id }),
    reply: z.string(),
  }),
};
