import { decided, type Outcome, refused } from '../outcome.js';
import type { OrderStatus } from '../orders/order.js';
import type { Stage } from '../orders/stages.js';
import { addDays, businessDay, daysBetween } from '../time/business-day.js';
import type { CaseOutcome } from './retrospective.js';

/** An order as far as a retrospective asks about it. */
export type EndedOrder = {
  no: string;
  customerName: string;
  country: string;
  stage: Stage;
  status: OrderStatus;
  statusReason: string | null;
  lostFrom: Stage | null;
  stageSince: string;
  salesOwnerId: string | null;
  /** Whoever owns a lane of it or has a share in it. */
  people: readonly string[];
};
/** It came to a stage; or, `isUndo`, an earlier step was taken back, which left it there. */
export type CaseStep = { stage: Stage; at: string; isUndo: boolean };

/** The order of a case as it stood when the case was published: that reads the same later, whatever becomes of the order. */
export type CaseOrder = {
  no: string;
  customerName: string;
  country: string;
  outcome: CaseOutcome;
  cancelled: boolean;
  /** Why it was lost (a code) or cancelled (somebody's words). */
  reason: string | null;
  endedOn: string;
  /** Where it stood when it ended. */
  lastStage: Stage;
  /** The stages it came to, in the order in which it did, each with the days it stayed. */
  stages: { stage: Stage; on: string; days: number }[];
};

/** An order is over when it is closed, lost or cancelled; reopened, it is not. */
export function outcomeOf({ stage, status }: Pick<EndedOrder, 'stage' | 'status'>): CaseOutcome | null {
  if (status === 'cancelled' || stage === 'LOST') return 'loss';
  return stage === 'CLOSED' ? 'win' : null;
}

export function caseOrderOf(order: EndedOrder, steps: readonly CaseStep[], zone: string): CaseOrder | null {
  const outcome = outcomeOf(order);
  if (!outcome) return null;
  const { no, customerName, country, statusReason: reason, stageSince, lostFrom, status } = order;
  const endedOn = businessDay(stageSince, zone);
  const came = pathOf(steps).map(({ stage, at }) => ({ stage, on: businessDay(at, zone) }));
  const stages = came.map(({ stage, on }, i) => ({ stage, on, days: daysBetween(on, came[i + 1]?.on ?? endedOn) }));
  const lastStage = order.stage === 'LOST' ? (lostFrom ?? 'INQUIRY') : order.stage;
  return { no, customerName, country, outcome, cancelled: status === 'cancelled', reason, endedOn, lastStage, stages };
}

/** An undo is as if the step had not been; what was moved back by hand did happen. */
function pathOf(steps: readonly CaseStep[]): CaseStep[] {
  const path: CaseStep[] = [];
  for (const step of steps) {
    const back = step.isUndo ? path.findLastIndex((p) => p.stage === step.stage) : -1;
    if (back >= 0) path.length = back + 1;
    else if (path.at(-1)?.stage !== step.stage) path.push(step);
  }
  return path;
}

/** So long after its end the sales owner of an order is still asked. */
export const ASKED_DAYS = 60;

/** Is this person asked for a retrospective? `passedAt`: when they said that this one is not worth it; that holds until the order ends anew. */
export function isAsked(
  order: EndedOrder,
  userId: string,
  passedAt: string | null,
  today: string,
  zone: string,
): boolean {
  if (outcomeOf(order) === null || order.salesOwnerId !== userId) return false;
  if (passedAt !== null && passedAt >= order.stageSince) return false;
  return businessDay(order.stageSince, zone) >= addDays(today, -ASKED_DAYS);
}

/** Whoever took part in an order that is over may tell how it went. */
export function decideBegin(
  order: EndedOrder,
  userId: string,
): Outcome<null, 'knowledge.order_goes_on' | 'knowledge.not_your_order'> {
  if (outcomeOf(order) === null) return refused('knowledge.order_goes_on');
  return order.people.includes(userId) ? decided(null) : refused('knowledge.not_your_order');
}
