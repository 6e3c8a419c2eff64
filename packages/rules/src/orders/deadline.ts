import { daysBetween } from '../time/business-day.js';
import type { Deadline, Order } from './order.js';
import { hasReached } from './stages.js';

export type Risk = 'ok' | 'due' | 'late' | 'blocked';
export type NextDeadline = { kind: Deadline['kind'] | 'promised_ship'; on: string; daysLeft: number };

/** Days before a deadline at which a card turns amber. */
export const DUE_WITHIN_DAYS = 3;

type Timed = Pick<Order, 'stage' | 'status' | 'deadline' | 'promisedShipOn'>;

/** Cancelled, lost or settled: no date presses it any more. */
export const isDone = (order: Timed): boolean =>
  order.status === 'cancelled' || order.stage === 'LOST' || hasReached(order.stage, 'SETTLED');

/** The nearest date that matters: the entered deadline or, until the goods are on board, the promised shipment; none when it is done. */
export function nextDeadline(order: Timed, today: string): NextDeadline | null {
  if (isDone(order)) return null;
  const dates: { kind: NextDeadline['kind']; on: string }[] = [];
  if (order.deadline) dates.push(order.deadline);
  if (order.promisedShipOn && !hasReached(order.stage, 'SHIPPED'))
    dates.push({ kind: 'promised_ship', on: order.promisedShipOn });
  dates.sort((a, b) => (a.on < b.on ? -1 : 1));
  const first = dates[0];
  return first ? { ...first, daysLeft: daysBetween(today, first.on) } : null;
}

/** The colour of a card. A finished, lost or cancelled order carries no risk. */
export function riskOf(order: Timed, today: string): Risk {
  if (isDone(order)) return 'ok';
  if (order.status === 'on_hold') return 'blocked';
  const next = nextDeadline(order, today);
  if (!next) return 'ok';
  if (next.daysLeft < 0) return 'late';
  return next.daysLeft <= DUE_WITHIN_DAYS ? 'due' : 'ok';
}
