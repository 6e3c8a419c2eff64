import { ROLES } from '@tallyboard/rules/people/capabilities';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { id, instant, nothing, requiredText, version } from './scalars.js';

export const peopleProblems = {
  'people.not_signed_in': 401,
  'people.forbidden': 403,
  'people.wrong_credentials': 401,
  'people.wrong_password': 403,
  'people.slow_down': 429,
  'people.password_too_weak': 422,
  'people.email_taken': 409,
  'people.not_found': 404,
  'people.stale': 409,
  'people.invite_not_valid': 404,
  'people.reset_not_valid': 404,
  'people.link_shown_once': 409,
  'people.link_not_open': 404,
  'people.last_admin': 409,
  'people.not_yourself': 409,
  'people.team_not_found': 404,
  'people.pairing_not_found': 404,
  'people.device_not_found': 404,
  'people.not_demo': 409,
} as const;

export const role = z.enum(ROLES);
export const locale = z.enum(['zh-CN', 'en']);
export type Locale = z.infer<typeof locale>;
/** What everyone in the team may know of a person. `hue` (0–359) colours the avatar. */
export const person = z.object({
  id,
  name: z.string(),
  nameEn: z.string(),
  hue: z.int(),
  roles: z.array(role),
  active: z.boolean(),
});
export type Person = z.infer<typeof person>;
export const team = z.object({ id, name: z.string() });
export type Team = z.infer<typeof team>;

export const member = person.extend({ email: z.string(), teamId: id, version, lastSeenAt: instant.nullable() });
export type Member = z.infer<typeof member>;

export const peopleApi = {
  list: endpoint({
    method: 'GET',
    path: '/people',
    allow: 'people.view',
    summary: 'The people of my team; of the company for who may see all teams.',
    input: nothing,
    reply: z.object({ people: z.array(member), teams: z.array(team) }),
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/people/:id',
    allow: 'people.manage',
    command: true,
    summary: 'Name and roles of a person.',
    input: z.strictObject({
      id,
      expectedVersion: version,
      name: requiredText(60).optional(),
      nameEn: requiredText(60).optional(),
      roles: z.array(role).min(1).max(6).optional(),
    }),
    reply: member,
  }),
  transfer: endpoint({
    method: 'POST',
    path: '/people/:id/transfer',
    allow: 'teams.all',
    command: true,
    summary: 'Move a person to another team.',
    input: z.strictObject({ id, expectedVersion: version, teamId: id }),
    reply: member,
  }),
  disable: endpoint({
    method: 'POST',
    path: '/people/:id/disable',
    allow: 'people.manage',
    command: true,
    summary: 'Take away access; closes sessions and sockets at once.',
    input: z.strictObject({ id, expectedVersion: version }),
    reply: member,
  }),
  enable: endpoint({
    method: 'POST',
    path: '/people/:id/enable',
    allow: 'people.manage',
    command: true,
    summary: 'Give access back.',
    input: z.strictObject({ id, expectedVersion: version }),
    reply: member,
  }),
  createTeam: endpoint({
    method: 'POST',
    path: '/teams',
    allow: 'teams.all',
    command: true,
    summary: 'A new team with a board of its own.',
    input: z.strictObject({ name: requiredText(60) }),
    reply: team,
  }),
};

/** Facts of people, in the team's feed. */
export const personChanged = z.object({ person });
/** Somebody takes part in public rankings from now on, or no longer does. */
export const rankingChanged = z.object({ userId: id, inRankings: z.boolean() });
