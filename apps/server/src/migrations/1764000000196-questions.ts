import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is said to a question. Nobody reviews a question any more: one that waited is its author's draft again, to be asked at once. */
export class Questions1764000000196 implements MigrationInterface {
  name = 'Questions1764000000196';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table knowledge_answer (
        id uuid primary key, item_id uuid not null references knowledge_item, author_id uuid not null references app_user, body text not null,
        at timestamptz not null, edited_at timestamptz, withdrawn boolean not null default false, accepted boolean not null default false, version int not null default 1,
        check (not (accepted and withdrawn)));
      create index knowledge_answer_item on knowledge_answer (item_id, at);
      create unique index knowledge_answer_accepted on knowledge_answer (item_id) where accepted;
      alter table knowledge_item add answers int not null default 0, add solved boolean not null default false;
      alter table knowledge_edition alter reviewed_by drop not null;
      update knowledge_item set submitted_at = null, version = version + 1,
        state = case when published is not null then 'published' when revision > 0 then 'withdrawn' else 'draft' end where type = 'question' and state = 'in_review';
      grant select, insert, update on knowledge_answer to tallyboard_app;
      revoke delete, truncate on knowledge_answer from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table knowledge_item drop column answers, drop column solved; drop table knowledge_answer');
  }
}
