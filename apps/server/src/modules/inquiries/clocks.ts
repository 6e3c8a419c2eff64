import { type ClockedInquiry, clocksOf, type WrittenMessage, waitOf } from '@tallyboard/rules/inquiries/reply-clocks';
import { escalationAt, type Inquiry, toldLate } from '@tallyboard/rules/inquiries/inquiry';
import type { EntityManager } from 'typeorm';
import { ReplyClockRow } from './inquiry.entity.js';
import { officeZone, selectInquiries } from './inquiry-table.js';

/** A buyer who wrote longer ago is not looked at again: nothing changes those days any more. */
const LOOK_BACK_DAYS = 40;

/**
 * Works out the clocks of a buyer anew from what was written, after any change to it, and writes them. Answers the buyer's inquiries
 * whose wait is another now. The buyer is locked (`lockBuyer`), what was written is in the tables already.
 */
export async function refreshClocks(
  tx: EntityManager,
  { teamId, buyerKey, now }: { teamId: string; buyerKey: string; now: string },
): Promise<{ before: Inquiry; after: Inquiry }[]> {
  const since = new Date(Date.parse(now) - LOOK_BACK_DAYS * 86_400_000).toISOString();
  const zone = await officeZone(tx);
  const inquiries = await selectInquiries(tx, 'i.team_id = $1 and i.buyer_key = $2 order by i.id for update of i', [
    teamId,
    buyerKey,
  ]);
  const messages = await tx.query<WrittenMessage[]>(
    `select m.id, m.inquiry_id as "inquiryId", m.direction, m.human, m.author_id as "authorId", m.at, m.withdrawn_at as "withdrawnAt"
     from inquiry_message m where m.inquiry_id = any($1::uuid[]) and m.at >= $2`,
    [inquiries.map((i) => i.id), since],
  );
  const clocked: ClockedInquiry[] = inquiries.map((i) => ({
    id: i.id,
    country: i.country,
    internal: i.internal,
    invalidAt: i.invalid?.at ?? null,
  }));
  const clocks = clocksOf(buyerKey, messages, clocked, zone);
  // Days of which something may have been forgotten stay as they are.
  await tx.query('delete from reply_clock where team_id = $1 and buyer_key = $2 and started_at >= $3', [
    teamId,
    buyerKey,
    since,
  ]);
  const older = await tx.query<{ day: string }[]>('select day from reply_clock where team_id = $1 and buyer_key = $2', [
    teamId,
    buyerKey,
  ]);
  const kept = clocks.filter((c) => !older.some((o) => o.day === c.day));
  if (kept.length > 0)
    await tx.insert(
      ReplyClockRow,
      kept.map((c) => ({ ...c, teamId })),
    );
  return inquiries.flatMap((before) => {
    const wait = before.status === 'invalid' ? null : waitOf(clocks.filter((c) => c.inquiryId === before.id));
    const waitingSince = wait?.startedAt ?? null;
    if (waitingSince === before.waitingSince) return [];
    const after: Inquiry = {
      ...before,
      waitingSince,
      dueAt: wait?.dueAt ?? null,
      escalated: waitingSince ? toldLate(before, escalationAt(waitingSince, now)) : 0,
      version: before.version + 1,
    };
    return [{ before, after }];
  });
}
