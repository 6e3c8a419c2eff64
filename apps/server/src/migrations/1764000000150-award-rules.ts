import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An award keeps the version of the rule it was judged by: its certificate names it. */
export class AwardRules1764000000150 implements MigrationInterface {
  name = 'AwardRules1764000000150';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table award add column rule_version int not null default 1');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table award drop column rule_version');
  }
}
