import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The running server cannot say which schema this is or which life of the database; a waiting pairing knows from which network it came. */
export class NarrowerRole1764000000011 implements MigrationInterface {
  name = 'NarrowerRole1764000000011';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      revoke insert, update, delete, truncate on migration, sync_epoch from tallyboard_app;
      alter table pairing add column network text not null default '';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table pairing drop column network;
      grant insert, update, delete on migration, sync_epoch to tallyboard_app;
    `);
  }
}
