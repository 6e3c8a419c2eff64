import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the points engine remembers of a subject and of a cap, so that judging costs the same however long their histories are. Both follow
 * from the ledger: what is not here yet is read there once, and the hourly check compares them.
 */
export class PointsMemory1764000000201 implements MigrationInterface {
  name = 'PointsMemory1764000000201';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- grants: those that stand, oldest first, and in which bucket each is by now; times: how often each thing was granted.
      create table points_subject (subject text primary key, grants uuid[] not null, buckets text[] not null, times jsonb not null) with (fillfactor = 70);
      create table points_cap (rule_id text not null, cap_key text not null, used bigint not null, primary key (rule_id, cap_key)) with (fillfactor = 70);
      grant select, insert, update on points_subject, points_cap to tallyboard_app;
      revoke delete, truncate on points_subject, points_cap from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table points_cap, points_subject');
  }
}
