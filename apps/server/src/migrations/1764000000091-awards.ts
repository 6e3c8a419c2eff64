import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Awards with the evidence they were judged by, and votes for customers of the year. */
export class Awards1764000000091 implements MigrationInterface {
  name = 'Awards1764000000091';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table award (
        id uuid primary key, team_id uuid not null references team, award text not null, period_kind text not null, period text not null,
        starts_at timestamptz not null, ends_at timestamptz not null, state text not null, evidence jsonb not null, params jsonb not null, ranking jsonb not null,
        as_of timestamptz not null, winners uuid[] not null default '{}', decided_by uuid references app_user, decided_at timestamptz, note text not null default '',
        restated jsonb, restated_at timestamptz,
        unique (team_id, award, period_kind, period));
      create index award_team on award (team_id, ends_at desc);
      create index award_open on award (ends_at) where state <> 'withheld';
      create table award_vote (award_id uuid not null references award, user_id uuid not null references app_user, customer_id uuid not null references customer, at timestamptz not null, primary key (award_id, user_id));

      -- Sales of a customer, for the customer of the year.
      create view orders_sale_view as select id, team_id, customer_id, secured_at, amount_usd_minor from trade_order where secured_at is not null and status <> 'cancelled' and stage <> 'LOST';
      grant select, insert, update, delete on award, award_vote to tallyboard_app;
      grant select on orders_sale_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop view orders_sale_view; drop table award_vote, award');
  }
}
