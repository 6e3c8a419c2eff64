import { CHANNELS, INQUIRY_STATUSES, INVALID_REASONS } from '@tallyboard/rules/inquiries/inquiry';
import { INQUIRY_LISTS } from '@tallyboard/rules/inquiries/inquiry-lists';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { allocation, inquiryCard, messageMark } from './inquiry-cards.js';
import { MOST_TEMPLATES, usedTemplate } from './knowledge-uses.js';
import { priceCard, teamCard } from './order-cards.js';
import { country, day, id, instant, requiredText, text, version } from './scalars.js';

export const inquiriesProblems = {
  'inquiries.not_found': 404,
  'inquiries.message_not_found': 404,
  'inquiries.source_not_found': 404,
  'inquiries.stale': 409,
  'inquiries.not_yours': 403,
  'inquiries.closed': 409,
  'inquiries.not_invalid': 409,
  'inquiries.restore_too_late': 409,
  'inquiries.criteria_missing': 422,
  'inquiries.not_qualified': 409,
  'inquiries.disqualify_too_late': 409,
  'inquiries.already_owned': 409,
  'inquiries.manager_assigns': 403,
  'inquiries.late_entry': 403,
  'inquiries.before_it_came': 422,
  'inquiries.of_itself': 422,
  'inquiries.not_a_seller': 422,
  'inquiries.in_the_future': 422,
  'inquiries.too_many': 429,
  'inquiries.sheet_unreadable': 422,
  'inquiries.sheet_without_buyer': 422,
  'inquiries.sheet_too_long': 422,
  'inquiries.token_shown_once': 409,
  'inquiries.own_domains_stale': 409,
  'inquiries.free_mail_domain': 422,
  'inquiries.public_suffix': 422,
  'inquiries.no_way_to_answer': 422,
} as const;

export const language = z.string().regex(/^[a-z]{2}$/);
/** Who writes, at the buyer's. Only those who answer inquiries see it. */
export const buyerContact = z.strictObject({
  name: text(80),
  email: z.union([z.email().max(200), z.literal('')]),
  phone: text(40),
});
/** As it is sent with an inquiry: whatever is known of it. */
export const givenContact = z
  .strictObject({
    name: buyerContact.shape.name.default(''),
    email: buyerContact.shape.email.default(''),
    phone: buyerContact.shape.phone.default(''),
  })
  .default({ name: '', email: '', phone: '' });
const channel = z.enum(CHANNELS);

export const inquiryMessage = messageMark.extend({ text: z.string() });
/** `by`: null where the rule gave it. */
export const offer = z.object({
  at: instant,
  by: id.nullable(),
  ownerId: id.nullable(),
  allocation: allocation.nullable(),
});
/** One day on which the buyer wrote first, and how long they waited. */
export const waited = z.object({
  day,
  startedAt: instant,
  dueAt: instant,
  answeredAt: instant.nullable(),
  answeredBy: id.nullable(),
});
/** `contact` and `messages` are null for those who do not answer inquiries. */
export const inquiryDetail = z.object({
  inquiry: inquiryCard,
  contact: buyerContact.nullable(),
  messages: z.array(inquiryMessage).nullable(),
  offers: z.array(offer),
  clocks: z.array(waited),
  /** The hours that counted for the first answer, to explain its worked time. */
  worked: z
    .object({
      from: instant,
      to: instant,
      elapsedMinutes: z.int(),
      countedMinutes: z.int(),
      counted: z.array(z.object({ from: instant, to: instant })),
      calendarVersion: z.int(),
    })
    .nullable(),
  /** Others of the same buyer, newest first. */
  others: z.array(z.object({ id, no: z.string(), status: z.enum(INQUIRY_STATUSES), receivedAt: instant })),
  mayAnswer: z.boolean(),
});
export type InquiryDetail = z.infer<typeof inquiryDetail>;

const rate = z.object({ hits: z.int(), misses: z.int(), running: z.int(), rate: z.number().nullable() });
export type ReplyRateReply = z.infer<typeof rate>;

const onOne = { id, expectedVersion: version };
const quality = z.strictObject({ product: text(200), quantity: text(120), destination: text(120), need: text(500) });
const fields = {
  buyer: requiredText(120),
  country: country.nullable().default(null),
  language: language.nullable().default(null),
  product: text(120).default(''),
  subject: text(200).default(''),
  contact: givenContact,
};
const command = <I extends z.ZodType>(path: string, summary: string, input: I) =>
  endpoint({ method: 'POST', path, allow: 'inquiries.answer', command: true, summary, input, reply: inquiryDetail });

