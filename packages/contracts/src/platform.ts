import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { id, instant, nothing } from './scalars.js';

export const platformProblems = {
  'validation.failed': 422,
  'request.not_json': 415,
  'request.not_bytes': 415,
  'request.too_large': 413,
  'request.malformed': 400,
  'request.foreign_origin': 403,
  'request.not_found': 404,
  'request.no_idempotency_key': 400,
  'request.key_reused': 422,
  'request.key_expired': 410,
  'request.busy': 503,
  'request.too_many': 429,
  'platform.still_parked': 409,
  internal: 500,
} as const;

/** The number of the wire's shape. A client that was built for another one reloads itself. */
export const PROTOCOL = 8;

/** `facts`: how many of it wait; `since` and `error` are the first one's, the error of the latest try, with its SQLSTATE when the database said it. `order`: what it is about. */
export const parkedSubject = z.object({
  reaction: z.string(),
  subject: z.string(),
  facts: z.int(),
  error: z.string(),
  sqlState: z.string().nullable(),
  since: instant,
  order: z.object({ id, no: z.string(), teamId: id }).nullable(),
});
export type ParkedSubject = z.infer<typeof parkedSubject>;

/** What the caller cannot see from where they are; nothing that is not about their own request or in the README. */
export const diagnosis = z.object({
  protocol: z.number(),
  build: z.string(),
  now: instant,
  /** How far the database's clock is ahead of the server's; null when the database does not answer. */
  databaseAheadMs: z.int().nullable(),
  publicUrl: z.string().nullable(),
  /** The `Host` header as it arrived. */
  host: z.string(),
  /** Would a change from a page at `origin` be let in? */
  originAccepted: z.boolean(),
  /** Is the session cookie for https only? */
  secure: z.boolean(),
  /** Whose the server takes the request for. */
  address: z.string(),
  /** Addresses in `X-Forwarded-For`, and how many of them PROXY_HOPS believes. */
  forwarded: z.int(),
  trusted: z.int(),
});
export type Diagnosis = z.infer<typeof diagnosis>;

export const platformApi = {
  about: endpoint({
    method: 'GET',
    path: '/about',
    allow: 'public',
    summary: 'What runs here: product, protocol, and whether it is the demo or waits for its first use.',
    input: nothing,
    reply: z.object({
      product: z.literal('tallyboard'),
      protocol: z.number(),
      build: z.string(),
      demo: z.boolean(),
      organization: z.string(),
      lanUrl: z.string().nullable(),
    }),
  }),
  diagnose: endpoint({
    method: 'GET',
    path: '/diagnose',
    allow: 'public',
    summary:
      'How this request reached the server, for finding out what is wrong in between. `origin`: the address in the browser.',
    input: z.strictObject({ origin: z.string().max(300) }),
    reply: diagnosis,
  }),
  openapi: endpoint({
    method: 'GET',
    path: '/openapi.json',
    allow: 'public',
    summary: 'This list, as OpenAPI 3.1.',
    input: nothing,
    reply: z.record(z.string(), z.unknown()),
  }),
  parked: endpoint({
    method: 'GET',
    path: '/reactions/parked',
    allow: 'audit.view',
    summary:
      'What could not follow from facts and waits to be tried again: subjects of reactions, with the error that stopped them.',
    input: nothing,
    reply: z.object({ parked: z.array(parkedSubject) }),
  }),
  retryParked: endpoint({
    method: 'POST',
    path: '/reactions/parked/retry',
    allow: 'audit.view',
    command: true,
    summary:
      'Try a parked subject again, all its facts in their order; answers how many followed, 0 when none waited any more.',
    input: z.strictObject({ reaction: z.string().max(60), subject: z.string().max(200) }),
    reply: z.object({ facts: z.int() }),
  }),
};
