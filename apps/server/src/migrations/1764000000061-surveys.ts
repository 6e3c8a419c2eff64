import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Surveys of delivered orders, mail that waits to go out, and from where the company's own people come. */
export class Surveys1764000000061 implements MigrationInterface {
  name = 'Surveys1764000000061';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Its words are emptied when it is out. One of a kind is open for a subject at a time.
      create table mail_out (
        id uuid primary key, kind text not null, subject_id uuid not null, recipient_name text not null, recipient text not null, subject text not null, body text not null,
        message_id text not null unique, attempts int not null default 0, next_at timestamptz not null, leased_until timestamptz, created_at timestamptz not null,
        sent_at timestamptz, failed_at timestamptz, last_error text not null default '');
      create index mail_out_due on mail_out (next_at) where sent_at is null and failed_at is null;
      create unique index mail_out_open on mail_out (kind, subject_id) where sent_at is null and failed_at is null;

      create table survey (
        id uuid primary key, order_id uuid not null unique references trade_order, order_no text not null, order_version int not null, team_id uuid not null references team,
        owner_id uuid references app_user, customer_id uuid not null references customer, contact_name text not null default '', contact_email text not null default '',
        language text not null, state text not null, waits text, way text, mail_failed boolean not null default false, token_hash bytea unique,
        due_at timestamptz not null, chosen_at timestamptz, link_made_at timestamptz, sent_at timestamptz, expires_at timestamptz not null, answered_at timestamptz,
        score int check (score between 1 and 5), comment text not null default '', network text, counted boolean not null default false, uncounted text);
      create index survey_team on survey (team_id, due_at desc);
      create index survey_customer on survey (customer_id);
      create index survey_contact on survey (lower(contact_email)) where contact_email <> '';
      create index survey_open on survey (expires_at) where state in ('waiting', 'to_send', 'sent');

      -- Links that open nothing, by the network that tried them.
      create table survey_miss (network text not null, at timestamptz not null);
      create index survey_miss_of on survey_miss (network, at);

      -- What others may know: no contact, no comment.
      create view customers_survey_view as select id, order_id, team_id, owner_id, customer_id, way, score, counted, answered_at, sent_at from survey;
      grant select, insert, update, delete on mail_out, survey, survey_miss to tallyboard_app;
      grant select on customers_survey_view to tallyboard_app;
    `);
    // The network of an address, /24 or /64 as at the sign-in, as a digest: to compare, not to read. Null for what is no address.
    await q.query(`
      create function people_network_of(address text) returns text language plpgsql immutable parallel safe as $$
        declare bare text := regexp_replace(address, '^::ffff:(?=\\d+\\.)', '', 'i');
        begin
          if bare is null or not pg_input_is_valid(bare, 'inet') then return null; end if;
          return encode(sha256(convert_to(host(network(set_masklen(bare::inet, case family(bare::inet) when 4 then 24 else 64 end))), 'UTF8')), 'hex');
        end $$;
      -- From where people of the company were signed in, and when last.
      create view people_network_view as
        select people_network_of(address) as network, last_seen_at as seen_at from access_token where user_id is not null and address is not null
        union all select people_network_of(address), at from audit where action = 'people.signed_in' and address is not null;
      -- Browsers in which somebody has signed in.
      create view people_browser_view as select token_hash from known_device;
      grant select on people_network_view, people_browser_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop view people_browser_view, people_network_view, customers_survey_view;
      drop function people_network_of(text);
      drop table survey_miss, survey, mail_out;
    `);
  }
}
