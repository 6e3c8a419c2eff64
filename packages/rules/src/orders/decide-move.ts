import type { Capability } from '../people/capabilities.js';
import { decided, type Outcome, refused } from '../outcome.js';
import { businessDay } from '../time/business-day.js';
import { isGivenUp } from './decide-edit.js';
import type { Order } from './order.js';
import { hasReached, isBefore, LANE_OF, type Stage } from './stages.js';

export const BACKWARD_REASONS = [
  'customer_change',
  'documents_returned',
  'payment_issue',
  'production_issue',
  'schedule_change',
  'mistake',
  'other',
] as const;
export type BackwardReason = (typeof BACKWARD_REASONS)[number];

export type Move = { toStage: Stage; expectedVersion: number; rank: string; reason?: BackwardReason | undefined };
export type MoveContext = { now: string; zone: string; capabilities: ReadonlySet<Capability> };
export type MoveRefusal =
  | 'orders.stale'
  | 'orders.not_movable'
  | 'orders.stage_not_reachable'
  | 'orders.lane_not_yours'
  | 'orders.lane_crossing_not_allowed'
  | 'orders.reason_required';

/**
 * Decides a move: the board calls it to draw at once, the server calls it under the order's lock for the truth.
 * Within a stage it only re-ranks. Backwards it needs a reason. Leaving SECURED backwards takes the securing back; reaching it
 * freezes the promise. Hard limits and gates are judged by the command, which alone sees the column and the evidence.
 */
export function decideMove(order: Order, move: Move, context: MoveContext): Outcome<Order, MoveRefusal> {
  if (move.expectedVersion !== order.version) return refused('orders.stale');
  if (order.status !== 'active' || isGivenUp(order))
    return refused('orders.not_movable', { status: order.status, stage: order.stage });
  if (move.toStage === 'LOST') return refused('orders.stage_not_reachable', { toStage: move.toStage });
  const from = LANE_OF[order.stage];
  const to = LANE_OF[move.toStage];
  if (!context.capabilities.has(`orders.move.${from}`)) return refused('orders.lane_not_yours', { lane: from });
  if (from !== to && !context.capabilities.has('orders.crossLane'))
    return refused('orders.lane_crossing_not_allowed', { from, to });
  if (isBefore(move.toStage, order.stage) && !move.reason)
    return refused('orders.reason_required', { toStage: move.toStage });
  if (move.toStage === order.stage) return decided({ ...order, rank: move.rank, version: order.version + 1 });
  return decided({
    ...order,
    ...marksAt(order, move.toStage, context),
    stage: move.toStage,
    stageSince: context.now,
    rank: move.rank,
    version: order.version + 1,
  });
}

/** What being in a stage says about the marks an order carries: reaching sets them, leaving backwards clears them. */
export function marksAt(
  order: Order,
  stage: Stage,
  at: { now: string; zone: string },
): Pick<Order, 'securedAt' | 'frozenShipOn' | 'onBoardOn'> {
  const secured = hasReached(stage, 'SECURED');
  const shipped = hasReached(stage, 'SHIPPED');
  return {
    securedAt: secured ? (order.securedAt ?? at.now) : null,
    frozenShipOn: secured ? (order.securedAt ? order.frozenShipOn : order.promisedShipOn) : null,
    onBoardOn: shipped ? (order.onBoardOn ?? businessDay(at.now, at.zone)) : null,
  };
}
