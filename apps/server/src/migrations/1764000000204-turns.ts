import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which batch of a reaction was committed last: a node that remembers that one needs not ask for what it knows already. */
export class Turns1764000000204 implements MigrationInterface {
  name = 'Turns1764000000204';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table reaction add turn uuid');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table reaction drop turn');
  }
}
