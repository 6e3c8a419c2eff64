import { z } from 'zod';
import type { Allow } from './endpoint.js';
import { id, instant } from './scalars.js';

/** The socket protocol, in words: packages/contracts/README.md. Sockets only push; every change goes over HTTP. */

/** `team:<uuid>`, `user:<uuid>` or `org`. */
export const feedName = z
  .string()
  .max(60)
  .regex(/^(team:[0-9a-f-]{36}|user:[0-9a-f-]{36}|org)$/);

/** One fact as a view sees it. `by` is the person who caused it, `cmd` the command. */
export const frame = z.object({
  seq: z.int(),
  name: z.string(),
  at: instant,
  by: id,
  cmd: id.nullable(),
  body: z.unknown(),
});
export type Frame = z.infer<typeof frame>;
/** A contiguous run of a feed: everything from `from` to `to`, of which this view may see `facts`. */
export const packet = z.object({
  feed: feedName,
  epoch: z.string(),
  from: z.int(),
  to: z.int(),
  facts: z.array(frame),
});
export type Packet = z.infer<typeof packet>;

export const subscribe = z.strictObject({ feed: feedName, epoch: z.string().max(64), since: z.int().min(0) });
export type Subscribe = z.infer<typeof subscribe>;
/** `packets`: you are up to date once they are applied. `reload`: fetch the snapshot again. */
export const subscribed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('packets'), packets: z.array(packet) }),
  z.object({ kind: z.literal('reload') }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
]);
export type Subscribed = z.infer<typeof subscribed>;

/** Every 10 s per feed: where it stands and when this node last saw the database. */
export const heartbeat = z.object({ feed: feedName, epoch: z.string(), head: z.int(), asOf: instant });
export type Heartbeat = z.infer<typeof heartbeat>;

/** What I am looking at or carrying; null when nothing. Told to the others of the feed, never stored. */
export const presence = z.strictObject({ feed: feedName, cardId: id.nullable(), carrying: z.boolean() });
export type Presence = z.infer<typeof presence>;
export const presences = z.object({
  feed: feedName,
  people: z.array(z.object({ userId: id, cardId: id.nullable(), carrying: z.boolean() })),
});
export type Presences = z.infer<typeof presences>;

export const hello = z.object({ protocol: z.int(), build: z.string() });
/** The server goes away or shut you out: come back after so long, or not at all. */
export const bye = z.object({ reason: z.enum(['restart', 'revoked']), retryAfterMs: z.int() });

/** Every socket event, by name; the protocol test hashes them, the fuzz test sends garbage to each that a client may send. */
export const CLIENT_EVENTS = { subscribe, unsubscribe: z.strictObject({ feed: feedName }), presence } as const;
/** Who may send an event at all, as `allow` says it of a call. Which feed they may follow, `mayFollow` on the server judges. */
export const EVENT_ALLOW = {
  subscribe: 'board.view',
  unsubscribe: 'session',
  presence: 'user',
} as const satisfies Record<keyof typeof CLIENT_EVENTS, Allow>;
export const SERVER_EVENTS = { hello, packet, heartbeat, presences, bye } as const;
