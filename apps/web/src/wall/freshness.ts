/** What the connection knows of itself. Local times are of `Date.now`, `asOf` is an instant of the server. */
export type Pulse = {
  /** The feed is followed and everything up to its head is applied. */
  synced: boolean;
  beatAt: number | null;
  /** When the server last read its database, as far as we were told. */
  asOf: string | null;
};
export type Freshness = { kind: 'connecting' } | { kind: 'live' } | { kind: 'stale'; since: string };

/** Longer than this without a heartbeat, or with a heartbeat that old, the picture must not claim to be live. */
export const STALE_MS = 25_000;
export const NO_PULSE: Pulse = { synced: false, beatAt: null, asOf: null };

/** May the wall say "live"? `localNow` belongs to `beatAt`, `serverNow` to `asOf`. */
export function freshness(pulse: Pulse, localNow: number, serverNow: number): Freshness {
  if (pulse.asOf === null || pulse.beatAt === null) return { kind: 'connecting' };
  const heard = localNow - pulse.beatAt <= STALE_MS;
  const young = serverNow - Date.parse(pulse.asOf) <= STALE_MS;
  return pulse.synced && heard && young ? { kind: 'live' } : { kind: 'stale', since: pulse.asOf };
}
