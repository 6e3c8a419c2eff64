import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which mail domains are the company's own, and which inquiries came from them. */
export class OwnDomains1764000000070 implements MigrationInterface {
  name = 'OwnDomains1764000000070';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- One row, for the whole company.
      create table inquiry_own_domains (is_row boolean primary key default true check (is_row), domains text[] not null default '{}', version int not null default 1);
      insert into inquiry_own_domains default values;
      -- As it was judged when it came; a later list changes nothing of it. What came before nobody looked at.
      alter table inquiry add column internal boolean not null default false;
      -- What people sign in with, without who.
      create view people_mail_domain_view as select distinct lower(split_part(email, '@', 2)) as domain from app_user where active;
      grant select, insert, update, delete on inquiry_own_domains to tallyboard_app;
      grant select on people_mail_domain_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop view people_mail_domain_view; alter table inquiry drop column internal; drop table inquiry_own_domains',
    );
  }
}
