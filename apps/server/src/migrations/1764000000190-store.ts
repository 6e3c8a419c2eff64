import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The store: what knowledge credits buy, and what was asked for. */
export class Store1764000000190 implements MigrationInterface {
  name = 'Store1764000000190';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table ledger_account drop constraint ledger_account_bucket_check, add constraint ledger_account_bucket_check
        check (bucket in ('pending', 'held', 'vested', 'reserved', 'owed', 'issued', 'debt', 'spent', 'expired'));
      create index ledger_txn_credits on ledger_txn (owner_id, at, id) where currency = 'KC';
      create table store_resource (
        id uuid primary key, team_id uuid not null references team, type text not null, title text not null, text text not null, price int not null check (price > 0),
        stock int check (stock >= 0), per_person int, min_level text not null, roles text[] not null, cost_cny int not null, picture text, active boolean not null default true,
        version int not null default 1, created_by uuid not null references app_user, created_at timestamptz not null);
      create index store_resource_team on store_resource (team_id, active);
      create table redemption (
        id uuid primary key, resource_id uuid not null references store_resource, team_id uuid not null references team, user_id uuid not null references app_user,
        type text not null, title text not null, price int not null, cost_cny int not null, month text not null, drawn jsonb not null, took_stock boolean not null, state text not null, requested_at timestamptz not null,
        decided_by uuid references app_user, decided_at timestamptz, note text not null default '');
      create index redemption_team on redemption (team_id, requested_at desc);
      create index redemption_user on redemption (user_id, requested_at desc);
      create index redemption_month on redemption (team_id, month);
      create index redemption_waiting on redemption (requested_at) where state = 'requested';
      create table store_policy (team_id uuid primary key references team, monthly_cny int, approve_up_to int not null, version int not null default 1);
      create table store_suggestion (
        id uuid primary key, team_id uuid not null references team, user_id uuid not null references app_user, type text not null, title text not null, link text not null, why text not null,
        at timestamptz not null, state text not null default 'open');
      create index store_suggestion_team on store_suggestion (team_id, at desc);
      grant select, insert, update, delete on store_resource, redemption, store_policy, store_suggestion to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop table store_suggestion, store_policy, redemption, store_resource; drop index ledger_txn_credits',
    );
  }
}
