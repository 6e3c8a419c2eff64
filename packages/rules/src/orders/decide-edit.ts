import { decided, type Outcome, refused } from '../outcome.js';
import { type Assigner, type AssignRefusal, decideAssign } from './decide-assign.js';
import type { Order } from './order.js';

export type EditRefusal = 'orders.locked' | AssignRefusal;

/** Lost or cancelled: no longer worked on, only looked at, until it is reopened. */
export const isGivenUp = (order: Pick<Order, 'status' | 'stage'>): boolean =>
  order.status === 'cancelled' || order.stage === 'LOST';

/**
 * May this person make `after` of `before`, whatever of it they change and wherever they do: in the order, by a sheet. What was given
 * up stands as it was when it was given up, for everybody: its record says why it was lost, and its credit whose loss it was. Undoing
 * and reopening are decisions of their own.
 */
export function decideEdit(before: Order, after: Order, actor: Assigner): Outcome<null, EditRefusal> {
  if (isGivenUp(before)) return refused('orders.locked', { status: before.status, stage: before.stage });
  const assigned = decideAssign(before, after, actor);
  return assigned.ok ? decided(null) : assigned;
}
