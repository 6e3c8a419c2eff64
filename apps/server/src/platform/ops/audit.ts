import type { AuditAction } from '@tallyboard/contracts/audit';
import type { EntityManager } from 'typeorm';

/** Whose doing it was, and from where; nobody's where nobody was signed in. A command is one. */
export type Doer = { actorId: string | null; address: string | null };
export type AuditEntry = { action: AuditAction; subject?: string | null; details?: Record<string, unknown> };

/** Writes one line of the audit trail, in the transaction of what it tells of. */
export async function audit(tx: EntityManager, by: Doer, entry: AuditEntry): Promise<void> {
  await tx.query('insert into audit (actor_id, action, subject, address, details) values ($1, $2, $3, $4, $5)', [
    by.actorId,
    entry.action,
    entry.subject ?? null,
    by.address,
    entry.details ?? {},
  ]);
}
