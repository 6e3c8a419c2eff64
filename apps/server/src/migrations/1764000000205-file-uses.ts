import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which texts refer to which files. A text may be copied into another item, so the item that a file was added to tells too little. */
export class FileUses1764000000205 implements MigrationInterface {
  name = 'FileUses1764000000205';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table knowledge_file_use (
        file_id uuid not null references knowledge_file, item_id uuid not null references knowledge_item,
        in_draft boolean not null default false, in_edition boolean not null default false,
        -- Since when nothing of the item refers to it.
        left_at timestamptz, primary key (file_id, item_id));
      create index knowledge_file_use_item on knowledge_file_use (item_id);
      -- Of what was written before: what the author had added, or what an edition showed already.
      insert into knowledge_file_use (file_id, item_id, in_draft, in_edition)
        select f.id, s.item_id, bool_or(s.draft), bool_or(not s.draft) from (
          select id as item_id, author_id, true as draft, text from knowledge_item
          union all select e.item_id, i.author_id, false, e.text from knowledge_edition e join knowledge_item i on i.id = e.item_id) s
        cross join lateral regexp_matches(lower(s.text::text), '/api/v1/knowledge/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})', 'g') m
        join knowledge_file f on f.id = m[1]::uuid join knowledge_item home on home.id = f.item_id
        where f.item_id = s.item_id or f.added_by = s.author_id or home.published is not null
        group by f.id, s.item_id;
      grant select, insert, update, delete on knowledge_file_use to tallyboard_app;
      revoke truncate on knowledge_file_use from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table knowledge_file_use');
  }
}
