import { Injectable } from '@nestjs/common';
import type { InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { InquiryChanged } from '@tallyboard/contracts/inquiry-cards';
import type { InquiryActor } from '@tallyboard/rules/inquiries/decide-inquiry';
import { escalationAt, type Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import type { Outcome } from '@tallyboard/rules/outcome';
import type { ProblemCode } from '@tallyboard/contracts/problems';
import type { EntityManager } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { refreshClocks } from './clocks.js';
import { InquiriesRead } from './inquiries.read.js';
import type { InquiryRow } from './inquiry.entity.js';
import { cardOf, lockBuyer, lockInquiry, updateInquiry } from './inquiry-table.js';

export type InquiryFact = Extract<NewFact['name'], `inquiries.${string}`>;
/** What a command did to an inquiry. */
export type Change = {
  after: Inquiry;
  fact: InquiryFact;
  /** Columns that are not part of the inquiry as facts carry it. */
  extra?: Partial<InquiryRow>;
  /** What was written, or whether it counts, changed: the buyer's clocks are worked out anew. */
  clocks?: boolean;
  message?: InquiryChanged['message'];
  allocation?: InquiryChanged['allocation'];
  note?: string | null;
};

export const actorOf = ({ actorId, now, principal }: CommandContext): InquiryActor => ({
  userId: actorId,
  now,
  capabilities: principal.capabilities,
});

/** The decided inquiry, or the refusal as it is told; a stale one comes with what it is now. */
export function must<Code extends ProblemCode>(outcome: Outcome<Inquiry, Code>, before: Inquiry): Inquiry {
  if (outcome.ok) return outcome.value;
  throw new AppError(outcome.code, outcome.code === 'inquiries.stale' ? { current: cardOf(before) } : outcome.details);
}

/** The frame around every change of an inquiry: one at a time per buyer, then its clocks, then what to tell. */
@Injectable()
export class ChangeInquiry {
  constructor(
    private readonly commands: Commands,
    private readonly read: InquiriesRead,
  ) {}

  run(
    context: CommandContext,
    id: string,
    work: (tx: EntityManager, before: Inquiry, by: InquiryActor) => Promise<Change>,
  ): Promise<InquiryDetail> {
    return this.commands.run(context, async (tx) => {
      const facts = await this.inTransaction(tx, context, id, work);
      return { reply: await this.read.detail(tx, context.principal, id), facts };
    });
  }

  async inTransaction(
    tx: EntityManager,
    context: CommandContext,
    id: string,
    work: (tx: EntityManager, before: Inquiry, by: InquiryActor) => Promise<Change>,
  ): Promise<NewFact[]> {
    const before = await lockWithBuyer(tx, id);
    if (!before || !seesTeam(context.principal, before.teamId)) throw new AppError('inquiries.not_found');
    return writeChange(tx, before, await work(tx, before, actorOf(context)), context.now);
  }
}

/** The inquiry with its buyer locked, in that order; the buyer may have become another while we waited. */
export async function lockWithBuyer(tx: EntityManager, id: string): Promise<Inquiry | undefined> {
  for (let key = ''; ;) {
    const [found] = await tx.query<{ teamId: string; buyerKey: string }[]>(
      'select team_id as "teamId", buyer_key as "buyerKey" from inquiry where id = $1',
      [id],
    );
    if (!found) return undefined;
    if (found.buyerKey === key) return lockInquiry(tx, id);
    await lockBuyer(tx, found.teamId, found.buyerKey);
    key = found.buyerKey;
  }
}

/** Writes a change with what follows from it for the buyer's clocks; answers the facts that tell of it. */
export async function writeChange(
  tx: EntityManager,
  before: Inquiry,
  { after, fact, extra, clocks, message = null, allocation = null, note = null }: Change,
  now: string,
): Promise<NewFact[]> {
  if (after.version !== before.version || extra) await updateInquiry(tx, before, after, extra);
  let result = after;
  const others: NewFact[] = [];
  const keys = clocks ? new Set([before.buyerKey, after.buyerKey]) : [];
  if (after.buyerKey !== before.buyerKey) await lockBuyer(tx, after.teamId, after.buyerKey);
  for (const buyerKey of keys)
    for (const wait of await refreshWaits(tx, { teamId: after.teamId, buyerKey, now })) {
      if (wait.after.id === after.id) result = wait.after;
      else others.push(inquiryFact('inquiries.changed', wait.after, wait.before));
      others.push(...wait.warning);
    }
  return [inquiryFact(fact, result, before, { message, allocation, note }), ...others];
}

/** Works the clocks of a buyer out anew and writes what became of their waits. `warning` tells of one that is learned of late. */
export async function refreshWaits(
  tx: EntityManager,
  buyer: { teamId: string; buyerKey: string; now: string },
): Promise<{ before: Inquiry; after: Inquiry; current: Inquiry; warning: NewFact[] }[]> {
  const waits = await refreshClocks(tx, buyer);
  const written = [];
  for (const { before, after } of waits) {
    await updateInquiry(tx, before, after);
    const late = escalate(after, buyer.now);
    if (late) await updateInquiry(tx, after, late.after);
    written.push({
      before,
      after,
      current: late?.after ?? after,
      warning: late ? [inquiryFact(late.fact, late.after, after)] : [],
    });
  }
  return written;
}

/** How much of the window has passed since it was last told, and the fact that tells it; null where it was told. */
export function escalate(inquiry: Inquiry, now: string): { after: Inquiry; fact: InquiryFact } | null {
  const level = inquiry.waitingSince ? escalationAt(inquiry.waitingSince, now) : 0;
  if (level <= inquiry.escalated) return null;
  return {
    after: { ...inquiry, escalated: level, version: inquiry.version + 1 },
    fact: level === 100 ? 'inquiries.response_breached' : 'inquiries.escalated',
  };
}

export function inquiryFact(
  name: InquiryFact,
  inquiry: Inquiry,
  before: Inquiry | null,
  { message = null, allocation = null, note = null }: Partial<InquiryChanged> = {},
): NewFact {
  return newFact(teamFeed(inquiry.teamId), name, {
    inquiry: plain(inquiry),
    before: before && plain(before),
    message,
    allocation,
    note,
  });
}
const plain = (inquiry: Inquiry): InquiryChanged['inquiry'] => ({ ...inquiry, offeredTo: [...inquiry.offeredTo] });
