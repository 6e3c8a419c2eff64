import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers in which people have signed in before; failed sign-ins are counted by network or by such a browser. */
export class KnownDevices1764000000022 implements MigrationInterface {
  name = 'KnownDevices1764000000022';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table known_device (token_hash bytea not null, user_id uuid not null references app_user, used_at timestamptz not null, primary key (token_hash, user_id));
      create index known_device_user on known_device (user_id, used_at);
      grant select, insert, update, delete on known_device to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table known_device');
  }
}
