import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts, feeds, the command log, reactions, presence and the audit trail; and the role that the running server wears. */
export class Platform1764000000001 implements MigrationInterface {
  name = 'Platform1764000000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      do $$ begin
        if not exists (select 1 from pg_roles where rolname = 'tallyboard_app') then create role tallyboard_app nologin; end if;
      exception when duplicate_object or unique_violation then null; end $$;
      grant tallyboard_app to current_user;
      grant usage on schema public to tallyboard_app;
      alter default privileges in schema public grant select, insert, update, delete on tables to tallyboard_app;
      alter default privileges in schema public grant usage, select on sequences to tallyboard_app;

      create table sync_epoch (one boolean primary key default true check (one), salt uuid not null default gen_random_uuid());
      insert into sync_epoch default values;
      -- Changes by itself on a restore (timeline) and on a new cluster; a logical restore changes the salt.
      create view epoch as select md5(concat_ws(':',
        (select system_identifier from pg_control_system()), (select timeline_id from pg_control_checkpoint()), salt)) as epoch from sync_epoch;

      create table feed_head (feed text collate "C" primary key, seq bigint not null default 0)
        with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
      create table feed_event (
        feed text collate "C" not null, seq bigint not null, name text not null, payload jsonb not null, payload_version int not null,
        actor_id uuid not null, command_id uuid, occurred_at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(),
        primary key (feed, seq));
      create index feed_event_command on feed_event (command_id) where command_id is not null;
      create index feed_event_order on feed_event ((payload->'order'->>'id'), recorded_at) where payload ? 'order';

      create table command_log (
        actor_id uuid not null, command_id uuid not null, request_hash bytea not null, http_status int, response jsonb,
        at timestamptz not null default clock_timestamp(), primary key (actor_id, command_id));
      create index command_log_at on command_log (at);

      create table reaction (name text primary key, pos bigint not null default 0);
      create table reaction_cursor (reaction text not null, feed text collate "C" not null, seq bigint not null default 0, primary key (reaction, feed));
      create table reaction_parked (reaction text not null, subject text not null, feed text not null, seq bigint not null, error text not null,
        at timestamptz not null default clock_timestamp(), primary key (reaction, subject, feed, seq));

      create unlogged table presence (socket_id text primary key, feed text not null, user_id uuid not null, card_id uuid, carrying boolean not null default false,
        seen_at timestamptz not null default clock_timestamp());
      create index presence_feed on presence (feed);

      create table audit (id uuid primary key default gen_random_uuid(), at timestamptz not null default clock_timestamp(), actor_id uuid, action text not null,
        subject text, address text, details jsonb not null default '{}');
      create index audit_at on audit (at desc, id desc);

      -- Writes facts as the last thing before commit: locks the heads in feed order, numbers densely, inserts (architecture §2).
      create function record_facts(facts jsonb) returns table (i int, seq bigint) language plpgsql as $$
      declare f record;
      begin
        for f in select x.value->>'feed' as feed, count(*) as n from jsonb_array_elements(facts) x group by 1 order by (x.value->>'feed') collate "C" loop
          insert into feed_head (feed, seq) values (f.feed, f.n) on conflict (feed) do update set seq = feed_head.seq + f.n;
        end loop;
        return query
        with listed as (
          select (x.ordinality - 1)::int as i, x.value as v, x.value->>'feed' as feed,
            row_number() over (partition by x.value->>'feed' order by x.ordinality) as k, count(*) over (partition by x.value->>'feed') as n
          from jsonb_array_elements(facts) with ordinality x),
        numbered as (select l.*, h.seq - l.n + l.k as seq from listed l join feed_head h on h.feed = l.feed),
        written as (
          insert into feed_event (feed, seq, name, payload, payload_version, actor_id, command_id, occurred_at)
          select n.feed, n.seq, n.v->>'name', n.v->'payload', (n.v->>'version')::int, (n.v->>'actorId')::uuid, (n.v->>'commandId')::uuid, (n.v->>'occurredAt')::timestamptz
          from numbered n)
        select n.i, n.seq from numbered n order by n.i;
      end $$;

      grant select on epoch to tallyboard_app;
    `);
    await q.query(`
      grant select, insert, update, delete on all tables in schema public to tallyboard_app;
      revoke update, delete, truncate on feed_event, audit from tallyboard_app;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('The log of facts is not taken back: restore a backup instead.'));
  }
}
