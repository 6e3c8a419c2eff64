import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { nothing } from './scalars.js';

export const platformProblems = {
  'validation.failed': 422,
  'request.not_json': 415,
  'request.too_large': 413,
  'request.malformed': 400,
  'request.foreign_origin': 403,
  'request.not_found': 404,
  'request.no_idempotency_key': 400,
  'request.key_reused': 422,
  'request.key_expired': 410,
  'request.busy': 503,
  'request.too_many': 429,
  internal: 500,
} as const;

/** The number of the wire's shape. A client that was built for another one reloads itself. */
export const PROTOCOL = 1;

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
  openapi: endpoint({
    method: 'GET',
    path: '/openapi.json',
    allow: 'public',
    summary: 'This list, as OpenAPI 3.1.',
    input: nothing,
    reply: z.record(z.string(), z.unknown()),
  }),
};
