import { POINT_CURRENCIES, RULE_IDS } from '@tallyboard/rules/points/rule';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { id, instant } from './scalars.js';

export const pointsProblems = { 'points.entry_not_found': 404 } as const;

export const ruleId = z.enum(RULE_IDS);
export const pointCurrency = z.enum(POINT_CURRENCIES);

/** One line of a person's points: a grant (positive) or a reversal (negative). */
export const pointEntry = z.object({
  id,
  ruleId,
  ruleVersion: z.int(),
  currency: pointCurrency,
  amount: z.int(),
  /** What the rule asked for, when a cap clipped it. */
  requested: z.int(),
  ownerId: id,
  orderId: id.nullable(),
  /** Whose number `orderNo` is where there is no order. */
  inquiryId: id.nullable(),
  orderNo: z.string().nullable(),
  season: z.string(),
  at: instant,
  /** For what of several things it is, a stage for one; else empty. */
  part: z.string(),
  reversesId: id.nullable(),
  reversed: z.boolean(),
  /** Waits to be confirmed: does not count yet. */
  pending: z.boolean(),
});
export type PointEntry = z.infer<typeof pointEntry>;

/** The payload of `points.granted` and `points.reversed`. `causedBy` is the command that moved the order: its mover's toast waits for it. */
export const pointsPosted = pointEntry
  .omit({ reversed: true, pending: true, part: true, inquiryId: true })
  .extend({ seasonTotal: z.int(), causedBy: id.nullable() });

export const standing = z.object({ userId: id, points: z.int() });
export const league = z.object({ season: z.string(), standings: z.array(standing) });
export type League = z.infer<typeof league>;

export const pointsApi = {
  mine: endpoint({
    method: 'GET',
    path: '/points/mine',
    allow: 'points.view',
    summary: 'My points of the season, newest first.',
    input: z.strictObject({ season: z.string().max(10).optional() }),
    reply: z.object({
      season: z.string(),
      seasons: z.array(z.string()),
      total: z.int(),
      place: z.int().nullable(),
      entries: z.array(pointEntry),
    }),
  }),
  of: endpoint({
    method: 'GET',
    path: '/points/people/:userId',
    allow: 'points.view',
    summary: "A team mate's points of the season, newest first.",
    input: z.strictObject({ userId: id }),
    reply: z.object({ season: z.string(), total: z.int(), entries: z.array(pointEntry) }),
  }),
  league: endpoint({
    method: 'GET',
    path: '/points/league',
    allow: 'points.view',
    summary: 'The season league of my team, or of the one that is named.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: league,
  }),
  ofOrder: endpoint({
    method: 'GET',
    path: '/points/orders/:orderId',
    allow: 'points.view',
    summary: 'The points an order earned, and for whom.',
    input: z.strictObject({ orderId: id }),
    reply: z.object({ entries: z.array(pointEntry) }),
  }),
  why: endpoint({
    method: 'GET',
    path: '/points/entries/:id',
    allow: 'points.view',
    summary: 'Why these points: the rule in force, its parameters, the figures and the fact that caused them.',
    input: z.strictObject({ id }),
    reply: z.object({
      entry: pointEntry,
      params: z.record(z.string(), z.number()),
      inputs: z.record(z.string(), z.union([z.string(), z.number()])),
      fact: z.object({
        feed: z.string(),
        seq: z.int(),
        name: z.string(),
        at: instant,
        actorId: id,
        fromStage: z.string().nullable(),
        toStage: z.string().nullable(),
      }),
      reversal: z.object({ at: instant, factName: z.string(), actorId: id }).nullable(),
    }),
  }),
};
