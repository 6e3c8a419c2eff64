import {
  SCORES,
  SURVEY_STATES,
  SURVEY_WAYS,
  UNCOUNTED_REASONS,
  WAIT_REASONS,
} from '@tallyboard/rules/customers/survey';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { country, day, id, instant, text } from './scalars.js';

export const surveysProblems = {
  'customers.survey_not_found': 404,
  /** Answered already; nothing of the second answer is kept. */
  'customers.survey_used': 409,
  'customers.survey_expired': 410,
  /** Only whoever has the sale, or a manager, hands its link over. */
  'customers.survey_not_yours': 403,
  'customers.survey_no_contact': 409,
  /** Answered or expired: no further link. */
  'customers.survey_closed': 409,
  /** Its mail is on its way at this very moment. */
  'customers.survey_going_out': 409,
  /** There is no link that could have been sent. */
  'customers.survey_no_link': 409,
  'customers.survey_link_shown_once': 409,
} as const;

export const SURVEY_LANGUAGES = ['zh-CN', 'en'] as const;
const state = z.enum(SURVEY_STATES);
const way = z.enum(SURVEY_WAYS);
const score = z.literal(SCORES);
const token = z.string().max(64);

/** Of the buyer’s people only whom they answered for is told, and no text: facts are kept for ever. */
export const surveySent = z.object({
  surveyId: id,
  orderId: id,
  orderNo: z.string(),
  /** Whose sale it was; null where nobody had it. */
  ownerId: id.nullable(),
  way,
});
export type SurveySent = z.infer<typeof surveySent>;
/** `counted` is false for an answer from a network or a browser of ours: kept, shown, worth nothing. */
export const surveyAnswered = surveySent.extend({ score, counted: z.boolean() });
export type SurveyAnswered = z.infer<typeof surveyAnswered>;

/** `contact` is null for those who may not send surveys, and where nobody was chosen yet. */
export const survey = z.object({
  id,
  orderId: id,
  orderNo: z.string(),
  customerId: id,
  customerName: z.string(),
  country,
  ownerId: id.nullable(),
  state,
  /** Why it waits. */
  waits: z.enum(WAIT_REASONS).nullable(),
  way: way.nullable(),
  /** The mail was refused for good, or given up after two days: it is to be sent by hand. */
  mailFailed: z.boolean(),
  contact: z.object({ name: z.string(), email: z.string() }).nullable(),
  language: z.enum(SURVEY_LANGUAGES),
  dueAt: instant,
  /** When a link to hand over was made last. */
  linkMadeAt: instant.nullable(),
  sentAt: instant.nullable(),
  expiresAt: instant,
  answeredAt: instant.nullable(),
  score: score.nullable(),
  comment: z.string(),
  counted: z.boolean(),
  uncounted: z.enum(UNCOUNTED_REASONS).nullable(),
  /** The caller may make its link, and mark it as sent. */
  maySend: z.boolean(),
});
export type Survey = z.infer<typeof survey>;

export const csat = z.object({
  n: z.int(),
  satisfied: z.int(),
  share: z.number().nullable(),
  mean: z.number().nullable(),
  insufficient: z.boolean(),
  uncounted: z.int(),
  judged: z.int(),
  answered: z.int(),
  responseRate: z.number().nullable(),
});
export type CsatFigures = z.infer<typeof csat>;

export const SURVEY_LISTS = ['all', 'open', ...SURVEY_STATES] as const;

export const surveysApi = {
  list: endpoint({
    method: 'GET',
    path: '/surveys',
    allow: 'surveys.view',
    summary: 'A page of a team’s surveys, what is to be done first, then the newest; or that of one order.',
    input: z.strictObject({
      teamId: id.optional(),
      list: z.enum(SURVEY_LISTS).default('all'),
      orderId: id.optional(),
      customerId: id.optional(),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      surveys: z.array(survey),
      total: z.int(),
      counts: z.record(state, z.int()),
      /** Mail is set up: links go out by themselves. */
      mails: z.boolean(),
      /** Where the team’s feed, which tells of changes, stood. */
      epoch: z.string(),
      seq: z.int(),
    }),
  }),
  csat: endpoint({
    method: 'GET',
    path: '/surveys/csat',
    allow: 'surveys.view',
    summary:
      'Customer satisfaction of a team: answers 4–5 ÷ answers 1–5 that came in on the days [from, to], and the response rate of what was sent on them; by month, by person, by market.',
    input: z.strictObject({ teamId: id.optional(), from: day, to: day }),
    reply: z.object({
      team: csat,
      months: z.array(csat.extend({ month: z.string() })),
      people: z.array(csat.extend({ userId: id.nullable() })),
      markets: z.array(csat.extend({ country })),
      asOf: instant,
    }),
  }),
  makeLink: endpoint({
    method: 'POST',
    path: '/surveys/:id/link',
    allow: 'surveys.send',
    command: true,
    summary: 'A link to send by hand, shown this once; it ends the one before.',
    input: z.strictObject({ id }),
    reply: z.object({ url: z.string(), expiresAt: instant, survey }),
  }),
  markSent: endpoint({
    method: 'POST',
    path: '/surveys/:id/sent',
    allow: 'surveys.send',
    command: true,
    summary: 'The link was sent by hand.',
    input: z.strictObject({ id }),
    reply: survey,
  }),
  see: endpoint({
    method: 'GET',
    path: '/surveys/:token',
    allow: 'public',
    summary: 'What a buyer is asked, or that they have answered.',
    input: z.strictObject({ token }),
    reply: z.object({
      organization: z.string(),
      orderNo: z.string(),
      language: z.enum(SURVEY_LANGUAGES),
      answered: z.boolean(),
      expiresAt: instant,
    }),
  }),
  answer: endpoint({
    method: 'POST',
    path: '/surveys/:token',
    allow: 'public',
    summary: 'The buyer’s answer, once.',
    input: z.strictObject({ token, score, comment: text(2_000).default('') }),
    reply: z.object({ received: z.literal(true) }),
  }),
};
