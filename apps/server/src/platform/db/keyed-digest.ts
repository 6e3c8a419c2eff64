import type { EntityManager } from 'typeorm';

/**
 * A digest under the secret of this installation, as `people_network_of` makes it in SQL: to compare, not to read, and of no use to
 * whoever guesses words without the secret. 132 bits, base64url.
 */
export async function keyedDigest(tx: Pick<EntityManager, 'query'>, word: string): Promise<string> {
  return (await tx.query<[{ digest: string }]>('select keyed_digest($1) as digest', [word]))[0].digest;
}
