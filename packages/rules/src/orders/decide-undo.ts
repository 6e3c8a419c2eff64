import { decided, type Outcome, refused } from '../outcome.js';
import type { Capability } from '../people/capabilities.js';
import type { Order } from './order.js';
import { LANE_OF } from './stages.js';

/** What can be undone, by the name of its fact. */
export type Undoable =
  | 'orders.created'
  | 'orders.edited'
  | 'orders.moved'
  | 'orders.held'
  | 'orders.resumed'
  | 'orders.cancelled'
  | 'orders.lost'
  | 'orders.reopened';

const NEEDS: Readonly<Record<Exclude<Undoable, 'orders.moved'>, Capability>> = {
  'orders.created': 'orders.create',
  'orders.edited': 'orders.edit',
  'orders.held': 'orders.hold',
  'orders.resumed': 'orders.hold',
  'orders.cancelled': 'orders.cancel',
  'orders.lost': 'orders.cancel',
  'orders.reopened': 'orders.reopen',
};

/**
 * Undoing one's own change needs what the change itself needed, still: who has lost a role or a lane does not reach back with it. `before`
 * is the order that comes back, null for one that was just made.
 */
export function decideUndo(
  name: Undoable,
  before: Order | null,
  capabilities: ReadonlySet<Capability>,
): Outcome<null, 'people.forbidden'> {
  const needs = name === 'orders.moved' ? (`orders.move.${LANE_OF[before!.stage]}` as const) : NEEDS[name];
  return capabilities.has(needs) ? decided(null) : refused('people.forbidden', { needs });
}
