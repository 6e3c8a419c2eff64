import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers with their contacts; orders, the stages and columns of each team, and exchange rates. */
export class Orders1764000000003 implements MigrationInterface {
  name = 'Orders1764000000003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table customer (id uuid primary key, team_id uuid not null references team, name text not null, country char(2) not null, market_group text not null default '', version int not null default 1, created_at timestamptz not null);
      create unique index customer_name on customer (lower(name));
      create table contact (id uuid primary key, customer_id uuid not null references customer, name text not null, email text not null, phone text not null, title text not null, position int not null);
      create index contact_customer on contact (customer_id);
      create view customers_customer_view as select id, name, country, market_group from customer;

      create table fx_rate (currency char(3) primary key, usd_per_unit numeric not null check (usd_per_unit > 0), as_of date not null);

      create table team_settings (team_id uuid primary key references team, version int not null default 1);
      create table board_column (id uuid primary key, team_id uuid not null references team, lane text not null, position int not null, name_zh text not null, name_en text not null,
        wip_limit int, wip_hard boolean not null default false);
      create index board_column_team on board_column (team_id);
      create table stage_definition (team_id uuid not null references team, code text not null, position int not null, column_id uuid not null references board_column,
        name_zh text not null, name_en text not null, primary key (team_id, code));

      create table trade_order (
        id uuid primary key, team_id uuid not null references team, no text not null, customer_id uuid not null references customer, title text not null default '',
        incoterm text, place text not null default '', currency char(3), amount_minor bigint, amount_usd_minor bigint,
        promised_ship_on date, frozen_ship_on date, on_board_on date, deadline_kind text, deadline_on date,
        sales_owner_id uuid references app_user, documents_owner_id uuid references app_user, logistics_owner_id uuid references app_user,
        credit jsonb not null default '[]', production_track int not null default 0, documents_track int not null default 0, logistics_track int not null default 0, payment_track int not null default 0,
        stage text not null, stage_since timestamptz not null, rank text collate "C" not null, status text not null, status_reason text, lost_from text,
        secured_at timestamptz, created_at timestamptz not null, version int not null default 1,
        foreign key (team_id, stage) references stage_definition (team_id, code)
      ) with (fillfactor = 70);
      create unique index trade_order_no on trade_order (upper(no));
      create unique index trade_order_rank on trade_order (team_id, rank);
      create index trade_order_stage on trade_order (team_id, stage);
      create index trade_order_customer on trade_order (customer_id);
      create view orders_order_view as select id, team_id, no, customer_id, stage, status, secured_at, amount_usd_minor from trade_order;
      grant select, insert, update, delete on all tables in schema public to tallyboard_app;
      revoke update, delete, truncate on feed_event, audit from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop view orders_order_view, customers_customer_view; drop table trade_order, stage_definition, board_column, team_settings, fx_rate, contact, customer',
    );
  }
}
