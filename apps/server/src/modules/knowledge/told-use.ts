import type { ItemUsed } from '@tallyboard/contracts/knowledge-uses';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';

/** A use as its row has it, and what is known beside it. */
export type UseRow = Omit<ItemUsed['use'], 'useId'> & { id: string; teamId: string };

/** The columns of a use as they are told, with the order that its inquiry has become meanwhile. */
export const USE_ROWS = `select u.id, u.item_id as "itemId", i.author_id as "authorId", u.user_id as "userId", u.title, u.stage, u.at, u.inquiry_id as "inquiryId",
  coalesce(u.order_id, q.order_id) as "orderId", coalesce(o.no, q.no) as no, u.kind, i.type, u.revision, u.team_id as "teamId"
  from knowledge_use u join knowledge_item i on i.id = u.item_id left join inquiries_asked_view q on q.id = u.inquiry_id left join orders_order_view o on o.id = u.order_id`;

/** Told in the feed of the team whose order or inquiry it is, whichever team the item is of. */
export const useFact = (
  name: 'knowledge.used' | 'knowledge.use_removed',
  { id: useId, teamId, ...use }: UseRow,
): NewFact => newFact(teamFeed(teamId), name, { use: { useId, ...use } });
