import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Others may know when a survey ended without an answer: the order's timeline tells it. */
export class SurveysThatAreOver1764000000073 implements MigrationInterface {
  name = 'SurveysThatAreOver1764000000073';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create or replace view customers_survey_view as
        select id, order_id, team_id, owner_id, customer_id, way, score, counted, answered_at, sent_at, case when state = 'expired' then expires_at end as expired_at from survey;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop view customers_survey_view;
      create view customers_survey_view as select id, order_id, team_id, owner_id, customer_id, way, score, counted, answered_at, sent_at from survey;
      grant select on customers_survey_view to tallyboard_app;
    `);
  }
}
