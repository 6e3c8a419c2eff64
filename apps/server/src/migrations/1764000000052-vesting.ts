import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Grants that wait to be confirmed before they count, and the rules for inquiries and surveys. */
export class Vesting1764000000052 implements MigrationInterface {
  name = 'Vesting1764000000052';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table ledger_txn add column vests_id uuid unique references ledger_txn, add column bucket text not null default 'vested' check (bucket in ('pending', 'vested'));
      -- A company that is at work already gets the rules from now on; a new one is given all of them when it is founded.
      insert into point_rule (rule_id, version, params, in_force_from)
      select rule_id, 1, params, now() from (values
        ('INQ-01', '{"fastMinutes": 60, "fast": 5, "soonMinutes": 240, "soon": 3, "inTime": 1, "perDay": 30}'::jsonb),
        ('INQ-02', '{"points": 10, "atLeast": 5}'::jsonb),
        ('INQ-03', '{"points": 4, "perDay": 20}'::jsonb),
        ('SAT-01', '{"five": 8, "four": 4}'::jsonb)) as r (rule_id, params)
      where exists (select 1 from point_rule);
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('The ledger is not taken back: restore a backup instead.'));
  }
}
