import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of knowledge items, in parts: written and read a piece at a time, in one truth with what refers to them, and in every backup. */
export class KnowledgeFiles1764000000202 implements MigrationInterface {
  name = 'KnowledgeFiles1764000000202';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table knowledge_file (
        id uuid primary key, item_id uuid not null references knowledge_item, added_by uuid not null references app_user, name text not null, type text not null,
        bytes int not null, sha256 bytea not null, added_at timestamptz not null);
      create index knowledge_file_item on knowledge_file (item_id);
      create index knowledge_file_person on knowledge_file (added_by);
      create index knowledge_file_age on knowledge_file (added_at);
      create table knowledge_file_part (file_id uuid not null references knowledge_file on delete cascade, n int not null, bytes bytea not null, primary key (file_id, n));
      -- Pictures and papers are packed already.
      alter table knowledge_file_part alter column bytes set storage external;
      grant select, insert, delete on knowledge_file, knowledge_file_part to tallyboard_app;
      revoke update, truncate on knowledge_file, knowledge_file_part from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table knowledge_file_part, knowledge_file');
  }
}
