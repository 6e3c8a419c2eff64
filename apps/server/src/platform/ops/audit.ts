import type { AuditAction } from '@tallyboard/contracts/audit';
import type { EntityManager } from 'typeorm';

export type AuditEntry = {
  actorId: string | null;
  action: AuditAction;
  subject?: string | null;
  address?: string | null;
  details?: Record<string, unknown>;
};

/** Writes one line of the audit trail, in the transaction of what it tells of. */
export async function audit(tx: EntityManager, entry: AuditEntry): Promise<void> {
  await tx.query('insert into audit (actor_id, action, subject, address, details) values ($1, $2, $3, $4, $5)', [
    entry.actorId,
    entry.action,
    entry.subject ?? null,
    entry.address ?? null,
    entry.details ?? {},
  ]);
}
