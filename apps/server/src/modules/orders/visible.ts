import type { Order } from '@tallyboard/rules/orders/order';
import type { EntityManager } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';
import { cardFor } from './order-cards.js';

export const visibleTo = (principal: Principal, order: Order | undefined): Order | undefined =>
  order && seesTeam(principal, order.teamId) ? order : undefined;

export type LastChange = { name: string; by: string; at: string };
/** Who changed the order last, and when. */
export async function lastChange(tx: EntityManager, orderId: string): Promise<LastChange | null> {
  const [row] = await tx.query<LastChange[]>(
    `select name, actor_id as by, occurred_at as at from feed_event where payload->'order'->>'id' = $1 and payload ? 'order' order by recorded_at desc, seq desc limit 1`,
    [orderId],
  );
  return row ?? null;
}

/** The refusal for a decision made on an old version: the order as it is now, and whose doing it was. */
export async function explainStale(tx: EntityManager, principal: Principal, order: Order): Promise<AppError> {
  return new AppError('orders.stale', {
    current: cardFor(principal.view, order),
    changed: await lastChange(tx, order.id),
  });
}
