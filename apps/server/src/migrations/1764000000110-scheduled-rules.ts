import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who let a version of a rule come into force, and why. */
export class ScheduledRules1764000000110 implements MigrationInterface {
  name = 'ScheduledRules1764000000110';

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `alter table point_rule add column scheduled_by uuid references app_user, add column note text not null default ''`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table point_rule drop column note, drop column scheduled_by');
  }
}
