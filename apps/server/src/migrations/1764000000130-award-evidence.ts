import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What awards look up again and again. */
export class AwardEvidence1764000000130 implements MigrationInterface {
  name = 'AwardEvidence1764000000130';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create index ledger_txn_feed on ledger_txn (source_feed, effective_on);
      create index ledger_txn_reversed on ledger_txn (source_feed, at) where reverses_id is not null;
      create index inquiry_answered on inquiry (team_id, (first_response->>'at')) where first_response is not null;
      create index award_decided on award (team_id, decided_at desc) where state = 'published';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index award_decided, inquiry_answered, ledger_txn_reversed, ledger_txn_feed');
  }
}
