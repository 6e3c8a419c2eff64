import { type Item, type ItemText, TWIN_LIKENESS, wholeText } from '@tallyboard/rules/knowledge/item';
import { likeness, sketchOf } from '@tallyboard/rules/text/likeness';
import { plainOf, termsOf } from '@tallyboard/rules/text/terms';
import type { EntityManager } from 'typeorm';

const isHan = (term: string): boolean => /^\p{Script=Han}/u.test(term);
const CANDIDATES = 50;

/** Has an item found by the edition that is in the pool now and what was answered, or by nothing. The words that are new to the pool are kept. */
export async function indexItem(tx: EntityManager, itemId: string, text: ItemText | null): Promise<void> {
  const own = text && wholeText(text);
  const answers = await tx.query<{ body: string }[]>(
    'select body from knowledge_answer where item_id = $1 and not withdrawn order by at, id',
    [itemId],
  );
  const whole = own === null ? null : [own, ...answers.map((a) => a.body)].join('\n');
  const terms = whole === null ? null : termsOf(whole);
  await tx.query(
    `update knowledge_item set plain_title = $2, plain = $3, terms = array_to_tsvector($4::text[]), sketch = $5,
       language = published->>'language', market = published->>'market', stage = published->>'stage' where id = $1`,
    [itemId, text && plainOf(text.title), whole && plainOf(whole), terms, own && sketchOf(own)],
  );
  await tx.query('insert into knowledge_word (word) select unnest($1::text[]) order by 1 on conflict do nothing', [
    (terms ?? []).filter((t) => !isHan(t)),
  ]);
}

/** An item of the pool that says nearly the same, the most alike first; neither the item itself counts, nor the case it was made of, nor what was made of it. */
export async function twinOf(
  tx: EntityManager,
  { id: itemId, fromId, text }: Pick<Item, 'id' | 'fromId' | 'text'>,
): Promise<{ twinId: string; twinTitle: string } | null> {
  const whole = wholeText(text);
  const candidates = await tx.query<{ id: string; published: ItemText }[]>(
    'select id, published from knowledge_item where sketch && $1::text[] and id <> $2 and id is distinct from $3 and from_id is distinct from $2 order by published_at, id limit $4',
    [sketchOf(whole), itemId, fromId, CANDIDATES],
  );
  const alike = candidates
    .map(({ id, published }) => ({
      id,
      title: published.title,
      likeness: likeness(whole, wholeText(published)),
    }))
    .filter((c) => c.likeness >= TWIN_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness);
  return alike[0] ? { twinId: alike[0].id, twinTitle: alike[0].title } : null;
}
