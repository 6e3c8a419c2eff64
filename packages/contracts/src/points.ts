import { USE_KINDS } from '@tallyboard/rules/knowledge/use';
import { AWARD_IDS } from '@tallyboard/rules/points/awards/award';
import { FIRST_BADGES, STREAK_BADGES } from '@tallyboard/rules/points/badges';
import { LEAGUES } from '@tallyboard/rules/points/league';
import { LEVELS } from '@tallyboard/rules/points/level';
import { POINT_CURRENCIES, RULE_IDS } from '@tallyboard/rules/points/rule';
import { WEEK_MARKS } from '@tallyboard/rules/points/streak';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { id, instant, nothing } from './scalars.js';

export const pointsProblems = {
  'points.entry_not_found': 404,
  /** Whole lists are for their owner, and for who manages points. */
  'points.not_public': 403,
} as const;

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

const standing = z.object({ userId: id, points: z.int() });
/** What a board knows of the season, so that a screen can keep the first places up to date. */
export const boardLeague = z.object({ season: z.string(), standings: z.array(standing), rookies: z.array(id) });

export const leagueRow = standing.extend({ place: z.int(), league: z.enum(LEAGUES), level: z.enum(LEVELS) });
export type LeagueRow = z.infer<typeof leagueRow>;
export const league = z.object({
  season: z.string(),
  /** In which league the reader runs; null in another team. */
  mine: z.enum(LEAGUES).nullable(),
  /** Of each league the first three, of one's own also those around oneself; for managers all. */
  standings: z.array(leagueRow),
});
export type SeasonLeagues = z.infer<typeof league>;

export const streak = z.object({
  current: z.int(),
  longest: z.int(),
  /** Newest first. */
  weeks: z.array(
    z.object({ week: z.string(), mark: z.enum(WEEK_MARKS), hits: z.int(), misses: z.int(), run: z.int() }),
  ),
});
export type StreakView = z.infer<typeof streak>;

/** What was done, how often, when last, and the award, line of points or week that says why. */
const held = { n: z.int(), at: instant, cause: z.string() };
export const badge = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('award'), award: z.enum(AWARD_IDS), ...held }),
  z.object({ kind: z.literal('level'), level: z.enum(LEVELS), ...held }),
  z.object({ kind: z.literal('streak'), weeks: z.literal([...STREAK_BADGES]), ...held }),
  z.object({ kind: z.literal('first'), first: z.enum(FIRST_BADGES), ...held }),
]);
export type BadgeView = z.infer<typeof badge>;

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
      /** Knowledge credits of all seasons. */
      credits: z.int(),
      total: z.int(),
      entries: z.array(pointEntry),
    }),
  }),
  standing: endpoint({
    method: 'GET',
    path: '/points/standing',
    allow: 'points.view',
    summary: 'Where I stand: season, league, place, points of all seasons, and my streak week by week.',
    input: nothing,
    reply: z.object({
      /** Where my own feed stands: it tells of my points where the team’s does not. */
      epoch: z.string(),
      seq: z.int(),
      season: z.string(),
      total: z.int(),
      lifetime: z.int(),
      inRankings: z.boolean(),
      league: z.enum(LEAGUES),
      place: z.int().nullable(),
      streak,
    }),
  }),
  badges: endpoint({
    method: 'GET',
    path: '/points/badges',
    allow: 'points.view',
    summary: 'My badges: what they are for, since when, and why.',
    input: nothing,
    reply: z.object({ badges: z.array(badge) }),
  }),
  of: endpoint({
    method: 'GET',
    path: '/points/people/:userId',
    allow: 'points.view',
    summary: 'All points of somebody in the season, newest first: for themselves, and for who manages points.',
    input: z.strictObject({ userId: id }),
    reply: z.object({ season: z.string(), total: z.int(), entries: z.array(pointEntry) }),
  }),
  league: endpoint({
    method: 'GET',
    path: '/points/league',
    allow: 'points.view',
    summary: 'The season leagues of my team, or of the one that is named.',
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
      /** The use of an item that they are for. Where it was used is told to those who may see it. */
      use: z
        .object({
          itemId: id,
          title: z.string(),
          inPool: z.boolean(),
          by: id,
          at: instant,
          kind: z.enum(USE_KINDS),
          orderId: id.nullable(),
          inquiryId: id.nullable(),
          no: z.string().nullable(),
        })
        .nullable(),
      reversal: z.object({ at: instant, factName: z.string(), actorId: id }).nullable(),
    }),
  }),
};
