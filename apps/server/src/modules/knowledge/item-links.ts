import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { OrderKnowledge } from '@tallyboard/contracts/knowledge-uses';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { AnswerRow } from './answer.entity.js';
import type { ItemRow } from './item.entity.js';

/** What hangs on an item: of a case what was made of it, of that the case, of a question its answers. Only what the pool shows. */
export const offshootsOf = (tx: EntityManager, id: string): Promise<ItemDetail['offshoots']> =>
  tx.query<ItemDetail['offshoots']>(
    `select id, type, published->>'title' as title from knowledge_item where from_id = $1 and published is not null order by published_at, id`,
    [id],
  );

export async function caseItem(tx: EntityManager, fromId: string | null): Promise<ItemDetail['from']> {
  if (fromId === null) return null;
  const [from] = await tx.query<NonNullable<ItemDetail['from']>[]>(
    `select id, published->>'title' as title from knowledge_item where id = $1 and published is not null`,
    [fromId],
  );
  return from ?? null;
}

/** The cases that some items were made of. */
export const casesOf = (tx: EntityManager, itemIds: readonly string[]): Promise<OrderKnowledge['cases']> =>
  tx.query<OrderKnowledge['cases']>(
    `select i.id as "itemId", c.id, c.published->>'title' as title from knowledge_item i join knowledge_item c on c.id = i.from_id
     where i.id = any($1::uuid[]) and c.published is not null order by i.id`,
    [itemIds],
  );

export async function shownAnswers(
  tx: EntityManager,
  item: ItemRow,
  { id: me, capabilities }: Principal,
): Promise<ItemDetail['answerList']> {
  if (item.type !== 'question' || item.answers === 0) return [];
  const answers = await tx.find(AnswerRow, {
    where: { itemId: item.id, withdrawn: false },
    order: { accepted: 'DESC', at: 'ASC', id: 'ASC' },
  });
  const writes = item.published !== null && capabilities.has('knowledge.write');
  return answers.map(({ id, authorId, body, at, editedAt, accepted, version }) => {
    const may = {
      edit: writes && authorId === me,
      withdraw: writes && authorId === me,
      accept: writes && item.authorId === me && !item.solved,
      unaccept: writes && item.authorId === me && accepted,
    };
    const names = (Object.keys(may) as (keyof typeof may)[]).filter((name) => may[name]);
    return { id, authorId, body, at, editedAt, accepted, version, may: names };
  });
}
