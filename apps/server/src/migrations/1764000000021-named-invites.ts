import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An invitation may say whom it is for, so that open ones can be told apart. */
export class NamedInvites1764000000021 implements MigrationInterface {
  name = 'NamedInvites1764000000021';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table invite add column for_name text not null default ''`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table invite drop column for_name');
  }
}
