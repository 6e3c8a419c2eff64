import { Injectable } from '@nestjs/common';
import type { ItemText } from '@tallyboard/rules/knowledge/item';
import { isTemplateIn } from '@tallyboard/rules/knowledge/template';
import { staysUsed } from '@tallyboard/rules/knowledge/use';
import type { Stage } from '@tallyboard/rules/orders/stages';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import type { NewFact } from '../../platform/feeds/fact.js';
import { USE_ROWS, useFact, type UseRow } from './told-use.js';

type Reply = { messageId: string; inquiryId: string; teamId: string; orderId: string | null; text: string };
type Inserted = { itemId: string; revision: number };
type Edition = Inserted & { text: ItemText };

/** Templates that stand in replies: part of the transaction in which the reply is logged or withdrawn. */
@Injectable()
export class UseInReply {
  /**
   * Those of which enough was sent. What left the pool meanwhile, or was deleted from the text, is passed over: the reply has been sent, and
   * is logged whatever became of a template.
   */
  async add(tx: EntityManager, context: CommandContext, reply: Reply, used: readonly Inserted[]): Promise<NewFact[]> {
    if (used.length === 0) return [];
    const editions = await tx.query<Edition[]>(
      `select e.item_id as "itemId", e.revision, e.text from knowledge_edition e join knowledge_item i on i.id = e.item_id
       join unnest($1::uuid[], $2::int[]) as w (item_id, revision) on w.item_id = e.item_id and w.revision = e.revision
       where i.published is not null and i.type = 'template' order by e.item_id, e.revision desc`,
      [used.map((u) => u.itemId), used.map((u) => u.revision)],
    );
    const sent = editions.filter((e) => isTemplateIn(e.text.body, reply.text));
    const once = sent.filter((e, i) => sent[i - 1]?.itemId !== e.itemId);
    const ids = once.map(() => uuid());
    for (const [i, { itemId, revision, text }] of once.entries())
      await tx.query(
        `insert into knowledge_use (id, item_id, revision, title, kind, team_id, user_id, at, stage, order_id, inquiry_id, message_id)
         select $1, $2, $3, $4, 'reply', $5, $6, $7, coalesce((select stage from orders_order_view where id = $8), 'INQUIRY'), $8, $9, $10`,
        [
          ...[ids[i], itemId, revision, text.title, reply.teamId, context.actorId, context.now],
          ...[reply.orderId, reply.inquiryId, reply.messageId],
        ],
      );
    return told(tx, 'knowledge.used', ids);
  }

  /** A message that was withdrawn was never sent, so nothing was used in it; but what its order was settled with stays. */
  async withdraw(tx: EntityManager, context: CommandContext, messageId: string): Promise<NewFact[]> {
    const uses = await tx.query<{ id: string; orderId: string | null }[]>(
      `select u.id, coalesce(u.order_id, q.order_id) as "orderId" from knowledge_use u join inquiries_asked_view q on q.id = u.inquiry_id
       where u.message_id = $1 and u.removed_at is null order by u.id`,
      [messageId],
    );
    const settled = await settledAmong(
      tx,
      uses.flatMap((u) => u.orderId ?? []),
    );
    const ids = uses.flatMap((u) => (u.orderId !== null && settled.has(u.orderId) ? [] : [u.id]));
    await tx.query('update knowledge_use set removed_at = $2, removed_by = $3 where id = any($1::uuid[])', [
      ids,
      context.now,
      context.actorId,
    ]);
    return told(tx, 'knowledge.use_removed', ids);
  }
}

/** Locked like a move locks them: none is settled while its uses are taken away. */
async function settledAmong(tx: EntityManager, orderIds: readonly string[]): Promise<Set<string>> {
  const orders = await tx.query<{ id: string; stage: Stage }[]>(
    'select id, stage from orders_order_view where id = any($1::uuid[]) order by id for update',
    [orderIds],
  );
  return new Set(orders.filter(staysUsed).map((o) => o.id));
}

async function told(
  tx: EntityManager,
  name: 'knowledge.used' | 'knowledge.use_removed',
  ids: readonly string[],
): Promise<NewFact[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<UseRow[]>(`${USE_ROWS} where u.id = any($1::uuid[]) order by u.id`, [ids]);
  return rows.map((row) => useFact(name, row));
}
