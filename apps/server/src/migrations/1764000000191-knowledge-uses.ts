import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of the knowledge pool is used: in replies to inquiries, and on orders. */
export class KnowledgeUses1764000000191 implements MigrationInterface {
  name = 'KnowledgeUses1764000000191';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create index inquiry_order on inquiry (order_id) where order_id is not null;
      create view inquiries_asked_view as select id, team_id, no, status, country, language, order_id from inquiry;
      -- What is taken off stays, with the day: what was earned by it is explained for ever.
      create table knowledge_use (
        id uuid primary key, item_id uuid not null references knowledge_item, revision int not null, title text not null, kind text not null,
        team_id uuid not null references team, user_id uuid not null references app_user, at timestamptz not null, stage text not null,
        order_id uuid references trade_order, inquiry_id uuid references inquiry, message_id uuid references inquiry_message, lines jsonb,
        removed_at timestamptz, removed_by uuid references app_user,
        check ((kind = 'reply') = (message_id is not null)), check (kind = 'reply' or order_id is not null), check (message_id is null or inquiry_id is not null));
      create unique index knowledge_use_order on knowledge_use (order_id, item_id) where kind <> 'reply' and removed_at is null;
      create unique index knowledge_use_message on knowledge_use (message_id, item_id) where message_id is not null;
      create index knowledge_use_inquiry on knowledge_use (inquiry_id) where inquiry_id is not null;
      create index knowledge_use_item on knowledge_use (item_id, at desc);
      -- A use counts while nobody took it off and the inquiry is one. Its order is also the one that the inquiry became.
      create view knowledge_use_view as
        select u.id, u.item_id, u.title, u.kind, u.team_id, u.user_id, u.at, u.inquiry_id, coalesce(u.order_id, q.order_id) as order_id,
          u.removed_at is null and q.status is distinct from 'invalid' as counts
        from knowledge_use u left join inquiries_asked_view q on q.id = u.inquiry_id;
      create view knowledge_item_use_view as
        select item_id, count(*)::int as uses, count(distinct coalesce(inquiry_id, order_id))::int as deals, count(distinct order_id)::int as orders
        from knowledge_use_view where counts group by item_id;
      create view knowledge_pool_view as select id, author_id, published is not null as in_pool from knowledge_item;
      grant select, insert, update on knowledge_use to tallyboard_app;
      revoke delete, truncate on knowledge_use from tallyboard_app;
      grant select on inquiries_asked_view, knowledge_use_view, knowledge_item_use_view, knowledge_pool_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop view knowledge_pool_view, knowledge_item_use_view, knowledge_use_view; drop table knowledge_use; drop view inquiries_asked_view; drop index inquiry_order',
    );
  }
}
