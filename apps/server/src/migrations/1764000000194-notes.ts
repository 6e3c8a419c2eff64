import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes about what was redeemed, and what somebody does not want to write about. */
export class Notes1764000000194 implements MigrationInterface {
  name = 'Notes1764000000194';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- The redemption is another module's and is not held by it: a note stays, whatever becomes of that.
      alter table knowledge_item add redemption_id uuid;
      create unique index knowledge_item_redemption on knowledge_item (redemption_id) where redemption_id is not null;
      create table knowledge_note_passed (
        redemption_id uuid primary key, user_id uuid not null references app_user, passed boolean not null, at timestamptz not null);
      grant select, insert, update on knowledge_note_passed to tallyboard_app;
      revoke delete, truncate on knowledge_note_passed from tallyboard_app;

      create view points_redemption_view as select id, user_id, type, title, state, decided_at from redemption;
      create view knowledge_note_view as
        select redemption_id, id as item_id, published->>'title' as title from knowledge_item where redemption_id is not null and published is not null;
      grant select, update on points_redemption_view to tallyboard_app;
      grant select on knowledge_note_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop view knowledge_note_view, points_redemption_view; drop table knowledge_note_passed; alter table knowledge_item drop column redemption_id',
    );
  }
}
