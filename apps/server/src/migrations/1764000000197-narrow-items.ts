import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A search for a frequent word looks at nearly every item, of which it needs a few small things. So those stand together, twenty items to a
 * page, and the long texts apart: they are read of the items that are shown.
 */
export class NarrowItems1764000000197 implements MigrationInterface {
  name = 'NarrowItems1764000000197';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table knowledge_item set (toast_tuple_target = 512);
      alter table knowledge_item alter column plain_title set storage main;
      alter table knowledge_item add column language text, add column market text, add column stage text;
      -- Writes every row anew, thus narrow.
      update knowledge_item set language = published->>'language', market = published->>'market', stage = published->>'stage', plain = plain || '';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table knowledge_item drop column language, drop column market, drop column stage;
      alter table knowledge_item alter column plain_title set storage extended;
      alter table knowledge_item reset (toast_tuple_target);
    `);
  }
}
