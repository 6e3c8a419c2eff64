import type { ItemHead } from '@tallyboard/contracts/knowledge';
import type { Item } from '@tallyboard/rules/knowledge/item';

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
