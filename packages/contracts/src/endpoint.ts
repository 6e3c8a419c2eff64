import type { Capability } from '@tallyboard/rules/people/capabilities';
import type { z } from 'zod';

/** `public`: nobody need be signed in. `session`: any person or device. `user`: any person. Else the capability that is needed. */
export type Allow = 'public' | 'session' | 'user' | Capability;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call, told once for both sides: the server serves it, the web calls it, OpenAPI lists it. Path and query parameters are part
 * of `input`. A `command` changes state: it needs an `Idempotency-Key` and answers the same again when repeated.
 */
export type Endpoint<I extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> = {
  method: Method;
  /** Below `/api/v1`, with `:name` for path parameters. */
  path: string;
  allow: Allow;
  summary: string;
  input: I;
  reply: R;
  command?: true;
  /** Media type of a reply that is not JSON; the reply schema is then a string. */
  produces?: 'text/csv' | 'application/pdf' | 'application/octet-stream';
  /** Media type of a body that is not JSON: the input's `content` travels as it is, the rest of it in the address. */
  consumes?: 'application/octet-stream';
};

export const endpoint = <I extends z.ZodType, R extends z.ZodType>(e: Endpoint<I, R>): Endpoint<I, R> => e;
export type InputOf<E extends Endpoint> = z.infer<E['input']>;
export type ReplyOf<E extends Endpoint> = z.infer<E['reply']>;

/** Where all endpoints lie. */
export const API_BASE = '/api/v1';

/** What a request carries: JSON, or bytes as they are. */
export type Body = string | Uint8Array<ArrayBuffer>;

/** How an input travels: path parameters in the path, the rest as the query of a GET, else as the JSON body. The path starts with `/api/v1`. */
export function requestOf<E extends Endpoint>(e: E, input: InputOf<E>): { path: string; body: Body | null } {
  const rest = new Map(Object.entries(input as Record<string, unknown>));
  const path = e.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  // The server takes nothing but JSON for a change, an empty one too: a foreign form cannot send that.
  if (e.method !== 'GET' && !e.consumes)
    return { path: API_BASE + path, body: JSON.stringify(Object.fromEntries(rest)) };
  const content = e.consumes ? (rest.get('content') as Uint8Array<ArrayBuffer>) : null;
  const query = new URLSearchParams();
  for (const [name, value] of rest)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      query.set(name, String(value));
  return { path: API_BASE + path + (query.size > 0 ? `?${query.toString()}` : ''), body: content };
}
