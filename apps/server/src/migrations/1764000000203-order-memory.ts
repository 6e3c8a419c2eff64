import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which fact of an order the points engine saw last: an order that changes another one's points is found without reading its history. */
export class OrderMemory1764000000203 implements MigrationInterface {
  name = 'OrderMemory1764000000203';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table points_subject add feed text, add seq bigint');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table points_subject drop feed, drop seq');
  }
}
