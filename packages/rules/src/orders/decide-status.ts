import { decided, type Outcome, refused } from '../outcome.js';
import { isGivenUp } from './decide-edit.js';
import { marksAt } from './decide-move.js';
import type { Order } from './order.js';
import { hasReached } from './stages.js';

export const LOSS_REASONS = [
  'price',
  'lead_time',
  'quality',
  'payment_terms',
  'competitor',
  'no_reply',
  'project_stopped',
  'other',
] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

export type StatusChange =
  | { kind: 'hold'; reason: string }
  | { kind: 'resume' }
  | { kind: 'cancel'; reason: string }
  | { kind: 'lose'; reason: LossReason }
  | { kind: 'reopen' };
export type StatusRefusal =
  'orders.stale' | 'orders.not_active' | 'orders.not_on_hold' | 'orders.too_late_to_lose' | 'orders.nothing_to_reopen';

/**
 * Hold, resume, cancel, lose, reopen. An order is lost before it is SECURED and cancelled afterwards; both take its marks away
 * (and so what they earned), reopening brings it back to the stage it stood in.
 */
export function decideStatus(
  order: Order,
  change: StatusChange,
  expectedVersion: number,
  at: { now: string; zone: string },
): Outcome<Order, StatusRefusal> {
  if (expectedVersion !== order.version) return refused('orders.stale');
  const next = (fields: Partial<Order>): Outcome<Order, StatusRefusal> =>
    decided({ ...order, ...fields, version: order.version + 1 });
  const running = !isGivenUp(order) && order.stage !== 'CLOSED';
  switch (change.kind) {
    case 'hold':
      return order.status === 'active' && running
        ? next({ status: 'on_hold', statusReason: change.reason })
        : refused('orders.not_active');
    case 'resume':
      return order.status === 'on_hold'
        ? next({ status: 'active', statusReason: null })
        : refused('orders.not_on_hold');
    case 'cancel':
      if (!running) return refused('orders.not_active');
      return next({
        status: 'cancelled',
        statusReason: change.reason,
        stageSince: at.now,
        securedAt: null,
        frozenShipOn: null,
      });
    case 'lose':
      if (!running) return refused('orders.not_active');
      if (hasReached(order.stage, 'SECURED')) return refused('orders.too_late_to_lose');
      return next({
        status: 'active',
        stage: 'LOST',
        lostFrom: order.stage,
        stageSince: at.now,
        statusReason: change.reason,
      });
    case 'reopen': {
      if (order.stage === 'LOST') {
        const stage = order.lostFrom ?? 'INQUIRY';
        return next({ stage, lostFrom: null, stageSince: at.now, statusReason: null, ...marksAt(order, stage, at) });
      }
      if (order.status === 'cancelled')
        return next({ status: 'active', statusReason: null, stageSince: at.now, ...marksAt(order, order.stage, at) });
      return refused('orders.nothing_to_reopen');
    }
  }
}
