import { SUSPICIONS } from '@tallyboard/rules/points/lab/compare';
import { DRAFTED_IDS, PARAM_MOST } from '@tallyboard/rules/points/lab/draft';
import { RULE_IDS } from '@tallyboard/rules/points/rule';
import { LANES } from '@tallyboard/rules/orders/stages';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { AWARD_STATES, namedAward } from './awards.js';
import { person } from './people.js';
import { id, instant, requiredText } from './scalars.js';

export const ruleLabProblems = {
  /** Not exactly the parameters of the rule, or not whole numbers. */
  'points.rule_params_wrong': 422,
  'points.rule_unchanged': 409,
  'points.rule_not_scheduled': 404,
  'points.lab_busy': 429,
} as const;

/** Of a rule by which points are given, or of an award. */
const ruleId = z.enum(DRAFTED_IDS);
const pointRuleId = z.enum(RULE_IDS);
const params = z.record(z.string(), z.int().min(0).max(PARAM_MOST));
const draft = z.partialRecord(ruleId, params);
const season = z.object({ code: z.string(), startsAt: instant, endsAt: instant });

/** New parameters that come into force with a season. */
export const scheduledRule = z.object({
  ruleId,
  version: z.int(),
  params,
  inForceFrom: instant,
  by: id.nullable(),
  note: z.string(),
});
export type ScheduledRule = z.infer<typeof scheduledRule>;
export const rulesChanged = z.object({ scheduled: z.array(scheduledRule), withdrawn: z.array(ruleId) });

export const ruleInForce = z.object({
  ruleId,
  version: z.int(),
  params,
  inForceFrom: instant,
  scheduled: scheduledRule.nullable(),
});
export type RuleView = z.infer<typeof ruleInForce>;

export const trial = z.object({
  season,
  facts: z.int(),
  /** The rules in force give, replayed, exactly what the ledger has. */
  agrees: z.boolean(),
  people: z.array(
    z.object({
      userId: id,
      lane: z.enum(LANES).nullable(),
      now: z.int(),
      draft: z.int(),
      capsNow: z.int(),
      capsDraft: z.int(),
      topRule: pointRuleId.nullable(),
      topShare: z.number(),
      suspected: z.array(z.enum(SUSPICIONS)),
    }),
  ),
  rules: z.array(z.object({ ruleId: pointRuleId, now: z.int(), draft: z.int() })),
  departments: z.array(
    z.object({ lane: z.enum(LANES), people: z.int(), now: z.number().nullable(), draft: z.number().nullable() }),
  ),
  total: z.object({ now: z.int(), draft: z.int(), capsNow: z.int(), capsDraft: z.int() }),
  /** Of the awards that are drafted, each period that was judged: who won, or would as it stands, and who would have. */
  awards: z.array(
    z.object({ awardId: id, ...namedAward, state: z.enum(AWARD_STATES), now: z.array(id), draft: z.array(id) }),
  ),
  winners: z.array(person),
  /** Names of winners that are customers. */
  customers: z.record(z.string(), z.string()),
});
export type TrialView = z.infer<typeof trial>;

export const ruleLabApi = {
  rules: endpoint({
    method: 'GET',
    path: '/points/rules',
    allow: 'points.view',
    summary:
      'The rules in force, of points and of awards, with their parameters, and what comes into force with the next season.',
    input: z.strictObject({}),
    reply: z.object({ rules: z.array(ruleInForce), season, next: season, seasons: z.array(season) }),
  }),
  tryDraft: endpoint({
    method: 'POST',
    path: '/points/lab',
    allow: 'points.manage',
    summary:
      'Replays a season under a draft of rules and awards: who gains, who loses, who would have won. Nothing is written; hanging up cancels.',
    input: z.strictObject({ runId: id, teamId: id.optional(), season: z.string().max(10), draft }),
    reply: trial,
  }),
  progress: endpoint({
    method: 'GET',
    path: '/points/lab/:runId',
    allow: 'points.manage',
    summary: 'How far a replay has come; null where it does not run (any more).',
    input: z.strictObject({ runId: id }),
    reply: z.object({ done: z.int().nullable(), of: z.int().nullable() }),
  }),
  schedule: endpoint({
    method: 'POST',
    path: '/points/rules',
    allow: 'points.manage',
    command: true,
    summary: 'Lets a draft come into force with the next season, and tells everybody.',
    input: z.strictObject({ draft, note: requiredText(200) }),
    reply: z.object({ scheduled: z.array(scheduledRule) }),
  }),
  unschedule: endpoint({
    method: 'POST',
    path: '/points/rules/:ruleId/unschedule',
    allow: 'points.manage',
    command: true,
    summary: 'Takes back what would come into force.',
    input: z.strictObject({ ruleId }),
    reply: z.object({ scheduled: z.array(scheduledRule) }),
  }),
};
