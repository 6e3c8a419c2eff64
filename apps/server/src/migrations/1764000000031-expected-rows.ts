import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A write that touches other rows than it must fails in the database: its transaction may be committed without waiting for the count. */
export class ExpectedRows1764000000031 implements MigrationInterface {
  name = 'ExpectedRows1764000000031';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create function expect_rows(touched bigint, wanted bigint) returns void language plpgsql as $$
      begin
        if touched <> wanted then raise exception 'a write touched % rows instead of %', touched, wanted; end if;
      end $$;
      grant execute on function expect_rows to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function expect_rows');
  }
}
