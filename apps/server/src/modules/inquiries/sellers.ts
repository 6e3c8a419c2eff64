import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/http/app-error.js';

/** Everybody `p` who sells, with what the rule of allocation knows of them; `a`: what was entered, where anything was. */
export const PROFILE_COLUMNS = `p.id as "userId", coalesce(a.markets, '{}') as markets, coalesce(a.products, '{}') as products, coalesce(a.languages, '{}') as languages,
  coalesce(a.holding_cap, 30) as "holdingCap", coalesce(a.paused, false) as paused, a.joined_on as "joinedOn"`;
export const FROM_SELLERS = `from people_person_view p left join allocation_profile a on a.user_id = p.id where p.active and 'sales' = any(p.roles)`;

/** Refuses `inquiries.not_a_seller` for anybody who does not answer inquiries in this team. */
export async function sellerOf(tx: EntityManager, teamId: string, userId: string): Promise<void> {
  const [found] = await tx.query<unknown[]>(
    `select 1 from people_person_view where id = $1 and team_id = $2 and active and roles && array['sales', 'manager', 'admin']::text[]`,
    [userId, teamId],
  );
  if (!found) throw new AppError('inquiries.not_a_seller');
}
