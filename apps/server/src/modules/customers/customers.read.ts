import { Injectable } from '@nestjs/common';
import type { Customer, CustomerDetail } from '@tallyboard/contracts/customers';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/http/app-error.js';
import { Contact } from './customer.entity.js';

const SELECT = `select c.id, c.name, c.country, c.market_group as "group", c.version,
  (select count(*)::int from orders_order_view o where o.customer_id = c.id and o.status <> 'cancelled' and o.stage not in ('CLOSED', 'LOST')) as "openOrders" from customer c`;

@Injectable()
export class CustomersRead {
  constructor(private readonly db: DataSource) {}

  async list(q: string | undefined, limit: number): Promise<Customer[]> {
    const like = `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`;
    return this.db.query<Customer[]>(
      `${SELECT} where c.name ilike $1 or c.country ilike $1 or c.market_group ilike $1 order by lower(c.name) limit $2`,
      [like, limit],
    );
  }

  async detail(tx: EntityManager | null, id: string): Promise<CustomerDetail> {
    const manager = tx ?? this.db.manager;
    const [customer] = await manager.query<Customer[]>(`${SELECT} where c.id = $1`, [id]);
    if (!customer) throw new AppError('customers.not_found');
    const contacts = await manager.find(Contact, { where: { customerId: id }, order: { position: 'ASC' } });
    return {
      ...customer,
      contacts: contacts.map((c) => ({ id: c.id, name: c.name, email: c.email, phone: c.phone, title: c.title })),
    };
  }
}
