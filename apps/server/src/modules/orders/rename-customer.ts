import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { customerOf } from './order-fields.js';
import { lockOrders, updateOrder } from './order-table.js';

/** Tells the boards that a customer is called otherwise or lives elsewhere: its open orders are edited, each with its fact. */
@Injectable()
export class RenameCustomer {
  async inTransaction(
    tx: EntityManager,
    customerId: string,
    was: { name: string; country: string },
  ): Promise<NewFact[]> {
    const customer = await customerOf(tx, customerId);
    if (customer.name === was.name && customer.country === was.country) return [];
    const open = await tx.query<{ id: string }[]>(
      `select id from trade_order where customer_id = $1 and status <> 'cancelled' and stage not in ('CLOSED', 'LOST')`,
      [customerId],
    );
    const orders = await lockOrders(
      tx,
      open.map((o) => o.id),
    );
    const facts: NewFact[] = [];
    for (const now of orders.values()) {
      const before = { ...now, customerName: was.name, country: was.country };
      const order = { ...now, version: now.version + 1 };
      await updateOrder(tx, before, order);
      facts.push(
        newFact(teamFeed(order.teamId), 'orders.edited', { order, before, reason: null, note: null, undoes: null }),
      );
    }
    return facts;
  }
}
