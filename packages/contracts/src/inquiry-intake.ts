import { MAIL_DOMAIN } from '@tallyboard/rules/inquiries/own-domains';
import { SHEET_COLUMNS } from '@tallyboard/rules/inquiries/sheet-columns';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { givenContact, language } from './inquiries.js';
import { country, id, instant, requiredText, text, version } from './scalars.js';

/** Where inquiries come in by themselves. The token is shown once, when it is made. */
export const inquirySource = z.object({
  id,
  name: z.string(),
  kind: z.enum(['form', 'webhook']),
  active: z.boolean(),
  received: z.int(),
  lastAt: instant.nullable(),
  version,
});
export type InquirySource = z.infer<typeof inquirySource>;
const made = z.object({ source: inquirySource, token: z.string() });

/** What decides whom the rule gives inquiries. Countries and languages as codes, the native language first. */
export const allocationProfile = z.object({
  userId: id,
  markets: z.array(country),
  products: z.array(z.string()),
  languages: z.array(language),
  holdingCap: z.int().min(0).max(1_000),
  paused: z.boolean(),
  /** Since when they are here, while they are new; null for everybody else. */
  joinedOn: z.string().nullable(),
});
export type AllocationProfile = z.infer<typeof allocationProfile>;

const mailDomain = z.string().trim().toLowerCase().max(120).regex(MAIL_DOMAIN);
/**
 * The company's own mail domains, for all its teams: those on the list, which an admin edits, and those that people sign in with. What
 * comes from them is no buyer's.
 */
export const ownDomains = z.object({ domains: z.array(z.string()), ofPeople: z.array(z.string()), version });
export type OwnDomains = z.infer<typeof ownDomains>;

const inTeam = { teamId: id.optional() };
export const intakeApi = {
  sources: endpoint({
    method: 'GET',
    path: '/inquiry-sources',
    allow: 'inquiries.view',
    summary: 'Forms and webhooks of a team.',
    input: z.strictObject(inTeam),
    reply: z.object({ sources: z.array(inquirySource) }),
  }),
  addSource: endpoint({
    method: 'POST',
    path: '/inquiry-sources',
    allow: 'inquiries.manage',
    command: true,
    summary: 'A form or a webhook with a token of its own.',
    input: z.strictObject({ ...inTeam, name: requiredText(60), kind: z.enum(['form', 'webhook']) }),
    reply: made,
  }),
  changeSource: endpoint({
    method: 'PATCH',
    path: '/inquiry-sources/:id',
    allow: 'inquiries.manage',
    command: true,
    summary: 'Name it, switch it off and on.',
    input: z.strictObject({
      id,
      expectedVersion: version,
      name: requiredText(60).optional(),
      active: z.boolean().optional(),
    }),
    reply: inquirySource,
  }),
  renewToken: endpoint({
    method: 'POST',
    path: '/inquiry-sources/:id/token',
    allow: 'inquiries.manage',
    command: true,
    summary: 'Another token; the old one is refused from now on.',
    input: z.strictObject({ id, expectedVersion: version }),
    reply: made,
  }),
  profiles: endpoint({
    method: 'GET',
    path: '/inquiry-profiles',
    allow: 'inquiries.view',
    summary: 'What the allocation rule knows of each person who answers inquiries.',
    input: z.strictObject(inTeam),
    reply: z.object({
      profiles: z.array(allocationProfile),
      /** What buyers asked this team for, the most frequent first: to choose product lines from. */
      products: z.array(z.string()),
    }),
  }),
  setProfile: endpoint({
    method: 'PUT',
    path: '/inquiry-profiles/:userId',
    allow: 'inquiries.manage',
    command: true,
    summary: 'Markets, products, languages and how many at once.',
    input: z.strictObject({
      userId: id,
      markets: z.array(country).max(60),
      products: z.array(requiredText(40)).max(30),
      languages: z.array(language).max(10),
      holdingCap: z.int().min(0).max(1_000),
      paused: z.boolean(),
      joinedOn: z.iso.date().nullable(),
    }),
    reply: allocationProfile,
  }),
  ownDomains: endpoint({
    method: 'GET',
    path: '/own-domains',
    allow: 'inquiries.manage',
    summary: 'From which mail domains the company writes to itself.',
    input: z.strictObject({}),
    reply: ownDomains,
  }),
  setOwnDomains: endpoint({
    method: 'PUT',
    path: '/own-domains',
    allow: 'teams.all',
    command: true,
    summary: 'The list as it is from now on; inquiries that came before stay as they are.',
    input: z.strictObject({ expectedVersion: version, domains: z.array(mailDomain).max(50) }),
    reply: ownDomains,
  }),
  importSheet: endpoint({
    method: 'POST',
    path: '/inquiry-imports',
    allow: 'inquiries.answer',
    command: true,
    summary: `Inquiries from a CSV with the columns ${SHEET_COLUMNS.join(', ')}. Rows that came before change nothing.`,
    input: z.strictObject({ ...inTeam, csv: z.string().max(500_000), preview: z.boolean() }),
    reply: z.object({
      rows: z.array(
        z.object({
          line: z.int(),
          buyer: z.string(),
          outcome: z.enum(['new', 'known', 'refused']),
          /** The columns that are wrong. */
          problems: z.array(z.enum(SHEET_COLUMNS)),
          inquiryId: id.nullable(),
        }),
      ),
    }),
  }),
  form: endpoint({
    method: 'GET',
    path: '/inquiry-intake/:token',
    allow: 'public',
    summary: 'Whose form this is.',
    input: z.strictObject({ token: z.string().max(80) }),
    reply: z.object({ organization: z.string(), kind: z.enum(['form', 'webhook']) }),
  }),
  receive: endpoint({
    method: 'POST',
    path: '/inquiry-intake/:token',
    allow: 'public',
    summary:
      'An inquiry from a form or another program. The same `externalId`, or else the same content within a day, is received once, however often it is sent. Without an e-mail or a phone nobody could answer it: refused.',
    input: z.strictObject({
      token: z.string().max(80),
      externalId: text(120).optional(),
      buyer: requiredText(120),
      contact: givenContact,
      country: country.nullable().default(null),
      language: language.nullable().default(null),
      product: text(120).default(''),
      subject: text(200).default(''),
      message: requiredText(8_000),
      /** People leave it empty. */
      website: z.string().max(200).default(''),
    }),
    reply: z.object({ received: z.literal(true), no: z.string() }),
  }),
};
