import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the points engine remembers of uses: the royalty of an order asks for all of them. */
export class PointsUses1764000000192 implements MigrationInterface {
  name = 'PointsUses1764000000192';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table points_use (
        use_id uuid primary key, item_id uuid not null, author_id uuid not null, user_id uuid not null, title text not null, stage text not null, at timestamptz not null,
        inquiry_id uuid, order_id uuid, no text not null, stands boolean not null, is_void boolean not null, check (coalesce(inquiry_id, order_id) is not null));
      create index points_use_order on points_use (order_id) where order_id is not null;
      create index points_use_inquiry on points_use (inquiry_id) where inquiry_id is not null;
      grant select, insert, update on points_use to tallyboard_app;
      revoke delete, truncate on points_use from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table points_use');
  }
}
