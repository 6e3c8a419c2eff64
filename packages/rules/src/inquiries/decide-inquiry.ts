import { decided, type Outcome, refused } from '../outcome.js';
import type { Capability } from '../people/capabilities.js';
import { DISQUALIFY_WINDOW_MS, type Inquiry, type InvalidReason, type Quality, RESTORE_WINDOW_MS } from './inquiry.js';

/** Who does something to an inquiry, and when. */
export type InquiryActor = { userId: string; capabilities: ReadonlySet<Capability>; now: string };
export type InquiryRefusal =
  | 'inquiries.stale'
  | 'inquiries.not_yours'
  | 'inquiries.closed'
  | 'inquiries.not_invalid'
  | 'inquiries.restore_too_late'
  | 'inquiries.criteria_missing'
  | 'inquiries.not_qualified'
  | 'inquiries.disqualify_too_late'
  | 'inquiries.already_owned'
  | 'inquiries.manager_assigns'
  | 'inquiries.late_entry'
  | 'inquiries.before_it_came'
  | 'inquiries.of_itself';

type Decision = Outcome<Inquiry, InquiryRefusal>;
const manages = ({ capabilities }: InquiryActor): boolean => capabilities.has('inquiries.manage');
const next = (before: Inquiry, changes: Partial<Inquiry>): { ok: true; value: Inquiry } =>
  decided({ ...before, ...changes, version: before.version + 1 });

/** Everybody works on their own; managers on all; what nobody has yet may be taken up by anybody who answers inquiries. */
export function mayChange(before: Inquiry, by: InquiryActor, version: number): InquiryRefusal | null {
  if (before.version !== version) return 'inquiries.stale';
  if (before.status === 'converted') return 'inquiries.closed';
  return before.ownerId === null || before.ownerId === by.userId || manages(by) ? null : 'inquiries.not_yours';
}

/** Gives it to somebody: by the rule (`by` null), by a manager, or by taking it from the queue. The person's time begins anew. */
export function decideAssign(before: Inquiry, ownerId: string, now: string): Inquiry {
  return {
    ...before,
    ownerId,
    assignedAt: now,
    offeredTo: before.offeredTo.includes(ownerId) ? before.offeredTo : [...before.offeredTo, ownerId],
    version: before.version + 1,
  };
}

export function decideReassign(before: Inquiry, ownerId: string, by: InquiryActor, version: number): Decision {
  const why = mayChange(before, by, version);
  if (why) return refused(why);
  if (before.status === 'invalid') return refused('inquiries.closed');
  if (before.ownerId === ownerId) return refused('inquiries.already_owned');
  // A wait is not handed to a colleague: one takes it, a manager gives it, or it goes back to the queue.
  if (ownerId !== by.userId && !manages(by)) return refused('inquiries.manager_assigns');
  return decided(decideAssign(before, ownerId, by.now));
}

/** Back to the queue 退回: whoever has it does not get it again by the rule. */
export function decideRelease(before: Inquiry, by: InquiryActor, version: number): Decision {
  const why = mayChange(before, by, version);
  if (why) return refused(why);
  if (before.status === 'invalid') return refused('inquiries.closed');
  return next(before, { ownerId: null, assignedAt: null });
}

export function decideQualify(before: Inquiry, quality: Quality, by: InquiryActor, version: number): Decision {
  const why = mayChange(before, by, version);
  if (why) return refused(why);
  if (before.status === 'invalid') return refused('inquiries.closed');
  const missing = Object.entries(quality)
    .filter(([, text]) => text.trim() === '')
    .map(([name]) => name);
  if (missing.length > 0) return refused('inquiries.criteria_missing', { missing });
  const first = before.status !== 'qualified';
  return next(before, {
    status: 'qualified',
    quality,
    qualifiedAt: first ? by.now : before.qualifiedAt,
    qualifiedBy: first ? by.userId : before.qualifiedBy,
    qualifiedFor: first ? (before.ownerId ?? by.userId) : before.qualifiedFor,
  });
}

/** It was no real need after all; what qualifying it earned is taken back. */
export function decideDisqualify(before: Inquiry, by: InquiryActor, version: number): Decision {
  const why = mayChange(before, by, version);
  if (why) return refused(why);
  if (before.status !== 'qualified') return refused('inquiries.not_qualified');
  const age = Date.parse(by.now) - Date.parse(before.qualifiedAt ?? by.now);
  if (age > DISQUALIFY_WINDOW_MS) return refused('inquiries.disqualify_too_late');
  return next(before, { status: 'open', qualifiedAt: null, qualifiedBy: null, qualifiedFor: null });
}

export function decideInvalid(
  before: Inquiry,
  { reason, note, duplicateOf }: { reason: InvalidReason; note: string; duplicateOf: string | null },
  by: InquiryActor,
  version: number,
): Decision {
  const why = mayChange(before, by, version);
  if (why) return refused(why);
  if (before.status === 'invalid') return refused('inquiries.closed');
  if (duplicateOf === before.id) return refused('inquiries.of_itself');
  return next(before, { status: 'invalid', invalid: { reason, note, at: by.now, by: by.userId, duplicateOf } });
}

/** Marked by mistake: within a day it is as if it had not been. */
export function decideRestore(before: Inquiry, by: InquiryActor, version: number): Decision {
  const why = mayChange(before, by, version);
  if (why) return refused(why);
  if (!before.invalid) return refused('inquiries.not_invalid');
  if (Date.parse(by.now) - Date.parse(before.invalid.at) > RESTORE_WINDOW_MS)
    return refused('inquiries.restore_too_late', { until: until(before.invalid.at) });
  return next(before, { status: before.qualifiedAt ? 'qualified' : 'open', invalid: null });
}

/** It has become an order. */
export function decideConvert(
  before: Inquiry,
  to: { orderId: string; customerId: string },
  by: InquiryActor,
  version: number,
): Decision {
  const why = mayChange(before, by, version);
  if (why) return refused(why);
  if (before.status === 'invalid') return refused('inquiries.closed');
  return next(before, { status: 'converted', orderId: to.orderId, customerId: to.customerId });
}

/** May this person write to the buyer here? */
export function mayWrite(inquiry: Inquiry, by: InquiryActor): InquiryRefusal | null {
  if (inquiry.status === 'invalid') return 'inquiries.closed';
  return inquiry.ownerId === null || inquiry.ownerId === by.userId || manages(by) ? null : 'inquiries.not_yours';
}

/** Until when a mark can be taken back. */
export const until = (invalidAt: string): string => new Date(Date.parse(invalidAt) + RESTORE_WINDOW_MS).toISOString();

/**
 * May an answer that was given then be entered now? Not from before the inquiry, and, once the miss was told, not to undo it: a manager
 * who has seen the mail may.
 */
export function mayEnter(inquiry: Inquiry, answeredAt: string, by: InquiryActor): InquiryRefusal | null {
  if (answeredAt < inquiry.receivedAt) return 'inquiries.before_it_came';
  const isMissed = inquiry.dueAt !== null && by.now > inquiry.dueAt;
  return isMissed && answeredAt <= inquiry.dueAt! && !manages(by) ? 'inquiries.late_entry' : null;
}
