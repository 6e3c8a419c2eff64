import type { AwardId } from '@tallyboard/rules/points/awards/award';
import { addGrant, type Grant } from './board';

/** An order that became certain, or an award, waiting to be celebrated. */
export type Celebration =
  | {
      kind: 'order';
      key: string;
      no: string;
      country: string;
      who: string;
      cmd: string | null;
      grants: readonly Grant[];
    }
  | { kind: 'award'; key: string; award: AwardId; winners: readonly string[] };
/** The queue of celebrations. Immutable. Times are milliseconds of one clock. */
export type Party = {
  queue: readonly Celebration[];
  showing: { what: Celebration; until: number } | null;
  /** What was celebrated or waits, by when it came: the same is not celebrated twice in a short time. */
  seen: ReadonlyMap<string, number>;
};

export const NO_PARTY: Party = { queue: [], showing: null, seen: new Map() };
/** The longest an event may interrupt the board. */
export const CELEBRATION_MS = 6000;
const HURRIED_MS = 3000;
const MAX_QUEUE = 10;
const AGAIN_AFTER_MS = 600_000;
/** What became known so late (after a night asleep) is news, but no reason to interrupt. */
const TOO_OLD_MS = 120_000;

/** Queues a celebration unless it is old, already there, or one too many. */
export function invite(party: Party, what: Celebration, happenedAt: number, now: number): Party {
  const seenAt = party.seen.get(what.key);
  if (now - happenedAt > TOO_OLD_MS || party.queue.length >= MAX_QUEUE) return party;
  if (seenAt !== undefined && now - seenAt < AGAIN_AFTER_MS) return party;
  const seen = new Map([...party.seen].filter(([, at]) => now - at < AGAIN_AFTER_MS)).set(what.key, now);
  return { ...party, queue: [...party.queue, what], seen };
}

/** Points arrive a moment after the move that earned them. */
export function reward(party: Party, cmd: string, grant: Grant): Party {
  const add = (c: Celebration): Celebration =>
    c.kind === 'order' && c.cmd === cmd ? { ...c, grants: addGrant(c.grants, grant) } : c;
  const showing = party.showing && { ...party.showing, what: add(party.showing.what) };
  return { ...party, showing, queue: party.queue.map(add) };
}

/** The order went back: what waits is dropped, what is on the screen ends. */
export function callOff(party: Party, orderId: string): Party {
  const waiting = party.queue.some((c) => c.key === orderId);
  const ending = party.showing?.what.key === orderId;
  if (!waiting && !ending) return party;
  const seen = new Map(party.seen);
  if (waiting) seen.delete(orderId);
  return {
    queue: party.queue.filter((c) => c.key !== orderId),
    showing: ending ? null : party.showing,
    seen,
  };
}

/** Ends what lasted long enough and begins the next. The longer the queue, the shorter each. */
export function advance(party: Party, now: number): Party {
  if (party.showing && now < party.showing.until) return party;
  const [what, ...queue] = party.queue;
  if (!what) return party.showing ? { ...party, showing: null } : party;
  const lasts = queue.length >= 3 ? HURRIED_MS : CELEBRATION_MS;
  return { ...party, queue, showing: { what, until: now + lasts } };
}
