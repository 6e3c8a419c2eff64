import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stopped a reaction, by its SQLSTATE; null when it was not the database, or was parked before this. */
export class ParkedCodes1764000000044 implements MigrationInterface {
  name = 'ParkedCodes1764000000044';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table reaction_parked add column sql_state text');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table reaction_parked drop column sql_state');
  }
}
