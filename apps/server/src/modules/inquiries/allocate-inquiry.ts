import { allocate, type Allocation } from '@tallyboard/rules/inquiries/allocate';
import { decideAssign } from '@tallyboard/rules/inquiries/decide-inquiry';
import { type Inquiry, REPLY_WINDOW_MS } from '@tallyboard/rules/inquiries/inquiry';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { InquiryOffer } from './inquiry.entity.js';
import { candidatesOf } from './team-duty.js';

/**
 * Gives an inquiry to whom the rule says, among those who have not had it. One at a time in a team, so that each sees what the one before
 * gave. Answers the inquiry as it is then (not written yet) and what was weighed, which is kept.
 */
export async function allocateInquiry(
  tx: EntityManager,
  before: Inquiry,
  now: string,
): Promise<{ after: Inquiry; allocation: Allocation }> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('inquiries.allocation:' || $1, 0))`, [before.teamId]);
  const [owner] = before.customerId
    ? await tx.query<{ ownerId: string }[]>(
        'select owner_id as "ownerId" from orders_customer_owner_view where team_id = $1 and customer_id = $2',
        [before.teamId, before.customerId],
      )
    : [];
  const { country, language, product, offeredTo } = before;
  const allocation = allocate(
    { country, language, product, customerOwnerId: owner?.ownerId ?? null, offeredTo },
    // Who has missed it already has no window left: then it is for who is there now.
    await candidatesOf(tx, { teamId: before.teamId, until: untilOf(before, now) }, now),
  );
  // Nobody, as the last time it was asked: nothing to add.
  if (allocation.ownerId || !(await isSaid(tx, before.id)))
    await keepOffer(tx, {
      inquiryId: before.id,
      at: now,
      byId: null,
      ownerId: allocation.ownerId,
      allocation,
      note: '',
    });
  return { after: allocation.ownerId ? decideAssign(before, allocation.ownerId, now) : before, allocation };
}

const untilOf = ({ dueAt }: Inquiry, now: string): string =>
  dueAt ?? new Date(Date.parse(now) + REPLY_WINDOW_MS).toISOString();

async function isSaid(tx: EntityManager, inquiryId: string): Promise<boolean> {
  const last = await tx.findOne(InquiryOffer, { where: { inquiryId }, order: { at: 'DESC', id: 'DESC' } });
  return last !== null && last.ownerId === null && last.allocation !== null;
}

export async function keepOffer(tx: EntityManager, offer: Omit<InquiryOffer, 'id'>): Promise<void> {
  await tx.insert(InquiryOffer, { id: uuid(), ...offer });
}
