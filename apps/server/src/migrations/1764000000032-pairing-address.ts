import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever lets a screen in sees from where it asked. */
export class PairingAddress1764000000032 implements MigrationInterface {
  name = 'PairingAddress1764000000032';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table pairing add column address text not null default ''`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table pairing drop column address');
  }
}
