import { z } from 'zod';
import { AUDIT_ACTIONS } from './audit.js';
import { endpoint } from './endpoint.js';
import { id, instant, nothing } from './scalars.js';

export const accessProblems = {
  'access.session_not_found': 404,
} as const;

/** One open session of a person. `current`: the caller's own. */
export const openSession = z.object({
  id,
  userId: id,
  name: z.string(),
  nameEn: z.string(),
  address: z.string(),
  agent: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  current: z.boolean(),
});
export type OpenSession = z.infer<typeof openSession>;

/** Wrong passwords of the last day for one account from one address. */
export const failedSignIn = z.object({ account: z.string(), address: z.string(), tries: z.int(), lastAt: instant });
export type FailedSignIn = z.infer<typeof failedSignIn>;

/** One line of the audit trail. `actor` is null where nobody was signed in; `subject` is named where it is a person, team or screen. */
export const auditEntry = z.object({
  id,
  at: instant,
  action: z.enum(AUDIT_ACTIONS),
  actor: z.string().nullable(),
  subject: z.string().nullable(),
  address: z.string().nullable(),
  /** What became of a person's rights and name: roles are their codes with spaces between, teams their names. */
  changed: z.array(
    z.object({ field: z.enum(['roles', 'teamId', 'name', 'nameEn']), from: z.string(), to: z.string() }),
  ),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const AUDIT_PAGE = 50;

/** Who is in, who tried to get in, and who did what to access and settings: for admins. */
export const accessApi = {
  sessions: endpoint({
    method: 'GET',
    path: '/access/sessions',
    allow: 'audit.view',
    summary: 'Open sessions of people, last used first, at most 500.',
    input: nothing,
    reply: z.object({ sessions: z.array(openSession) }),
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/access/sessions/:id',
    allow: 'audit.view',
    command: true,
    summary: 'End a session; closes its sockets at once.',
    input: z.strictObject({ id }),
    reply: nothing,
  }),
  failures: endpoint({
    method: 'GET',
    path: '/access/failures',
    allow: 'audit.view',
    summary: 'Failed sign-ins of the last 24 hours by account and address, latest first, at most 200.',
    input: nothing,
    reply: z.object({ failures: z.array(failedSignIn) }),
  }),
  audit: endpoint({
    method: 'GET',
    path: '/access/audit',
    allow: 'audit.view',
    summary: 'The audit trail, newest first, 50 at a time; `before` is the id of the last line one has.',
    input: z.strictObject({ before: id.optional(), action: z.enum(AUDIT_ACTIONS).optional() }),
    reply: z.object({ entries: z.array(auditEntry), more: z.boolean() }),
  }),
};
