import type { Order } from '@tallyboard/rules/orders/order';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';

export type CustomerOfOrder = { id: string; name: string; country: string };

export async function customerOf(tx: EntityManager, id: string): Promise<CustomerOfOrder> {
  const [customer] = await tx.query<CustomerOfOrder[]>(
    'select id, name, country from customers_customer_view where id = $1 for share',
    [id],
  );
  if (!customer) throw new AppError('customers.not_found');
  return customer;
}

/** What must hold between the fields of an order, whoever writes them: owners of the team, credit that totals 100, price by right. */
export async function checkFields(
  tx: EntityManager,
  principal: Principal,
  order: Order,
  before: Order | null,
): Promise<void> {
  const priced = order.currency !== (before?.currency ?? null) || order.amountMinor !== (before?.amountMinor ?? null);
  if (priced && !principal.capabilities.has('orders.seePrice')) throw new AppError('orders.price_not_yours');
  if ((order.currency === null) !== (order.amountMinor === null))
    throw new AppError('validation.failed', {
      issues: [{ path: order.currency === null ? 'currency' : 'amountMinor', code: 'goes_together', message: '' }],
    });
  const total = order.credit.reduce((sum, share) => sum + share.percent, 0);
  if (order.credit.length > 0 && total !== 100) throw new AppError('orders.credit_not_100', { total });
  if (new Set(order.credit.map((share) => share.userId)).size !== order.credit.length)
    throw new AppError('orders.credit_not_100', { total });
  await checkPeople(tx, order, before);
}

/** New names must be active people of the team; those already on the order may stay although they have left. */
async function checkPeople(tx: EntityManager, order: Order, before: Order | null): Promise<void> {
  const known = new Set(before ? [...Object.values(before.owners), ...before.credit.map((c) => c.userId)] : []);
  const named = [...Object.values(order.owners), ...order.credit.map((c) => c.userId)].filter(
    (id) => id !== null && !known.has(id),
  );
  if (named.length === 0) return;
  const rows = await tx.query<{ id: string }[]>(
    'select id from people_person_view where id = any($1::uuid[]) and team_id = $2 and active',
    [named, order.teamId],
  );
  const there = new Set(rows.map((r) => r.id));
  const missing = named.filter((id) => !there.has(id!));
  if (missing.length > 0) throw new AppError('orders.owner_not_in_team', { userIds: missing });
}
