import { FACTS } from '@tallyboard/contracts/facts';
import type { EntityManager } from 'typeorm';
import type { NewFact, StoredFact } from './fact.js';

export type Cause = { actorId: string; commandId: string | null; occurredAt: string };

/**
 * Records facts: the last write of a transaction, since it locks the heads of the feeds until commit. Returns them with their
 * numbers, to be handed to the sequencer once the commit has succeeded.
 */
export async function record(tx: EntityManager, facts: readonly (NewFact & Cause)[]): Promise<StoredFact[]> {
  if (facts.length === 0) return [];
  const of = <T>(pick: (fact: NewFact & Cause) => T): T[] => facts.map(pick);
  const numbered = await tx.query<{ i: number; seq: number }[]>(
    'select i, seq from record_facts($1::text[], $2::text[], $3::jsonb, $4::int[], $5::uuid[], $6::uuid[], $7::timestamptz[])',
    [
      of((f) => f.feed),
      of((f) => f.name),
      JSON.stringify(of((f) => f.payload)),
      of((f) => FACTS[f.name].version),
      of((f) => f.actorId),
      of((f) => f.commandId),
      of((f) => f.occurredAt),
    ],
  );
  return numbered.map(({ i, seq }) => {
    const f = facts[i]!;
    return {
      feed: f.feed,
      seq,
      name: f.name,
      payload: f.payload,
      actorId: f.actorId,
      commandId: f.commandId,
      occurredAt: f.occurredAt,
    };
  });
}
