import { LEVELS } from '@tallyboard/rules/points/level';
import { REDEMPTION_STATES, REDEMPTION_STEPS, RESOURCE_TYPES } from '@tallyboard/rules/points/store/redemption';
import { ROLES } from '@tallyboard/rules/people/capabilities';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { person } from './people.js';
import { ruleId } from './points.js';
import { day, id, instant, requiredText, text, version } from './scalars.js';

export const storeProblems = {
  'points.resource_not_found': 404,
  'points.redemption_not_found': 404,
  'points.suggestion_not_found': 404,
  /** `current`: the resource as it is now. */
  'points.resource_stale': 409,
  'points.store_policy_changed': 409,
  'points.store_closed': 409,
  /** `price`: what it costs now. */
  'points.store_price_changed': 409,
  /** `minLevel`: the level it needs. */
  'points.store_level': 403,
  'points.store_not_for_you': 403,
  'points.store_per_person': 409,
  'points.store_out_of_stock': 409,
  /** `owed`: credits that were taken back after they had been spent. */
  'points.store_owed': 409,
  /** `missing`: how many credits are wanting. */
  'points.store_too_few': 409,
  'points.store_over_budget': 409,
  'points.store_own': 403,
  'points.store_not_yours': 403,
  /** `state`: what it is now. */
  'points.store_not_now': 409,
  'points.store_picture': 422,
} as const;

const type = z.enum(RESOURCE_TYPES);
const amount = (most: number) => z.int().min(0).max(most);
const PICTURE_MOST = 200_000;
/** A picture in the data itself, PNG, JPEG or WebP; the server looks at its bytes as well. */
const picture = z
  .string()
  .max(PICTURE_MOST)
  .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/)
  .nullable();

/** What whoever runs the store enters. */
export const resourceFields = z.strictObject({
  type,
  title: requiredText(80),
  text: text(1_000),
  /** In knowledge credits. */
  price: amount(100_000).min(1),
  /** Null: as many as are wanted. */
  stock: amount(10_000).nullable(),
  perPerson: amount(100).min(1).nullable(),
  minLevel: z.enum(LEVELS),
  /** For whom; empty: for everybody. */
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
  /** What one costs, CNY; for managers. */
  costCny: amount(1_000_000),
  picture,
});

/** `costCny` is null for who does not manage points. */
export const resource = resourceFields.omit({ costCny: true }).extend({
  id,
  costCny: z.int().nullable(),
  active: z.boolean(),
  version,
  /** How many I have of it, or have asked for. */
  mine: z.int(),
});
export type ResourceView = z.infer<typeof resource>;

export const redemption = z.object({
  id,
  resourceId: id,
  title: z.string(),
  type,
  userId: id,
  price: z.int(),
  state: z.enum(REDEMPTION_STATES),
  requestedAt: instant,
  /** Until when somebody should have decided. */
  decideBy: instant,
  decidedBy: id.nullable(),
  decidedAt: instant.nullable(),
  note: z.string(),
  /** What was written about it, while it is in the pool. */
  learned: z.object({ id, title: z.string() }).nullable(),
});
export type RedemptionView = z.infer<typeof redemption>;

/** A redemption came to be, or became something else: whose it is and what it is no frame tells, for `resourceGiven` comes with it. */
export const redemptionChanged = redemption.pick({
  id: true,
  resourceId: true,
  userId: true,
  price: true,
  state: true,
});
export const shownRedemption = redemptionChanged.pick({ id: true, state: true });
/** What a colleague got for what they shared, for everybody to see: what kind of thing, not which. */
export const resourceGiven = z.object({ userId: id, type });

