import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The organization, teams, people, their access tokens, invitations, password resets, screens and failed sign-ins. */
export class People1764000000002 implements MigrationInterface {
  name = 'People1764000000002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table organization (one boolean primary key default true check (one), name text not null, zone text not null, base_currency text not null, demo boolean not null default false);
      create table team (id uuid primary key, name text not null, created_at timestamptz not null);
      create table app_user (
        id uuid primary key, team_id uuid not null references team, email text not null, name text not null, name_en text not null, hue int not null,
        roles text[] not null, locale text not null, password_hash text not null, must_change_password boolean not null default false,
        active boolean not null default true, version int not null default 1, created_at timestamptz not null);
      create unique index app_user_email on app_user (lower(email));
      create index app_user_team on app_user (team_id);

      create table device (id uuid primary key, team_id uuid not null references team, name text not null, locale text not null, approved_by uuid not null references app_user,
        created_at timestamptz not null, revoked_at timestamptz);
      -- One mechanism for people and screens: a random token, stored hashed (architecture §6).
      create table access_token (
        id uuid primary key, token_hash bytea not null unique, user_id uuid references app_user, device_id uuid references device,
        created_at timestamptz not null, last_seen_at timestamptz not null, expires_at timestamptz not null, revoked_at timestamptz, address text, agent text,
        check ((user_id is null) <> (device_id is null)));
      create index access_token_user on access_token (user_id);
      create index access_token_device on access_token (device_id);
      create table invite (id uuid primary key, token_hash bytea not null unique, team_id uuid not null references team, roles text[] not null, created_by uuid not null references app_user,
        created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz);
      create table password_reset (id uuid primary key, token_hash bytea not null unique, user_id uuid not null references app_user, created_by uuid not null references app_user,
        created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz);
      create table pairing (id uuid primary key, code_hash bytea not null unique, secret_hash bytea not null unique, locale text not null,
        created_at timestamptz not null, expires_at timestamptz not null, device_id uuid references device, taken_at timestamptz);
      create table login_failure (id bigint generated always as identity primary key, account text not null, address text not null, at timestamptz not null default clock_timestamp());
      create index login_failure_account on login_failure (account, at);
      create index login_failure_address on login_failure (address, at);
      create view people_person_view as select id, team_id, name, name_en, hue, roles, active, version from app_user;
      create view people_team_view as select id, name from team;
      create view people_organization_view as select name, zone, base_currency, demo from organization;
      grant select, insert, update, delete on all tables in schema public to tallyboard_app;
      revoke update, delete, truncate on feed_event, audit from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop view people_organization_view, people_team_view, people_person_view; drop table login_failure, pairing, password_reset, invite, access_token, device, app_user, team, organization',
    );
  }
}
