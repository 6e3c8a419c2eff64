import { AWARD_IDS, AWARD_OUT } from '@tallyboard/rules/points/awards/award';
import { PERIOD_KINDS } from '@tallyboard/rules/time/periods';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { wallKudos } from './kudos.js';
import { locale, person } from './people.js';
import { badge } from './points.js';
import { id, instant, requiredText, text } from './scalars.js';

export const awardsProblems = {
  'points.award_not_found': 404,
  /** Published or withheld already. */
  'points.award_decided': 409,
  'points.award_nobody': 409,
  /** It was ranked anew since it was read; comes with what it is now. */
  'points.award_changed': 409,
  /** Votes are cast while an award of customers is being decided, for one of those who may win. */
  'points.award_no_vote': 409,
  /** Certificates are for those who won what was published. */
  'points.award_no_certificate': 404,
} as const;

export const AWARD_STATES = ['shortlist', 'published', 'withheld'] as const;
const award = z.enum(AWARD_IDS);
const period = { periodKind: z.enum(PERIOD_KINDS), period: z.string() };
export const namedAward = { award, ...period };
const figures = z.record(z.string(), z.union([z.number(), z.string(), z.null()]));

/** The payload of what is told of an award. Winners are people, or for the one that goes to customers, customers. */
export const awardTold = z.object({ awardId: id, award, ...period, winners: z.array(id), at: instant });
export type AwardTold = z.infer<typeof awardTold>;
/** A screen names people; which customers a team has is not for the room. */
export const wallAward = (told: AwardTold): AwardTold =>
  told.award === 'customer_of_the_year' ? { ...told, winners: [] } : told;

/** Who leads as long as nothing is decided is for those who decide. */
export const undecidedAward = (told: AwardTold): AwardTold => ({ ...told, winners: [] });

export const awardCard = z.object({
  id,
  award,
  ...period,
  startsAt: instant,
  endsAt: instant,
  state: z.enum(AWARD_STATES),
  winners: z.array(id),
  /** Names of winners that are customers. */
  customers: z.record(z.string(), z.string()),
  decidedBy: id.nullable(),
  decidedAt: instant.nullable(),
  note: z.string(),
  /** What counted changed since, and somebody else would win now; the award stands. */
  restatedAt: instant.nullable(),
});
export type AwardCard = z.infer<typeof awardCard>;

export const placed = z.object({
  id,
  place: z.int(),
  n: z.int(),
  metric: z.number(),
  reversals: z.int(),
  reachedAt: instant.nullable(),
  figures,
});
export type PlacedView = z.infer<typeof placed>;
export const ineligible = z.object({ id, n: z.int(), why: z.enum(AWARD_OUT), figures });
export type IneligibleView = z.infer<typeof ineligible>;

export const awardDetail = awardCard.extend({
  /** When the evidence was gathered; the same evidence gives the same ranking. */
  asOf: instant,
  params: z.record(z.string(), z.number()),
  base: figures,
  /** All for managers; for others the first three and themselves. */
  placed: z.array(placed),
  out: z.array(ineligible),
  /** Names of all customers that are named. */
  customers: z.record(z.string(), z.string()),
  restated: z.array(placed).nullable(),
  people: z.array(person),
  /** For whom the reader voted. */
  vote: id.nullable(),
});
export type AwardDetail = z.infer<typeof awardDetail>;

export const awardsApi = {
  list: endpoint({
    method: 'GET',
    path: '/awards',
    allow: 'points.view',
    summary: 'Awards of my team, or of the one that is named: those being decided, or those of a year.',
    input: z.strictObject({
      teamId: id.optional(),
      /** Those that were given to nobody are for managers to see. */
      state: z.enum(AWARD_STATES),
      /** Of published ones: the year in which their period ended. */
      year: z.coerce.number().int().min(2000).max(2100).optional(),
      /** Of published ones: the season in which their period ended. */
      season: z
        .string()
        .regex(/^\d{4}Q[1-4]$/)
        .optional(),
    }),
    reply: z.object({
      epoch: z.string(),
      seq: z.int(),
      awards: z.array(awardCard),
      /** Whoever is named, wherever they are now. */
      people: z.array(person),
      /** Years and seasons that have published awards, newest first. */
      years: z.array(z.int()),
      seasons: z.array(z.string()),
    }),
  }),
  badges: endpoint({
    method: 'GET',
    path: '/awards/badges',
    allow: 'points.view',
    summary: 'Badges of those of a team who won an award and take part in public rankings, as colleagues see them.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: z.object({ people: z.array(z.object({ userId: id, badges: z.array(badge) })) }),
  }),
  // Before `/awards/:id`, which would take it for one.
  wall: endpoint({
    method: 'GET',
    path: '/awards/wall',
    allow: 'board.view',
    summary: 'The newest published awards and kudos of a team, for its screens: people only, no words.',
    input: z.strictObject({ teamId: id }),
    reply: z.object({ awards: z.array(awardTold), kudos: z.array(wallKudos), people: z.array(person) }),
  }),
  detail: endpoint({
    method: 'GET',
    path: '/awards/:id',
    allow: 'points.view',
    summary: 'How an award was decided: ranking, figures, and why somebody is not eligible.',
    input: z.strictObject({ id }),
    reply: awardDetail,
  }),
  certificate: endpoint({
    method: 'GET',
    path: '/awards/:id/certificate',
    allow: 'points.view',
    summary: 'The certificate of one who won, as PDF in the language that is asked for; the same bytes each time.',
    input: z.strictObject({ id, winnerId: id, locale }),
    reply: z.string(),
    produces: 'application/pdf',
  }),
  publish: endpoint({
    method: 'POST',
    path: '/awards/:id/publish',
    allow: 'points.manage',
    command: true,
    summary: 'Confirms the shortlist: whoever is first wins, and the wall celebrates.',
    input: z.strictObject({ id, note: text(200).default(''), /** The ranking that was read. */ asOf: instant }),
    reply: awardDetail,
  }),
  withhold: endpoint({
    method: 'POST',
    path: '/awards/:id/withhold',
    allow: 'points.manage',
    command: true,
    summary: 'Gives this award to nobody this time, and says why.',
    input: z.strictObject({ id, note: requiredText(200) }),
    reply: awardDetail,
  }),
  vote: endpoint({
    method: 'POST',
    path: '/awards/:id/vote',
    allow: 'kudos.give',
    command: true,
    summary: 'Votes for a customer of the year, or for another instead.',
    input: z.strictObject({ id, customerId: id }),
    reply: awardDetail,
  }),
};
