import { KUDOS_FOR, KUDOS_STATES } from '@tallyboard/rules/points/kudos';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { person } from './people.js';
import { id, instant, requiredText } from './scalars.js';

export const kudosProblems = {
  'points.kudos_not_found': 404,
  'points.kudos_to_yourself': 422,
  /** All of this week's have been given. */
  'points.kudos_budget': 409,
  /** One a week to one person. */
  'points.kudos_pair': 409,
  'points.kudos_not_yours': 403,
  'points.kudos_too_late': 409,
  /** Withdrawn or refused already. */
  'points.kudos_decided': 409,
  'points.kudos_not_held': 409,
  /** Whoever gave or got it does not decide on it. */
  'points.kudos_concerns_you': 403,
} as const;

const category = z.enum(KUDOS_FOR);
/** Thanks from one to another, as facts keep it. */
export const kudosChanged = z.object({
  kudosId: id,
  fromId: id,
  toId: id,
  category,
  text: z.string(),
  at: instant,
  state: z.enum(KUDOS_STATES),
});
export type KudosChanged = z.infer<typeof kudosChanged>;

/** What colleagues see: that it was given, or is gone. Whether somebody looks at it first is not theirs to know. */
export const shownKudos = kudosChanged.omit({ state: true }).extend({ gone: z.boolean() });
export type ShownKudos = z.infer<typeof shownKudos>;
export const showKudos = ({ state, ...kudos }: KudosChanged): ShownKudos => ({
  ...kudos,
  gone: state === 'withdrawn' || state === 'refused',
});
/** A screen shows for what, not in which words: they may name a customer. */
export const wallKudos = shownKudos.omit({ text: true });

/** One that waits for a manager, with those who thank each other in a circle. */
export const heldKudos = kudosChanged.omit({ state: true }).extend({ circle: z.array(id) });
export type HeldKudos = z.infer<typeof heldKudos>;

export const kudosApi = {
  list: endpoint({
    method: 'GET',
    path: '/kudos',
    allow: 'points.view',
    summary: 'Kudos of my team, or of the one that is named, newest first; and what I may still give this week.',
    input: z.strictObject({
      teamId: id.optional(),
      /** Given or got by this person. */
      personId: id.optional(),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      /** Where the team's feed stood. */
      epoch: z.string(),
      seq: z.int(),
      kudos: z.array(shownKudos),
      /** Whoever is named, wherever they are now. */
      people: z.array(person),
      total: z.int(),
      /** How many are left this week, whom I have thanked in it, and when it ends. */
      budget: z.object({ left: z.int(), perWeek: z.int(), thanked: z.array(id), until: instant }),
    }),
  }),
  give: endpoint({
    method: 'POST',
    path: '/kudos',
    allow: 'kudos.give',
    command: true,
    summary: 'Thanks a colleague of my team.',
    input: z.strictObject({ toId: id, category, text: requiredText(140) }),
    reply: shownKudos,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/kudos/:id/withdraw',
    allow: 'kudos.give',
    command: true,
    summary: 'Takes my kudos back, within a day. The week’s budget is not given back.',
    input: z.strictObject({ id }),
    reply: shownKudos,
  }),
  held: endpoint({
    method: 'GET',
    path: '/kudos/held',
    allow: 'points.manage',
    summary: 'Kudos that look like a closed circle and wait to be released or refused.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: z.object({ kudos: z.array(heldKudos), people: z.array(person) }),
  }),
  decide: endpoint({
    method: 'POST',
    path: '/kudos/:id/decide',
    allow: 'points.manage',
    command: true,
    summary: 'Releases or refuses kudos that are held.',
    input: z.strictObject({ id, to: z.enum(['released', 'refused']) }),
    reply: shownKudos,
  }),
};