/** `ruleId`: what it was earned by. */
const lot = z.object({ id, ruleId, gained: z.int(), left: z.int(), gainedOn: day, endsOn: day });
export const credits = z.object({
  /** What can be spent, what is reserved for something asked for, what is owed. */
  spendable: z.int(),
  reserved: z.int(),
  owed: z.int(),
  lots: z.array(lot),
  /** What ends within the next thirty days. */
  ending: z.int(),
});
export type Credits = z.infer<typeof credits>;
export const storePolicy = z.object({
  /** What a month may cost; null: no limit. */
  monthlyCny: amount(10_000_000).nullable(),
  /** Up to this price nobody is asked. */
  approveUpTo: amount(100_000),
  version: z.int(),
});
const suggestion = z.object({
  id,
  userId: id,
  type,
  title: z.string(),
  link: z.string(),
  why: z.string(),
  at: instant,
  state: z.enum(['open', 'taken', 'declined']),
});
export type Suggestion = z.infer<typeof suggestion>;
const link = z.union([z.url({ protocol: /^https?$/ }).max(500), z.literal('')]);
const manage = { allow: 'points.manage', command: true } as const;

export const storeApi = {
  list: endpoint({
    method: 'GET',
    path: '/store',
    allow: 'points.view',
    summary: 'What knowledge credits buy, and what I have; for managers also what was put away.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: z.object({
      /** Where the team's feed stood. */
      epoch: z.string(),
      seq: z.int(),
      resources: z.array(resource),
      credits,
      level: z.enum(LEVELS),
    }),
  }),
  credits: endpoint({
    method: 'GET',
    path: '/store/credits',
    allow: 'points.view',
    summary: 'My credits, lot by lot, what I asked for and what I suggested.',
    input: z.strictObject({}),
    reply: z.object({ credits, redemptions: z.array(redemption), suggestions: z.array(suggestion) }),
  }),
  redeem: endpoint({
    method: 'POST',
    path: '/store/:id/redeem',
    allow: 'points.view',
    command: true,
    summary: 'Asks for a resource: its price is reserved, and one of its stock.',
    input: z.strictObject({ id, price: amount(100_000) }),
    reply: redemption,
  }),
  redemptions: endpoint({
    method: 'GET',
    path: '/store/redemptions',
    allow: 'points.manage',
    summary: 'What my team asked for, what waits first; and what the month cost so far.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: z.object({
      redemptions: z.array(redemption),
      people: z.array(person),
      policy: storePolicy,
      spentCny: z.int(),
      suggestions: z.array(suggestion),
    }),
  }),
  decide: endpoint({
    method: 'POST',
    path: '/store/redemptions/:id/decide',
    allow: 'points.view',
    command: true,
    summary: 'Approves, declines, fulfils or refunds what somebody asked for; or cancels what I asked for.',
    input: z.strictObject({ id, step: z.enum(REDEMPTION_STEPS), note: text(200).default('') }),
    reply: redemption,
  }),
  add: endpoint({
    method: 'POST',
    path: '/store',
    ...manage,
    summary: 'Puts a resource into the store.',
    input: z.strictObject({ teamId: id.optional(), resource: resourceFields }),
    reply: resource,
  }),
  change: endpoint({
    method: 'PUT',
    path: '/store/:id',
    ...manage,
    summary: 'Changes a resource, puts it away or brings it back. What was asked for keeps its price.',
    input: z.strictObject({ id, expectedVersion: version, resource: resourceFields, active: z.boolean() }),
    reply: resource,
  }),
  setPolicy: endpoint({
    method: 'PUT',
    path: '/store/policy',
    ...manage,
    summary: 'What a month may cost, and up to which price nobody is asked.',
    input: storePolicy
      .omit({ version: true })
      .extend({ teamId: id.optional(), expectedVersion: z.int().min(0) })
      .strict(),
    reply: storePolicy,
  }),
  suggest: endpoint({
    method: 'POST',
    path: '/store/suggestions',
    allow: 'points.view',
    command: true,
    summary: 'Suggests something the store should have.',
    input: z.strictObject({ type, title: requiredText(80), link, why: text(300) }),
    reply: suggestion,
  }),
  settleSuggestion: endpoint({
    method: 'POST',
    path: '/store/suggestions/:id',
    ...manage,
    summary: 'Marks a suggestion as taken up or declined.',
    input: z.strictObject({ id, to: z.enum(['taken', 'declined']) }),
    reply: suggestion,
  }),
};
