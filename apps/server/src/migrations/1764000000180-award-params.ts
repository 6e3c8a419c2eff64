import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What awards are judged by is versioned like the rules of points; so far it was the same from the beginning. */
export class AwardParams1764000000180 implements MigrationInterface {
  name = 'AwardParams1764000000180';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      insert into point_rule (rule_id, version, params, in_force_from)
      select rule_id, 1, params, '2000-01-01' from (values
        ('fastest_responder', '{"perWeek": 5, "perMonth": 10, "ratePercent": 95, "weight": 10}'::jsonb),
        ('satisfaction_star', '{"atLeast": 5, "answerPercent": 20, "weight": 5}'::jsonb),
        ('best_newcomer', '{"daysIn": 30, "plan": 40, "followUps": 20, "qualified": 20, "quality": 20}'::jsonb),
        ('most_improved', '{"months": 3, "topOut": 3}'::jsonb),
        ('collaboration_star', '{"givers": 2}'::jsonb),
        ('customer_of_the_year', '{"orders": 2, "contribution": 40, "repeat": 20, "vote": 20}'::jsonb)) as r (rule_id, params)
      where exists (select 1 from point_rule);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `delete from point_rule where rule_id in
         ('fastest_responder', 'satisfaction_star', 'best_newcomer', 'most_improved', 'collaboration_star', 'customer_of_the_year')`,
    );
  }
}
