import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who opened an item when, and whom it helped; and what somebody has of knowledge credits over all seasons. */
export class KnowledgeVotes1764000000171 implements MigrationInterface {
  name = 'KnowledgeVotes1764000000171';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table knowledge_reading (
        item_id uuid not null references knowledge_item, user_id uuid not null references app_user, opened_at timestamptz not null,
        primary key (item_id, user_id));
      -- A vote that is taken back stays: what an item can bring and how often one votes for another are counted over all there were.
      create table knowledge_vote (
        item_id uuid not null references knowledge_item, user_id uuid not null references app_user, author_id uuid not null references app_user,
        nth int not null, given_on date not null, withdrawn boolean not null default false,
        primary key (item_id, user_id), check (author_id <> user_id));
      create index knowledge_vote_pair on knowledge_vote (user_id, author_id, given_on);
      create view points_credit_view as
        select owner_id as user_id, sum(case bucket when 'vested' then balance else -balance end)::int8 as credits
        from ledger_account where currency = 'KC' and bucket in ('vested', 'owed') and owner_id is not null group by owner_id;
      grant select, insert on knowledge_reading to tallyboard_app;
      grant select, insert, update on knowledge_vote to tallyboard_app;
      revoke update, delete, truncate on knowledge_reading from tallyboard_app;
      revoke delete, truncate on knowledge_vote from tallyboard_app;
      grant select on points_credit_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop view points_credit_view; drop table knowledge_vote, knowledge_reading');
  }
}
