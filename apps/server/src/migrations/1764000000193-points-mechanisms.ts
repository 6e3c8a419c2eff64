import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the points engine remembers of cases and of what was made of them (RET-02), and which uses are of orders that were cancelled. Both follow
 * from the facts that were taken in: what was told before this is read there once, so that a replay comes to the same.
 */
export class PointsMechanisms1764000000193 implements MigrationInterface {
  name = 'PointsMechanisms1764000000193';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table points_item (
        item_id uuid primary key, case_id uuid not null, author_id uuid not null, title text not null, shared_at timestamptz not null, retired_at timestamptz);
      create index points_item_case on points_item (case_id);
      alter table points_use add is_off boolean not null default false;
      create index points_use_item on points_use (item_id);
      grant select, insert, update on points_item to tallyboard_app;
      revoke delete, truncate on points_item from tallyboard_app;

      with told as (
        select payload->'item' as item, name = 'knowledge.withdrawn' as retired, occurred_at as at, pos,
          (payload->'item'->>'id')::uuid as id, coalesce((payload->'item'->>'fromId')::uuid, (payload->'item'->>'id')::uuid) as case_id
        from feed_event join points_input using (feed, seq) where name in ('knowledge.published', 'knowledge.withdrawn')
          and (payload->'item'->>'type' = 'retrospective' or payload->'item'->>'fromId' is not null)),
      last as (select distinct on (id) * from told where not retired order by id, pos desc)
      insert into points_item (item_id, case_id, author_id, title, shared_at, retired_at)
        select id, case_id, (item->>'authorId')::uuid, item->>'title',
          -- Facts of earlier times do not say since when: since the first after it last was away.
          coalesce((item->>'sharedAt')::timestamptz, (select min(t.at) from told t where t.id = last.id and not t.retired and t.pos >
            coalesce((select max(w.pos) from told w where w.id = last.id and w.retired and w.pos < last.pos), -1))),
          (select min(w.at) from told w where w.id = last.id and w.retired and w.pos > last.pos)
        from last;
      update points_use u set is_off = true from (
        select distinct on (payload->'order'->>'id') (payload->'order'->>'id')::uuid as id, payload->'order'->>'status' as status
        from feed_event join points_input using (feed, seq)
        where payload ? 'order' and payload->'order'->>'id' in (select order_id::text from points_use)
        order by payload->'order'->>'id', pos desc) o
      where o.id = u.order_id and o.status = 'cancelled';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index points_use_item; alter table points_use drop column is_off; drop table points_item');
  }
}
