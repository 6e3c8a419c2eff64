import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Levels, leagues and streaks; and people who take no part in public rankings. */
export class Leagues1764000000100 implements MigrationInterface {
  name = 'Leagues1764000000100';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table app_user add column in_rankings boolean not null default true;
      create or replace view people_person_view as
        select id, team_id, name, name_en, hue, roles, active, version, created_at, in_rankings from app_user;
      create view inquiries_joined_view as select user_id, joined_on from allocation_profile where joined_on is not null;
      create view inquiries_reply_week_view as select team_id, user_id, week, hits, misses from reply_week;

      -- In which league somebody runs in a season: written once, never changed.
      create table league_member (season text not null, user_id uuid not null references app_user, league text not null, primary key (season, user_id));
      create view points_league_view as select season, user_id, league from league_member;
      -- Honour points of all seasons. What is owed has been taken back already, though the season that gave it is over.
      create view points_lifetime_view as
        select owner_id as user_id, greatest(0, sum(case bucket when 'owed' then -balance else balance end))::bigint as points
        from ledger_account where currency = 'HP' and bucket in ('vested', 'owed') and owner_id is not null group by owner_id;

      grant select, insert on league_member to tallyboard_app;
      revoke update, delete, truncate on league_member from tallyboard_app;
      grant select on inquiries_joined_view, inquiries_reply_week_view, points_league_view, points_lifetime_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop view points_lifetime_view, points_league_view, inquiries_reply_week_view, inquiries_joined_view;
      drop table league_member;
    `);
    // Other views stand on this one: its new columns stay.
  }
}
