import { randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Digests of addresses are keyed: of e-mail addresses, telephone numbers and networks there are few enough to try them all. What is keyed
 * is the plain digest of before, so that what the tables hold goes on being recognized. Facts are never rewritten: those of before keep
 * the plain digest of a buyer.
 */
export class KeyedDigests1764000000071 implements MigrationInterface {
  name = 'KeyedDigests1764000000071';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- The secret of this installation, as HMAC wants it: filled up to a block, once for the inner and once for the outer digest. A backup
      -- carries it, like every row; without it nobody is recognized any more.
      create table digest_key (is_row boolean primary key default true check (is_row), inner_pad bytea not null check (octet_length(inner_pad) = 64),
        outer_pad bytea not null check (octet_length(outer_pad) = 64));
      revoke all on digest_key from public, tallyboard_app;
      grant select on digest_key to tallyboard_app;
    `);
    const key = randomBytes(64);
    const pad = (byte: number): Buffer => Buffer.from(key.map((b) => b ^ byte));
    await q.query('insert into digest_key (inner_pad, outer_pad) values ($1, $2)', [pad(0x36), pad(0x5c)]);
    await q.query(`
      -- HMAC-SHA256, cut to 22 characters of base64url.
      create function keyed_digest(word text) returns text language sql stable strict parallel safe as $$
        select left(translate(encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(word, 'UTF8'))), 'base64'), '+/', '-_'), 22) from digest_key k
      $$;
      create or replace function people_network_of(address text) returns text language plpgsql stable parallel safe as $$
        declare bare text := regexp_replace(address, '^::ffff:(?=\\d+\\.)', '', 'i');
        begin
          if bare is null or not pg_input_is_valid(bare, 'inet') then return null; end if;
          return keyed_digest(encode(sha256(convert_to(host(network(set_masklen(bare::inet, case family(bare::inet) when 4 then 24 else 64 end))), 'UTF8')), 'hex'));
        end $$;
      update survey set network = keyed_digest(network) where network is not null;
      update survey_miss set network = keyed_digest(network) where network <> '';
      update inquiry set network = keyed_digest(network) where network is not null;
      update inquiry set buyer_key = keyed_digest(buyer_key) where buyer_key not like 'customer:%';
      update reply_clock set buyer_key = keyed_digest(buyer_key) where buyer_key not like 'customer:%';
      update inquiry set external_key = left(external_key, 16) || keyed_digest(substr(external_key, 17)) where external_key ~ '^text:\\d{4}-\\d\\d-\\d\\d:';
      update inquiry set external_key = 'sheet:' || keyed_digest(substr(external_key, 7)) where source_id is null and external_key ~ '^sheet:[A-Za-z0-9_-]{43}$';
    `);
  }

  /** What was keyed stays so and is not recognized any more. */
  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      create or replace function people_network_of(address text) returns text language plpgsql immutable parallel safe as $$
        declare bare text := regexp_replace(address, '^::ffff:(?=\\d+\\.)', '', 'i');
        begin
          if bare is null or not pg_input_is_valid(bare, 'inet') then return null; end if;
          return encode(sha256(convert_to(host(network(set_masklen(bare::inet, case family(bare::inet) when 4 then 24 else 64 end))), 'UTF8')), 'hex');
        end $$;
      drop function keyed_digest(text);
      drop table digest_key;
    `);
  }
}
