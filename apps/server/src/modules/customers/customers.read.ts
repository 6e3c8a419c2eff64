import { Injectable } from '@nestjs/common';
import type { Customer, CustomerDetail } from '@tallyboard/contracts/customers';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';
import { Contact } from './customer.entity.js';

const FIELDS = `c.id, c.name, c.country, c.market_group as "group", c.version,
  (select count(*)::int from orders_order_view o where o.customer_id = c.id and o.status <> 'cancelled' and o.stage not in ('CLOSED', 'LOST')) as "openOrders"`;

/** Who asks: the team and what they may do. */
export type Party = Pick<Principal, 'teamId' | 'capabilities'>;
export const isOwn = (by: Party, teamId: string): boolean => teamId === by.teamId || by.capabilities.has('teams.all');

@Injectable()
export class CustomersRead {
  constructor(private readonly db: DataSource) {}

  async list(q: string | undefined, limit: number): Promise<Customer[]> {
    const like = `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`;
    return this.db.query<Customer[]>(
      `select ${FIELDS} from customer c where c.name ilike $1 or c.country ilike $1 or c.market_group ilike $1 order by lower(c.name) limit $2`,
      [like, limit],
    );
  }

  async detail(tx: EntityManager | null, by: Party, id: string): Promise<CustomerDetail> {
    const manager = tx ?? this.db.manager;
    const [found] = await manager.query<(Customer & { teamId: string; team: string; deals: boolean })[]>(
      `select ${FIELDS}, c.team_id as "teamId", t.name as team, exists (select from orders_order_view o where o.customer_id = c.id and o.team_id = $2) as deals
       from customer c join people_team_view t on t.id = c.team_id where c.id = $1`,
      [id, by.teamId],
    );
    if (!found) throw new AppError('customers.not_found');
    const { teamId, deals, ...customer } = found;
    const own = isOwn(by, teamId);
    const contacts =
      own || deals ? await manager.find(Contact, { where: { customerId: id }, order: { position: 'ASC' } }) : null;
    return {
      ...customer,
      mayChange: own && by.capabilities.has('customers.edit'),
      contacts:
        contacts?.map((c) => ({ id: c.id, name: c.name, email: c.email, phone: c.phone, title: c.title })) ?? null,
    };
  }
}
