import type { ScoredFact } from '@tallyboard/rules/points/engine/scored-fact';
import { type KnownUse, Uses } from '@tallyboard/rules/points/engine/uses';
import type { EntityManager } from 'typeorm';

export const USE_COLUMNS = `u.use_id as "useId", u.item_id as "itemId", u.author_id as "authorId", u.user_id as "userId", u.title, u.stage, u.at,
  u.inquiry_id as "inquiryId", u.order_id as "orderId", u.no, u.stands, u.is_void as "isVoid", u.is_off as "isOff"`;

/** All uses of whatever some facts are about: of an order also those from before it was one. */
export async function loadUses(tx: EntityManager, facts: readonly ScoredFact[]): Promise<Uses> {
  const orders = new Set<string>();
  const inquiries = new Set<string>();
  for (const { about } of facts) {
    if (about.of === 'order') orders.add(about.order.id);
    if (about.of !== 'inquiry' && about.of !== 'use') continue;
    const { orderId } = about.of === 'use' ? about.use : about.inquiry;
    const inquiryId = about.of === 'use' ? about.use.inquiryId : about.inquiry.id;
    if (orderId) orders.add(orderId);
    if (inquiryId) inquiries.add(inquiryId);
  }
  if (orders.size + inquiries.size === 0) return new Uses();
  return new Uses(
    await tx.query<KnownUse[]>(
      `with found as (select * from points_use where order_id = any($1::uuid[]) or inquiry_id = any($2::uuid[]))
       select ${USE_COLUMNS}
       from points_use u where u.use_id in (select use_id from found) or u.order_id in (select order_id from found)`,
      [[...orders], [...inquiries]],
    ),
  );
}

export async function saveUses(tx: EntityManager, uses: Uses): Promise<void> {
  if (uses.changed.size === 0) return;
  await tx.query(
    `insert into points_use (use_id, item_id, author_id, user_id, title, stage, at, inquiry_id, order_id, no, stands, is_void, is_off)
     select "useId", "itemId", "authorId", "userId", title, stage, at, "inquiryId", "orderId", no, stands, "isVoid", "isOff"
     from jsonb_to_recordset($1::jsonb) as r ("useId" uuid, "itemId" uuid, "authorId" uuid, "userId" uuid, title text, stage text, at timestamptz, "inquiryId" uuid, "orderId" uuid, no text, stands boolean, "isVoid" boolean, "isOff" boolean)
     on conflict (use_id) do update set order_id = excluded.order_id, stands = excluded.stands, is_void = excluded.is_void, is_off = excluded.is_off`,
    [JSON.stringify([...uses.changed].map((id) => uses.get(id)))],
  );
}
