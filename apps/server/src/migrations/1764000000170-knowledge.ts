import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The knowledge pool: items, their editions, and what they are looked up by. */
export class Knowledge1764000000170 implements MigrationInterface {
  name = 'Knowledge1764000000170';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table knowledge_item (
        id uuid primary key, team_id uuid not null references team, type text not null, author_id uuid not null references app_user, state text not null,
        text jsonb not null, published jsonb, revision int not null default 0, returned jsonb, submitted_at timestamptz, published_at timestamptz,
        reviewed_by uuid references app_user, verify_by date, version int not null default 1, written_at timestamptz not null,
        -- Of the edition in the pool: as it is compared, what it is looked up by, and by what its like are found.
        plain_title text, plain text, terms tsvector, sketch text[],
        check (state <> 'published' or published is not null), check (author_id is distinct from reviewed_by));
      create index knowledge_item_terms on knowledge_item using gin (terms) where terms is not null;
      create index knowledge_item_sketch on knowledge_item using gin (sketch) where sketch is not null;
      create index knowledge_item_pool on knowledge_item (published_at desc, id) where published is not null;
      create index knowledge_item_author on knowledge_item (author_id, written_at desc);
      create index knowledge_item_review on knowledge_item (team_id, submitted_at) where state = 'in_review';
      create table knowledge_edition (
        item_id uuid not null references knowledge_item, revision int not null, text jsonb not null, at timestamptz not null, reviewed_by uuid not null references app_user,
        primary key (item_id, revision));
      -- Every word of the pool that is not Han, so that a slip of the keyboard finds the word that was meant.
      create table knowledge_word (word text primary key);
      create index knowledge_word_beginning on knowledge_word (word text_pattern_ops);
      create index knowledge_word_length on knowledge_word (char_length(word));
      grant select, insert, update, delete on knowledge_item to tallyboard_app;
      grant select, insert on knowledge_edition, knowledge_word to tallyboard_app;
      revoke update, delete, truncate on knowledge_edition, knowledge_word from tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table knowledge_word, knowledge_edition, knowledge_item');
  }
}
