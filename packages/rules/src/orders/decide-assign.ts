import type { Capability } from '../people/capabilities.js';
import { decided, type Outcome, refused } from '../outcome.js';
import type { Order } from './order.js';
import { hasReached, LANES } from './stages.js';

export type Assigner = { id: string; capabilities: ReadonlySet<Capability> };
export type AssignRefusal = 'orders.credit_not_yours' | 'orders.owner_not_yours';

/**
 * May this person say whose work an order is? Points follow owners and credit, so: the credit split is the sales owner's until the
 * order is SECURED, a lane's owner is for those who move in that lane until the goods are on board (the sales owner until SECURED);
 * afterwards, and always for managers (`orders.assign`), it is a manager's decision.
 */
export function decideAssign(before: Order, after: Order, actor: Assigner): Outcome<null, AssignRefusal> {
  if (actor.capabilities.has('orders.assign')) return decided(null);
  const secured = before.securedAt !== null;
  if (JSON.stringify(before.credit) !== JSON.stringify(after.credit) && (secured || before.owners.sales !== actor.id))
    return refused('orders.credit_not_yours');
  for (const lane of LANES) {
    if (before.owners[lane] === after.owners[lane]) continue;
    const settled = lane === 'sales' ? secured : hasReached(before.stage, 'SHIPPED');
    if (settled || !actor.capabilities.has(`orders.move.${lane}`)) return refused('orders.owner_not_yours', { lane });
  }
  return decided(null);
}
