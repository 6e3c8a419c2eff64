import type { EntityManager } from 'typeorm';
import { type ProblemCode } from '@tallyboard/contracts/problems';
import { isUniqueViolation } from '../db/retry.js';
import { AppError } from '../http/app-error.js';
import type { CommandContext } from './command.js';

export type StoredAnswer =
  { ok: true; reply: unknown } | { ok: false; code: ProblemCode; details: Record<string, unknown> };
export type Claim = Pick<CommandContext, 'actorId' | 'requestHash'> & { commandId: string };
export type Claimed = { claim: Claim; answer: StoredAnswer; status: number };

/**
 * Claims command ids. An id that is running elsewhere makes this wait until that one commits. Returns, in the order of the claims,
 * null for a fresh id and the stored answer for one that was answered before.
 */
export async function claim(tx: EntityManager, claims: readonly Claim[]): Promise<(StoredAnswer | null)[]> {
  const keyOf = (c: { actorId: string; commandId: string }): string => `${c.actorId} ${c.commandId}`;
  // Sorted, so that two batches with the same ids wait for each other instead of dead-locking.
  const sorted = [...claims].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const fresh = await tx.query<{ actor_id: string; command_id: string }[]>(
    `insert into command_log (actor_id, command_id, request_hash)
     select * from unnest($1::uuid[], $2::uuid[], $3::bytea[]) on conflict do nothing returning actor_id, command_id`,
    [sorted.map((c) => c.actorId), sorted.map((c) => c.commandId), sorted.map((c) => c.requestHash)],
  );
  const isFresh = new Set(fresh.map((r) => keyOf({ actorId: r.actor_id, commandId: r.command_id })));
  const known = claims.filter((c) => !isFresh.has(keyOf(c)));
  if (known.length === 0) return claims.map(() => null);
  const rows = await tx.query<
    { actor_id: string; command_id: string; request_hash: Buffer; response: StoredAnswer | null }[]
  >(
    `select actor_id, command_id, request_hash, response from command_log
     where (actor_id, command_id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
    [known.map((c) => c.actorId), known.map((c) => c.commandId)],
  );
  const stored = new Map(rows.map((r) => [keyOf({ actorId: r.actor_id, commandId: r.command_id }), r]));
  return claims.map((c) => {
    if (isFresh.has(keyOf(c))) return null;
    const row = stored.get(keyOf(c));
    if (!row?.response) return { ok: false, code: 'request.busy', details: { retryAfter: 1 } };
    if (!row.request_hash.equals(c.requestHash)) return { ok: false, code: 'request.key_reused', details: {} };
    return row.response;
  });
}

/** Writes the answers of claimed commands. */
export async function answer(tx: EntityManager, answers: readonly Claimed[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.query(
    `update command_log c set http_status = a.status, response = a.response
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[]) as a (actor_id, command_id, status, response)
     where c.actor_id = a.actor_id and c.command_id = a.command_id`,
    [
      answers.map((a) => a.claim.actorId),
      answers.map((a) => a.claim.commandId),
      answers.map((a) => a.status),
      answers.map((a) => JSON.stringify(a.answer)),
    ],
  );
}

/** Writes ids together with their answers, when nothing was claimed; fails with `isKnownId` where one was answered before. */
export async function keep(tx: EntityManager, answers: readonly Claimed[]): Promise<void> {
  // The answers are one text: as an array of texts each of their quotes would be escaped here and unescaped there.
  await tx.query(
    `insert into command_log (actor_id, command_id, request_hash, http_status, response)
     select * from rows from (unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::int[]), jsonb_array_elements($5::jsonb)) order by 1, 2`,
    [
      answers.map((a) => a.claim.actorId),
      answers.map((a) => a.claim.commandId),
      answers.map((a) => a.claim.requestHash),
      answers.map((a) => a.status),
      JSON.stringify(answers.map((a) => a.answer)),
    ],
  );
}

/** An id was answered before. */
export const isKnownId = (error: unknown): boolean => isUniqueViolation(error, 'command_log_pkey');

/** The refusal an error stands for; anything else is our fault and is thrown on. */
export function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

export const settle = (stored: StoredAnswer): unknown => {
  if (stored.ok) return stored.reply;
  throw new AppError(stored.code, stored.details);
};
