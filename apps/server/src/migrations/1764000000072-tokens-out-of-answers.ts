import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens of sources stood in stored answers; whoever repeats such a command is told that it was shown once, as from now on. */
export class TokensOutOfAnswers1764000000072 implements MigrationInterface {
  name = 'TokensOutOfAnswers1764000000072';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      update command_log set http_status = 409,
        response = jsonb_build_object('ok', false, 'code', 'inquiries.token_shown_once', 'details', jsonb_build_object('current', response->'reply'->'source'))
      where response->'reply'->'source' is not null and response->'reply'->'token' is not null;
    `);
  }

  /** There is no way back to a token, and none is wanted. */
  async down(): Promise<void> {}
}
