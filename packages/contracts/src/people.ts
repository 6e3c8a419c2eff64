import { CAPABILITIES, ROLES } from '@tallyboard/rules/people/capabilities';
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
const email = z
  .email()
  .max(200)
  .transform((s) => s.toLowerCase());
const password = z.string().min(8).max(200);

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

export const me = z.object({
  person: person.extend({ email: z.string(), locale, mustChangePassword: z.boolean() }),
  capabilities: z.array(z.enum(CAPABILITIES)),
  team,
  teams: z.array(team),
  organization: z.object({ name: z.string(), zone: z.string(), demo: z.boolean() }),
});
export type Me = z.infer<typeof me>;

export const member = person.extend({ email: z.string(), teamId: id, version, lastSeenAt: instant.nullable() });
export type Member = z.infer<typeof member>;
export const device = z.object({
  id,
  name: z.string(),
  teamId: id,
  teamName: z.string(),
  createdAt: instant,
  lastSeenAt: instant.nullable(),
  approvedBy: z.string(),
});
export type Device = z.infer<typeof device>;

/** What a paired screen is told of itself. */
export const thisDevice = z.object({
  name: z.string(),
  teamId: id,
  teamName: z.string(),
  organization: z.string(),
  zone: z.string(),
  locale,
});
export type ThisDevice = z.infer<typeof thisDevice>;

/** Eight letters without vowels and look-alikes, shown by a screen that wants to be paired. */
export const PAIRING_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const pairingCode = z
  .string()
  .max(20)
  .transform((s) => s.toUpperCase().replace(/[^A-Z]/g, ''))
  .pipe(z.string().length(8));

export const peopleApi = {
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    allow: 'public',
    summary: 'Sign in; sets the session cookie.',
    input: z.strictObject({ email, password: z.string().min(1).max(200) }),
    reply: me,
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/session',
    allow: 'session',
    summary: 'End this session.',
    input: nothing,
    reply: nothing,
  }),
  me: endpoint({
    method: 'GET',
    path: '/session',
    allow: 'public',
    summary: 'Who I am and what I may do; null when nobody is signed in.',
    input: nothing,
    reply: z.object({ me: me.nullable() }),
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/session/password',
    allow: 'user',
    summary: 'Change my password; ends my other sessions.',
    input: z.strictObject({ current: z.string().max(200), next: password }),
    reply: nothing,
  }),
  updateMe: endpoint({
    method: 'PATCH',
    path: '/session/profile',
    allow: 'user',
    summary: 'My language.',
    input: z.strictObject({ locale }),
    reply: nothing,
  }),

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
    allow: 'people.manage',
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

  invite: endpoint({
    method: 'POST',
    path: '/invites',
    allow: 'people.manage',
    command: true,
    summary: 'A link by which one person can join, once, within 7 days.',
    input: z.strictObject({ teamId: id, roles: z.array(role).min(1).max(6) }),
    reply: z.object({ url: z.string(), expiresAt: instant }),
  }),
  seeInvite: endpoint({
    method: 'GET',
    path: '/invites/:token',
    allow: 'public',
    summary: 'What an invitation is for.',
    input: z.strictObject({ token: z.string().max(100) }),
    reply: z.object({ organization: z.string(), team: z.string(), roles: z.array(role) }),
  }),
  acceptInvite: endpoint({
    method: 'POST',
    path: '/invites/:token/accept',
    allow: 'public',
    summary: 'Join by invitation; signs in.',
    input: z.strictObject({
      token: z.string().max(100),
      email,
      name: requiredText(60),
      nameEn: requiredText(60),
      password,
      locale,
    }),
    reply: me,
  }),

  resetLink: endpoint({
    method: 'POST',
    path: '/people/:id/reset-link',
    allow: 'people.manage',
    command: true,
    summary:
      'A link by which a person chooses a new password, once, within an hour; not for people who may more than the caller.',
    input: z.strictObject({ id }),
    reply: z.object({ url: z.string(), expiresAt: instant }),
  }),
  seeReset: endpoint({
    method: 'GET',
    path: '/resets/:token',
    allow: 'public',
    summary: 'Whose password the link is for.',
    input: z.strictObject({ token: z.string().max(100) }),
    reply: z.object({ name: z.string(), nameEn: z.string(), email: z.string() }),
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/resets/:token',
    allow: 'public',
    summary: 'Choose the new password; ends every session of the person and signs in.',
    input: z.strictObject({ token: z.string().max(100), password }),
    reply: me,
  }),

  startPairing: endpoint({
    method: 'POST',
    path: '/pairings',
    allow: 'public',
    summary: 'A screen asks to be paired: shows `code`, keeps `secret`.',
    input: z.strictObject({ locale }),
    reply: z.object({ code: z.string(), secret: z.string(), expiresAt: instant, approveUrl: z.string() }),
  }),
  pollPairing: endpoint({
    method: 'POST',
    path: '/pairings/poll',
    allow: 'public',
    summary: 'The screen asks whether it was approved; if so its cookie is set.',
    input: z.strictObject({ secret: z.string().max(100) }),
    reply: z.object({ state: z.enum(['waiting', 'approved', 'gone']) }),
  }),
  approvePairing: endpoint({
    method: 'POST',
    path: '/pairings/approve',
    allow: 'devices.manage',
    command: true,
    summary: 'A manager lets the screen in that shows this code.',
    input: z.strictObject({ code: pairingCode, name: requiredText(60), teamId: id }),
    reply: device,
  }),
  devices: endpoint({
    method: 'GET',
    path: '/devices',
    allow: 'devices.manage',
    summary: 'Paired screens.',
    input: nothing,
    reply: z.object({ devices: z.array(device) }),
  }),
  revokeDevice: endpoint({
    method: 'DELETE',
    path: '/devices/:id',
    allow: 'devices.manage',
    command: true,
    summary: 'Unpair a screen; closes it at once.',
    input: z.strictObject({ id }),
    reply: nothing,
  }),
  thisDevice: endpoint({
    method: 'GET',
    path: '/devices/this',
    allow: 'public',
    summary: 'What this paired screen shows; null when it is none, and whether a person is signed in there instead.',
    input: nothing,
    reply: z.object({ device: thisDevice.nullable(), signedIn: z.boolean() }),
  }),

  demoPeople: endpoint({
    method: 'GET',
    path: '/demo/people',
    allow: 'public',
    summary: 'Whom one may be in the demo.',
    input: nothing,
    reply: z.object({ people: z.array(person) }),
  }),
  demoSignIn: endpoint({
    method: 'POST',
    path: '/demo/session',
    allow: 'public',
    summary: 'Be one of the demo people.',
    input: z.strictObject({ personId: id }),
    reply: me,
  }),
  leaveDemo: endpoint({
    method: 'POST',
    path: '/demo/leave',
    allow: 'teams.all',
    summary: 'Remove the demo team and start a real one.',
    input: z.strictObject({
      organization: requiredText(60),
      team: requiredText(60),
      name: requiredText(60),
      nameEn: requiredText(60),
      email,
      password,
      locale,
    }),
    reply: me,
  }),
};

/** Facts of people, in the team's feed. */
export const personChanged = z.object({ person });
