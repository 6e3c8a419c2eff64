import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who looks at an item again, of what was told when its check ran out; and doubts about it. */
export class KnowledgeChecks1764000000200 implements MigrationInterface {
  name = 'KnowledgeChecks1764000000200';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table knowledge_item
        add verifier_id uuid references app_user, add neglected_at timestamptz,
        -- Of which day it was said that the check is due, and that it is over.
        add due_told date, add over_told date,
        add check (author_id is distinct from verifier_id);
      update knowledge_item set verifier_id = reviewed_by where published is not null;
      create index knowledge_item_verify on knowledge_item (verify_by) where published is not null;
      create table knowledge_flag (
        id uuid primary key, item_id uuid not null references knowledge_item, revision int not null, kind text not null, note text not null,
        raised_by uuid not null references app_user, raised_at timestamptz not null, state text not null,
        decided_by uuid references app_user, decided_at timestamptz, answer text, check (raised_by is distinct from decided_by));
      -- One doubt of one person at a time.
      create unique index knowledge_flag_open on knowledge_flag (item_id, raised_by) where state = 'open';
      create index knowledge_flag_item on knowledge_flag (item_id, raised_at desc);
      create index knowledge_flag_upheld on knowledge_flag (decided_at) where state = 'upheld';
      create view people_address_view as select id, name, email as address, locale from app_user where active;
      grant select on people_address_view to tallyboard_app;
      grant select, insert, update on knowledge_flag to tallyboard_app;
      revoke delete, truncate on knowledge_flag from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop view people_address_view; drop table knowledge_flag; alter table knowledge_item drop verifier_id, drop neglected_at, drop due_told, drop over_told',
    );
  }
}
