import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Seasons, rule versions and the double-entry ledger (architecture §4). */
export class Points1764000000004 implements MigrationInterface {
  name = 'Points1764000000004';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table season (code text primary key, starts_at timestamptz not null, ends_at timestamptz not null);
      create table point_rule (rule_id text not null, version int not null, params jsonb not null, in_force_from timestamptz not null, primary key (rule_id, version));

      -- owner_id null: a system account. Those keep no balance (one hot row); their sums are checked.
      create table ledger_account (
        id uuid primary key default gen_random_uuid(), owner_id uuid, system text, currency text not null, season text not null,
        bucket text not null check (bucket in ('pending', 'held', 'vested', 'reserved', 'owed', 'issued', 'debt')),
        balance bigint check (balance >= 0),
        check ((owner_id is null) = (balance is null)), check ((owner_id is null) <> (system is null)));
      create unique index ledger_account_owner on ledger_account (owner_id, currency, season, bucket) where owner_id is not null;
      create unique index ledger_account_system on ledger_account (system, currency, season, bucket) where system is not null;
      create index ledger_account_league on ledger_account (season, currency, bucket, balance desc);

      create table ledger_txn (
        id uuid primary key, idem_key text not null unique, rule_id text not null, rule_version int not null, owner_id uuid not null,
        subject text not null, order_id uuid, order_no text, currency text not null, season text not null, amount bigint not null, requested bigint not null,
        cap_key text, inputs jsonb not null default '{}', source_feed text not null, source_seq bigint not null, caused_by uuid,
        reverses_id uuid unique references ledger_txn,
        effective_on date not null, at timestamptz not null);
      create index ledger_txn_owner on ledger_txn (owner_id, season, at desc);
      create index ledger_txn_subject on ledger_txn (subject);
      create index ledger_txn_order on ledger_txn (order_id);
      create index ledger_txn_cap on ledger_txn (rule_id, cap_key) where cap_key is not null;

      create table ledger_entry (txn_id uuid not null references ledger_txn, account_id uuid not null references ledger_account, amount bigint not null check (amount <> 0), primary key (txn_id, account_id));
      create index ledger_entry_account on ledger_entry (account_id);
      create function ledger_balanced() returns trigger language plpgsql as $$
      begin
        if (select sum(amount) from ledger_entry where txn_id = new.txn_id) <> 0 then raise exception 'ledger transaction % does not balance', new.txn_id using errcode = '23514'; end if;
        return null;
      end $$;
      create constraint trigger ledger_entry_balanced after insert on ledger_entry deferrable initially deferred for each row execute function ledger_balanced();

      create table points_sale (order_id uuid primary key, customer_id uuid not null, secured_at timestamptz not null, usd_minor bigint not null, kind text not null, group_usd_minor_before bigint not null, shipped_on_entry boolean not null);
      create index points_sale_customer on points_sale (customer_id);
      create table points_input (pos bigint primary key, feed text not null, seq bigint not null, unique (feed, seq));

      create view points_standing_view as select owner_id as user_id, season, balance as points from ledger_account where currency = 'HP' and bucket = 'vested' and owner_id is not null;
      grant select, insert, update, delete on all tables in schema public to tallyboard_app;
      revoke update, delete, truncate on feed_event, audit, ledger_txn, ledger_entry, points_input from tallyboard_app;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('The ledger is not taken back: restore a backup instead.'));
  }
}
