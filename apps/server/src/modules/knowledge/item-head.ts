import type { ItemHead } from '@tallyboard/contracts/knowledge';
import type { Item, ItemText } from '@tallyboard/rules/knowledge/item';
import type { EntityManager } from 'typeorm';

/** An item outside the pool as it was told of there: nobody hears of what its author writes since. */
export async function lastShown(tx: EntityManager, item: Item): Promise<Item> {
  if (item.published) return item;
  const [last] = await tx.query<{ text: ItemText }[]>(
    'select text from knowledge_edition where item_id = $1 order by revision desc limit 1',
    [item.id],
  );
  return { ...item, published: last?.text ?? null };
}

/** What lists and facts tell of an item: of its edition in the pool, or of its draft where there is none. */
export function headOf(item: Item): ItemHead {
  const { id, teamId, type, authorId, state, revision, publishedAt, reviewedBy, verifyBy, version } = item;
  const { sharedAt, fromId, answers, solved, caseOrder } = item;
  const { title, language, market, stage } = item.published ?? item.text;
  return {
    id,
    teamId,
    type,
    authorId,
    state,
    title,
    language,
    market,
    stage,
    revision,
    publishedAt,
    reviewedBy,
    verifyBy,
    sharedAt,
    fromId,
    outcome: caseOrder?.outcome ?? null,
    answers,
    solved,
    version,
  };
}
