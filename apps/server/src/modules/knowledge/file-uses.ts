import { seesDraft, type Viewer } from '@tallyboard/rules/knowledge/decide-item';
import { filesIn } from '@tallyboard/rules/knowledge/file-kinds';
import type { Item } from '@tallyboard/rules/knowledge/item';
import type { EntityManager } from 'typeorm';
import type { CommandContext } from '../../platform/commands/command.js';
import { AppError } from '../../platform/http/app-error.js';
import { viewerOf } from './items.read.js';

type Use = { fileId: string; addedBy: string; shown: boolean } & (
  Pick<Item, 'authorId' | 'state' | 'teamId' | 'returned'> | { authorId: null }
);

/** Of some files those that somebody may read: their own, and what a text refers to that they may read. */
export async function readableFiles(
  tx: EntityManager,
  viewer: Viewer,
  fileIds: readonly string[],
): Promise<Set<string>> {
  const uses = await tx.query<Use[]>(
    `select f.id as "fileId", f.added_by as "addedBy", coalesce(u.in_edition and i.published is not null, false) as shown,
       i.author_id as "authorId", i.state, i.team_id as "teamId", i.returned
     from knowledge_file f left join knowledge_file_use u on u.file_id = f.id and (u.in_draft or u.in_edition)
     left join knowledge_item i on i.id = u.item_id where f.id = any($1::uuid[])`,
    [fileIds],
  );
  const may = (u: Use): boolean =>
    u.addedBy === viewer.userId || u.shown || (u.authorId !== null && seesDraft(u, viewer));
  return new Set(uses.filter(may).map((u) => u.fileId));
}

/**
 * Keeps which files a draft refers to. Whoever reads a text reads its files, so nobody may refer to one that they could not read when they
 * wrote it: else a stranger's would be opened by its address. What there is no file of is passed over.
 */
export async function keepFileUses(
  tx: EntityManager,
  { principal, now }: CommandContext,
  { id, text }: Pick<Item, 'id' | 'text'>,
): Promise<void> {
  const named = filesIn(JSON.stringify(text));
  const added = await tx.query<{ id: string }[]>(
    `select f.id from knowledge_file f where f.id = any($2::uuid[])
       and not exists (select 1 from knowledge_file_use u where u.file_id = f.id and u.item_id = $1 and (u.in_draft or u.in_edition))`,
    [id, named],
  );
  const may = await readableFiles(
    tx,
    viewerOf(principal),
    added.map((f) => f.id),
  );
  if (added.some((f) => !may.has(f.id))) throw new AppError('knowledge.file_foreign');
  await tx.query(
    `insert into knowledge_file_use (file_id, item_id, in_draft) select id, $1, true from knowledge_file where id = any($2::uuid[])
     on conflict (file_id, item_id) do update set in_draft = true, left_at = null`,
    [id, named],
  );
  await tx.query(
    `update knowledge_file_use set in_draft = false, left_at = case when in_edition then null else $3::timestamptz end
     where item_id = $1 and in_draft and not file_id = any($2::uuid[])`,
    [id, named, now],
  );
}

/** The draft has become an edition, and editions stay. */
export async function keepEditionFiles(tx: EntityManager, itemId: string): Promise<void> {
  await tx.query('update knowledge_file_use set in_edition = true where item_id = $1 and in_draft', [itemId]);
}
