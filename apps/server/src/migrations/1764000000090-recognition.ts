import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kudos, adjustments by hand, and which stages orders came to on the board. */
export class Recognition1764000000090 implements MigrationInterface {
  name = 'Recognition1764000000090';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- A rule may give somebody several things for one subject.
      alter table ledger_txn add column part text not null default '', drop constraint ledger_txn_bucket_check,
        add constraint ledger_txn_bucket_check check (bucket in ('pending', 'held', 'vested'));
      create table points_passage (order_id uuid primary key, entered text not null, passed jsonb not null);

      create table kudos (
        id uuid primary key, team_id uuid not null references team, from_id uuid not null references app_user, to_id uuid not null references app_user,
        category text not null, text text not null, at timestamptz not null, state text not null, circle uuid[] not null default '{}', decided_by uuid references app_user,
        check (from_id <> to_id));
      create index kudos_team on kudos (team_id, at desc);
      create index kudos_from on kudos (from_id, at);
      create index kudos_to on kudos (to_id, at);
      create index kudos_held on kudos (team_id) where state = 'held';

      create table point_adjustment (
        id uuid primary key, team_id uuid not null references team, user_id uuid not null references app_user, amount bigint not null check (amount <> 0), reason text not null,
        state text not null, season text not null, proposed_by uuid not null references app_user, proposed_at timestamptz not null,
        decided_by uuid references app_user, decided_at timestamptz);
      create index point_adjustment_team on point_adjustment (team_id, proposed_at desc);
      create index point_adjustment_user on point_adjustment (user_id, season);
      grant select, insert, update, delete on points_passage, kudos, point_adjustment to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table point_adjustment, kudos, points_passage; alter table ledger_txn drop column part');
  }
}
