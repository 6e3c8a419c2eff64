import { FACTS, type FactName, isFactName, type PayloadOf } from '@tallyboard/contracts/facts';
import type { Frame } from '@tallyboard/contracts/live';
import type { View } from '@tallyboard/rules/people/capabilities';
import { SYSTEM_ACTOR } from '../auth/principal.js';

/** A fact about to be recorded. */
export type NewFact<N extends FactName = FactName> = { feed: string; name: N; payload: PayloadOf<N> };

/** A fact as it stands in a feed for ever. */
export type StoredFact = {
  feed: string;
  seq: number;
  name: FactName;
  payload: unknown;
  actorId: string;
  commandId: string | null;
  occurredAt: string;
};

export const teamFeed = (teamId: string): string => `team:${teamId}`;
/** What is for one person alone. */
export const userFeed = (userId: string): string => `user:${userId}`;
export const newFact = <N extends FactName>(feed: string, name: N, payload: PayloadOf<N>): NewFact<N> => ({
  feed,
  name,
  payload,
});
export const payloadOf = <N extends FactName>(_name: N, fact: StoredFact): PayloadOf<N> => fact.payload as PayloadOf<N>;

/** What a view sees of a fact; null when it sees nothing. */
export function frameFor(view: View, fact: StoredFact): Frame | null {
  const { views, byNobody } = FACTS[fact.name] as { views: Record<View, unknown>; byNobody?: true };
  const projection = views[view] as { of: (payload: unknown) => unknown } | null;
  if (!projection) return null;
  return {
    seq: fact.seq,
    name: fact.name,
    at: fact.occurredAt,
    by: byNobody ? SYSTEM_ACTOR : fact.actorId,
    cmd: byNobody ? null : fact.commandId,
    body: projection.of(fact.payload),
  };
}

/** The row of the log as the program knows it. Facts of a later build are refused here rather than misread. */
export function storedFact(row: {
  feed: string;
  seq: number;
  name: string;
  payload: unknown;
  actor_id: string;
  command_id: string | null;
  occurred_at: string;
}): StoredFact {
  if (!isFactName(row.name)) throw new Error(`unknown fact ${row.name} in ${row.feed}`);
  return {
    feed: row.feed,
    seq: row.seq,
    name: row.name,
    payload: row.payload,
    actorId: row.actor_id,
    commandId: row.command_id,
    occurredAt: row.occurred_at,
  };
}
