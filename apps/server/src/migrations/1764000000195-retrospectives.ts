import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases that are told of an order, what is made of them, and orders somebody chose not to tell of. */
export class Retrospectives1764000000195 implements MigrationInterface {
  name = 'Retrospectives1764000000195';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- The order is another module's and is not held by it: a case keeps what it needs of it.
      alter table knowledge_item add order_id uuid, add case_order jsonb, add from_id uuid references knowledge_item, add shared_at timestamptz;
      create unique index knowledge_item_case on knowledge_item (order_id, author_id) where order_id is not null;
      create index knowledge_item_from on knowledge_item (from_id) where from_id is not null;
      update knowledge_item i set shared_at = (select min(at) from knowledge_edition e where e.item_id = i.id) where published is not null;
      update knowledge_item set text = text || '{"retrospective": null}', published = published || '{"retrospective": null}';
      update knowledge_edition set text = text || '{"retrospective": null}';

      create table knowledge_case_passed (
        order_id uuid not null, user_id uuid not null references app_user, reason text not null, at timestamptz not null, primary key (order_id, user_id));
      grant select, insert, update on knowledge_case_passed to tallyboard_app;
      revoke delete, truncate on knowledge_case_passed from tallyboard_app;

      -- How an order went, for whoever tells of it: where it is, whose it was, and every step it took.
      create view orders_course_view as
        select o.id, o.team_id, o.no, c.name as customer_name, c.country, o.stage, o.status, o.status_reason, o.lost_from, o.stage_since, o.sales_owner_id,
          array_remove(array[o.sales_owner_id, o.documents_owner_id, o.logistics_owner_id], null)
            || array(select (share->>'userId')::uuid from jsonb_array_elements(o.credit) share) as people
        from trade_order o join customers_customer_view c on c.id = o.customer_id;
      create view orders_step_view as
        select payload->'order'->>'id' as order_id, payload->'order'->>'stage' as stage, occurred_at as at, recorded_at, seq, name = 'orders.undone' as is_undo
        from feed_event where payload ? 'order';
      create index trade_order_ended on trade_order (sales_owner_id, stage_since desc) where stage in ('CLOSED', 'LOST') or status = 'cancelled';
      grant select on orders_course_view, orders_step_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop index trade_order_ended; drop view orders_step_view, orders_course_view; drop table knowledge_case_passed;
      alter table knowledge_item drop column order_id, drop column case_order, drop column from_id, drop column shared_at;
    `);
  }
}
