import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What newcomers have to show, for milestones; and the rewards that come with those. */
export class Rewards1764000000140 implements MigrationInterface {
  name = 'Rewards1764000000140';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- first_on: when somebody joined, as it was known when the points engine first asked. Written once: a replay begins with it, and facts tell what became of it.
      create table points_newcomer (user_id uuid primary key, first_on date not null, joined_on date not null);
      create table points_newcomer_mark (kind text not null, subject_id uuid not null, user_id uuid not null, no text not null, at timestamptz not null, day date not null, primary key (kind, subject_id));
      create index points_newcomer_mark_user on points_newcomer_mark (user_id, day);
      insert into points_newcomer_mark (kind, subject_id, user_id, no, at, day)
        select 'order', o.id, o.sales_owner_id, o.no, o.secured_at, (o.secured_at at time zone z.zone)::date from trade_order o
          join points_sale s on s.order_id = o.id and s.kind <> 'carried' cross join organization z where o.secured_at is not null and o.sales_owner_id is not null
        union all select 'inquiry', i.id, i.qualified_for, i.no, i.qualified_at, (i.qualified_at at time zone z.zone)::date from inquiry i cross join organization z
          where i.qualified_at is not null and i.qualified_for is not null and i.status <> 'invalid' and not i.internal;
      insert into points_newcomer (user_id, first_on, joined_on)
        select u.id, d.day, d.day from app_user u left join allocation_profile a on a.user_id = u.id cross join organization z
          cross join lateral (select coalesce(a.joined_on, (u.created_at at time zone z.zone)::date) as day) d
        where u.id in (select user_id from points_newcomer_mark);

      create table reward_policy (team_id uuid primary key references team, policy jsonb not null, version int not null default 1);
      create table reward_grant (
        id uuid primary key, team_id uuid not null references team, user_id uuid not null references app_user, rule_id text not null, kind text not null, value int not null check (value > 0),
        month text not null, txn_id uuid not null references ledger_txn, state text not null, granted_at timestamptz not null, decided_by uuid references app_user, decided_at timestamptz,
        handed_by uuid references app_user, handed_at timestamptz, reversed_at timestamptz);
      -- A milestone is reached once: whatever is granted and reversed and granted again, one reward of it stands.
      create unique index reward_grant_once on reward_grant (user_id, rule_id) where state <> 'taken_back';
      create index reward_grant_team on reward_grant (team_id, granted_at desc);
      create index reward_grant_month on reward_grant (team_id, month, kind);
      create index reward_grant_txn on reward_grant (txn_id);
      grant select, insert, update, delete on points_newcomer, points_newcomer_mark, reward_policy, reward_grant to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table reward_grant, reward_policy, points_newcomer_mark, points_newcomer');
  }
}
