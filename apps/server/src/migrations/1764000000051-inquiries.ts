import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inquiries, their messages and clocks, where they come from, and whom the rule may give them to. */
export class Inquiries1764000000051 implements MigrationInterface {
  name = 'Inquiries1764000000051';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table inquiry_source (id uuid primary key, team_id uuid not null references team, name text not null, kind text not null,
        token_hash bytea not null unique, active boolean not null default true, created_by uuid not null, created_at timestamptz not null, version int not null default 1);
      create index inquiry_source_team on inquiry_source (team_id);

      create table inquiry (
        id uuid primary key, team_id uuid not null references team, no text not null, source_kind text not null, source_id uuid references inquiry_source,
        external_key text, network text, buyer text not null, customer_id uuid references customer, buyer_key text not null, country char(2), language char(2),
        product text not null, subject text not null, contact_name text not null, contact_email text not null, contact_phone text not null,
        status text not null, owner_id uuid references app_user, assigned_at timestamptz, offered_to uuid[] not null default '{}', received_at timestamptz not null,
        created_by uuid not null, first_response jsonb, worked jsonb, quality jsonb, qualified_at timestamptz, qualified_by uuid, qualified_for uuid, invalid jsonb,
        waiting_since timestamptz, due_at timestamptz, escalated int not null default 0, order_id uuid references trade_order, version int not null default 1,
        constraint inquiry_no unique (team_id, no), constraint inquiry_external unique (source_id, external_key));
      create index inquiry_team on inquiry (team_id, received_at desc);
      create index inquiry_buyer on inquiry (team_id, buyer_key);
      create index inquiry_owner on inquiry (owner_id) where status in ('open', 'qualified');
      create index inquiry_waiting on inquiry (waiting_since) where waiting_since is not null;
      -- First answers that nothing has followed yet; instants are ISO texts of one form, which sort as time does.
      create index inquiry_resting on inquiry ((first_response->>'at')) where first_response->>'lapsed' = 'false' and first_response->>'followedUpAt' is null;
      create index inquiry_of_customer on inquiry (customer_id) where customer_id is not null;
      create index inquiry_of_order on inquiry (order_id) where order_id is not null;

      create index inquiry_source_at on inquiry (source_id, received_at) where source_id is not null;
      -- Rows of sheets have no source: one that comes again is known by what it says.
      create unique index inquiry_sheet on inquiry (team_id, external_key) where source_id is null and external_key is not null;
      create table inquiry_number (team_id uuid not null references team, prefix text not null, last int not null, primary key (team_id, prefix));

      create table inquiry_message (id uuid primary key, inquiry_id uuid not null references inquiry, direction text not null, channel text not null,
        human boolean not null, author_id uuid, text text not null, at timestamptz not null, copied boolean not null default false,
        withdrawn_at timestamptz, created_at timestamptz not null);
      create index inquiry_message_of on inquiry_message (inquiry_id, at);
      create index inquiry_message_by on inquiry_message (author_id, at desc) where author_id is not null;

      create table reply_clock (team_id uuid not null references team, buyer_key text not null, day date not null, inquiry_id uuid not null references inquiry,
        started_at timestamptz not null, due_at timestamptz not null, answered_at timestamptz, answered_by uuid, primary key (team_id, buyer_key, day));
      create index reply_clock_day on reply_clock (team_id, day);
      create index reply_clock_inquiry on reply_clock (inquiry_id);

      -- What was last told of a week of somebody's.
      create table reply_week (team_id uuid not null references team, user_id uuid not null, week text not null, hits int not null, misses int not null, primary key (team_id, user_id, week));

      create table inquiry_offer (id uuid primary key, inquiry_id uuid not null references inquiry, at timestamptz not null, by_id uuid, owner_id uuid, allocation jsonb, note text not null default '');
      create index inquiry_offer_of on inquiry_offer (inquiry_id, at);
      create index inquiry_offer_to on inquiry_offer (owner_id, at desc) where owner_id is not null;

      create table allocation_profile (user_id uuid primary key references app_user, markets text[] not null default '{}', products text[] not null default '{}',
        languages text[] not null default '{}', holding_cap int not null default 30, paused boolean not null default false, joined_on date);

      -- Who has it and what it became, for points and for the order made of it.
      create view inquiries_inquiry_view as select id, team_id, no, buyer, customer_id, owner_id, status, received_at, waiting_since, due_at, order_id from inquiry;
      -- Days of buyers, for the reply rate.
      create view inquiries_clock_view as select team_id, buyer_key, day, inquiry_id, started_at, due_at, answered_at, answered_by from reply_clock;

      grant select, insert, update, delete on inquiry_source, inquiry, inquiry_number, inquiry_message, reply_clock, reply_week, inquiry_offer, allocation_profile to tallyboard_app;
      grant select on inquiries_inquiry_view, inquiries_clock_view to tallyboard_app;
    `);
    // Whose customer it is, the rule of allocation asks: the rep of their last order.
    await q.query(`
      create view orders_customer_owner_view as
        select distinct on (team_id, customer_id) team_id, customer_id, sales_owner_id as owner_id from trade_order
        where sales_owner_id is not null order by team_id, customer_id, created_at desc;
      -- Whose address it is; nothing else of a contact.
      create view customers_contact_view as select k.customer_id, c.team_id, lower(k.email) as email from contact k join customer c on c.id = k.customer_id where k.email <> '';
      create index contact_email on contact (lower(email)) where email <> '';
      grant select on orders_customer_owner_view, customers_contact_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop index contact_email; drop view customers_contact_view, orders_customer_owner_view, inquiries_clock_view, inquiries_inquiry_view;
      drop table allocation_profile, inquiry_offer, reply_week, reply_clock, inquiry_message, inquiry_number, inquiry, inquiry_source;
    `);
  }
}
