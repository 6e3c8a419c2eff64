import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/http/app-error.js';

/** Refuses `inquiries.not_a_seller` for anybody who does not answer inquiries in this team. */
export async function sellerOf(tx: EntityManager, teamId: string, userId: string): Promise<void> {
  const [found] = await tx.query<unknown[]>(
    `select 1 from people_person_view where id = $1 and team_id = $2 and active and roles && array['sales', 'manager', 'admin']::text[]`,
    [userId, teamId],
  );
  if (!found) throw new AppError('inquiries.not_a_seller');
}