export const inquiriesApi = {
  list: endpoint({
    method: 'GET',
    path: '/inquiries',
    allow: 'inquiries.view',
    summary: 'A page of a team’s inquiries: those that wait first, by how long, else the newest first.',
    input: z.strictObject({
      teamId: id.optional(),
      list: z.enum(INQUIRY_LISTS).default('open'),
      q: text(80).optional(),
      sourceId: id.optional(),
      ownerId: id.optional(),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      inquiries: z.array(inquiryCard),
      total: z.int(),
      /** How many each list holds, whatever is sought. */
      counts: z.object({
        waiting: z.int(),
        mine: z.int(),
        queue: z.int(),
        open: z.int(),
        qualified: z.int(),
        converted: z.int(),
        invalid: z.int(),
        all: z.int(),
      }),
      /** Where the team’s feed stood before this was read: whoever follows it from there misses nothing. */
      epoch: z.string(),
      seq: z.int(),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/inquiries/:id',
    allow: 'inquiries.view',
    summary: 'An inquiry with its messages, clocks, and why its owner got it.',
    input: z.strictObject({ id }),
    reply: inquiryDetail,
  }),
  create: command(
    '/inquiries',
    'An inquiry that came by telephone, fair or mail. Without an owner it is given to one by the rule.',
    z.strictObject({
      ...fields,
      teamId: id.optional(),
      text: text(8_000).default(''),
      channel: channel.default('email'),
      receivedAt: instant.optional(),
      customerId: id.optional(),
      ownerId: id.optional(),
    }),
  ),
  change: command(
    '/inquiries/:id/fields',
    'Who asks and for what, as it becomes known.',
    z.strictObject({
      ...onOne,
      buyer: requiredText(120).optional(),
      country: country.nullable().optional(),
      language: language.nullable().optional(),
      product: text(120).optional(),
      subject: text(200).optional(),
      contact: buyerContact.optional(),
      customerId: id.nullable().optional(),
    }),
  ),
  logMessage: command(
    '/inquiries/:id/messages',
    'What the buyer wrote or was answered. A machine’s answer stops no clock.',
    z.strictObject({
      id,
      direction: z.enum(['in', 'out']),
      channel: channel,
      text: requiredText(8_000),
      automatic: z.boolean().default(false),
      at: instant.optional(),
      /** Templates that were put into it; those of which enough is left count as used. */
      used: z.array(usedTemplate).max(MOST_TEMPLATES).optional(),
    }),
  ),
  withdrawMessage: command(
    '/inquiries/:id/messages/:messageId/withdraw',
    'A message that was logged by mistake; whatever it stopped or earned goes on.',
    z.strictObject({ id, messageId: id }),
  ),
  assign: command(
    '/inquiries/:id/assign',
    'Give it to somebody, or take it from the queue.',
    z.strictObject({ ...onOne, ownerId: id, note: text(200).default('') }),
  ),
  release: command(
    '/inquiries/:id/release',
    'Back to the queue; the rule offers it to the next.',
    z.strictObject({ ...onOne, note: text(200).default('') }),
  ),
  qualify: command(
    '/inquiries/:id/qualify',
    'A real need, with all that a quotation asks for.',
    z.strictObject({ ...onOne, quality }),
  ),
  disqualify: command('/inquiries/:id/disqualify', 'No real need after all.', z.strictObject(onOne)),
  markInvalid: command(
    '/inquiries/:id/invalid',
    'Junk or a duplicate. Can be taken back for 24 hours; marked within 24 hours of its arrival it leaves the reply rate.',
    z.strictObject({
      ...onOne,
      reason: z.enum(INVALID_REASONS),
      note: text(200).default(''),
      duplicateOf: id.nullable().default(null),
    }),
  ),
  restore: command('/inquiries/:id/restore', 'It was none, by mistake.', z.strictObject(onOne)),
  convert: endpoint({
    method: 'POST',
    path: '/inquiries/:id/convert',
    allow: 'orders.create',
    command: true,
    summary: 'An order of it, for a customer that is known or made: everything known is carried over.',
    input: z.strictObject({
      ...onOne,
      customerId: id.nullable().default(null),
      newCustomer: z
        .strictObject({ name: requiredText(120), country, group: text(60).default('') })
        .nullable()
        .default(null),
      title: text(200).optional(),
    }),
    reply: z.object({ inquiry: inquiryDetail, card: z.union([priceCard, teamCard]) }),
  }),
  rate: endpoint({
    method: 'GET',
    path: '/inquiries/rate',
    allow: 'inquiries.view',
    summary: 'The 24-hour reply rate of a team, by person and by source; buyer-days that began in [from, to].',
    input: z.strictObject({ teamId: id.optional(), from: day, to: day }),
    reply: z.object({
      team: rate,
      /** `medianWorkedMinutes`: of first answers, in the person’s own hours, from when it was theirs. */
      people: z.array(rate.extend({ userId: id, answered: z.int(), medianWorkedMinutes: z.number().nullable() })),
      /** What no person answers for: late while nobody was on duty, or running in the queue. */
      nobody: rate,
      sources: z.array(rate.extend({ sourceId: id.nullable(), name: z.string() })),
      asOf: instant,
    }),
  }),
  gauge: endpoint({
    method: 'GET',
    path: '/teams/:teamId/inquiries/gauge',
    allow: 'board.view',
    summary:
      'For the wall: the rate of thirty days and of today, how many wait, and who waits longest, without a name.',
    input: z.strictObject({ teamId: id }),
    reply: z.object({
      days30: rate,
      today: rate,
      waiting: z.int(),
      longest: z
        .object({ waitingSince: instant, dueAt: instant, country: country.nullable(), ownerId: id.nullable() })
        .nullable(),
      queue: z.int(),
      asOf: instant,
    }),
  }),
};
