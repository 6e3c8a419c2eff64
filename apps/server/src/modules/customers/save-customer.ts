import { Injectable } from '@nestjs/common';
import type { CustomerDetail, customersApi } from '@tallyboard/contracts/customers';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AppError } from '../../platform/http/app-error.js';
import { Contact, CustomerRow } from './customer.entity.js';
import { CustomersRead, isOwn, type Party } from './customers.read.js';

/** Creates and changes customers, in the transaction of whoever asks: a flow tells the orders of it. */
@Injectable()
export class SaveCustomer {
  constructor(private readonly read: CustomersRead) {}

  async create(
    tx: EntityManager,
    by: Party,
    { name, country, group }: InputOf<typeof customersApi.create>,
    now: string,
  ): Promise<CustomerDetail> {
    await this.refuseTaken(tx, name, null);
    const id = uuid();
    await tx.insert(CustomerRow, {
      id,
      teamId: by.teamId,
      name,
      country,
      marketGroup: group,
      version: 1,
      createdAt: now,
    });
    return this.read.detail(tx, by, id);
  }

  async change(
    tx: EntityManager,
    by: Party,
    { id, expectedVersion, contacts, group, ...fields }: InputOf<typeof customersApi.change>,
  ): Promise<CustomerDetail> {
    const row = await tx.findOne(CustomerRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw new AppError('customers.not_found');
    if (!isOwn(by, row.teamId)) throw new AppError('customers.not_your_team');
    if (row.version !== expectedVersion)
      throw new AppError('customers.stale', { current: await this.read.detail(tx, by, id) });
    if (fields.name) await this.refuseTaken(tx, fields.name, id);
    await tx.update(
      CustomerRow,
      { id, version: expectedVersion },
      { ...fields, ...(group !== undefined && { marketGroup: group }), version: expectedVersion + 1 },
    );
    if (contacts) {
      await tx.delete(Contact, { customerId: id });
      if (contacts.length > 0)
        await tx.insert(
          Contact,
          contacts.map((c, position) => ({ ...c, id: uuid(), customerId: id, position })),
        );
    }
    return this.read.detail(tx, by, id);
  }

  /** A person there, unless somebody with that address or, without one, that name is known. */
  async addContact(
    tx: EntityManager,
    customerId: string,
    contact: { name: string; email: string; phone: string; title: string },
  ): Promise<void> {
    const [known] = await tx.query<[{ is: boolean; next: number }]>(
      `select bool_or(case when $2 = '' then lower(name) = lower($3) else lower(email) = lower($2) end) as is, coalesce(max(position) + 1, 0)::int as next
       from contact where customer_id = $1`,
      [customerId, contact.email, contact.name],
    );
    if (!known.is) await tx.insert(Contact, { ...contact, id: uuid(), customerId, position: known.next });
  }

  /** By name, made when it is not there yet: for imports. */
  async findOrCreate(
    tx: EntityManager,
    by: Party,
    name: string,
    country: string,
    now: string,
  ): Promise<{ id: string; country: string }> {
    const [known] = await tx.query<{ id: string; country: string }[]>(
      'select id, country from customer where lower(name) = lower($1)',
      [name],
    );
    if (known) return known;
    const created = await this.create(tx, by, { name, country, group: '' }, now);
    return { id: created.id, country };
  }

  private async refuseTaken(tx: EntityManager, name: string, except: string | null): Promise<void> {
    // Two people may enter one buyer at once: the second waits here and is told.
    await tx.query(`select pg_advisory_xact_lock(hashtext('customers.name:' || lower($1)))`, [name]);
    const [taken] = await tx.query<{ id: string }[]>(
      'select id from customer where lower(name) = lower($1) and id is distinct from $2',
      [name, except],
    );
    if (taken) throw new AppError('customers.name_taken', { customerId: taken.id });
  }
}
