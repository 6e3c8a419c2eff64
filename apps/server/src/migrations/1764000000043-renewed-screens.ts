import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A screen's token is followed by another: which one it replaces until it has proved itself, since when one is replaced, and misused when. */
export class RenewedScreens1764000000043 implements MigrationInterface {
  name = 'RenewedScreens1764000000043';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table access_token add column replaces uuid references access_token on delete set null, add column replaced_at timestamptz, add column misused_at timestamptz;
      create index access_token_replaces on access_token (replaces) where replaces is not null;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table access_token drop column replaces, drop column replaced_at, drop column misused_at');
  }
}
