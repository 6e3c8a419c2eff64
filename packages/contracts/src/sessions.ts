import { CAPABILITIES } from '@tallyboard/rules/people/capabilities';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { locale, person, role, team } from './people.js';
import { id, instant, nothing, requiredText, text } from './scalars.js';

const email = z
  .email()
  .max(200)
  .transform((s) => s.toLowerCase());
const password = z.string().min(8).max(200);

/** Who is signed in, and what they may do. */
export const me = z.object({
  person: person.extend({ email: z.string(), locale, mustChangePassword: z.boolean(), inRankings: z.boolean() }),
  capabilities: z.array(z.enum(CAPABILITIES)),
  team,
  teams: z.array(team),
  organization: z.object({ name: z.string(), zone: z.string(), demo: z.boolean() }),
});
export type Me = z.infer<typeof me>;

/** Coming in and going out: sessions, invitations, forgotten passwords, the demo. */
export const sessionsApi = {
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
    command: true,
    summary: 'My language, and whether I take part in public rankings.',
    input: z.strictObject({ locale: locale.optional(), inRankings: z.boolean().optional() }),
    reply: nothing,
  }),
  invite: endpoint({
    method: 'POST',
    path: '/invites',
    allow: 'people.manage',
    command: true,
    summary: 'A link by which one person can join, once, within 7 days; `forName` is a note to tell it from others.',
    input: z.strictObject({ teamId: id, roles: z.array(role).min(1).max(6), forName: text(60).optional() }),
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
