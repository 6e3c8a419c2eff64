import type { KnownCase, KnownItem, Mechanisms } from '@tallyboard/rules/points/engine/mechanisms';
import type { KnownUse } from '@tallyboard/rules/points/engine/uses';
import type { EntityManager } from 'typeorm';
import { USE_COLUMNS } from './known-uses.js';

/** The case that an item tells or was made of, with its mechanisms and all their uses. Asked for when one of them is met, which is seldom. */
export async function caseOf(tx: EntityManager, itemId: string): Promise<KnownCase> {
  const items = await tx.query<KnownItem[]>(
    `select item_id as "itemId", case_id as "caseId", author_id as "authorId", title, shared_at as "sharedAt", retired_at as "retiredAt" from points_item
     where case_id = $1 or case_id = (select case_id from points_item where item_id = $1)`,
    [itemId],
  );
  const made = items.filter((i) => i.itemId !== i.caseId).map((i) => i.itemId);
  return { items, uses: made.length === 0 ? [] : await usesOf(tx, made) };
}

export const usesOf = (tx: EntityManager, itemIds: readonly string[]): Promise<KnownUse[]> =>
  tx.query<KnownUse[]>(`select ${USE_COLUMNS} from points_use u where u.item_id = any($1::uuid[])`, [itemIds]);

export async function saveMechanisms(tx: EntityManager, mechanisms: Mechanisms): Promise<void> {
  if (mechanisms.changed.size === 0) return;
  await tx.query(
    `insert into points_item (item_id, case_id, author_id, title, shared_at, retired_at)
     select "itemId", "caseId", "authorId", title, "sharedAt", "retiredAt"
     from jsonb_to_recordset($1::jsonb) as r ("itemId" uuid, "caseId" uuid, "authorId" uuid, title text, "sharedAt" timestamptz, "retiredAt" timestamptz)
     on conflict (item_id) do update set title = excluded.title, shared_at = excluded.shared_at, retired_at = excluded.retired_at`,
    [JSON.stringify([...mechanisms.changed].map((id) => mechanisms.get(id)))],
  );
}
