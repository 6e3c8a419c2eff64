import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number that grows with each change of who may come in and what they may do, whoever makes it. A node that has read the same number
 * again knows that what it remembers of sessions still holds. Counted at the commit, so that nobody waits for it longer than that.
 */
export class AccessVersion1764000000160 implements MigrationInterface {
  name = 'AccessVersion1764000000160';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table topic_version (topic text primary key, version bigint not null);
      insert into topic_version values ('access', 0);
      grant select, update on topic_version to tallyboard_app;
      revoke insert, delete, truncate on topic_version from tallyboard_app;
      create function access_changed() returns trigger language plpgsql as $$
      begin
        update topic_version set version = version + 1 where topic = 'access';
        return null;
      end $$;
      grant execute on function access_changed to tallyboard_app;
      create constraint trigger access_changed_of_user after update on app_user deferrable initially deferred for each row
        when ((old.active, old.team_id, old.roles, old.must_change_password) is distinct from (new.active, new.team_id, new.roles, new.must_change_password))
        execute function access_changed();
      create constraint trigger access_changed_of_device after update on device deferrable initially deferred for each row
        when ((old.revoked_at, old.team_id) is distinct from (new.revoked_at, new.team_id)) execute function access_changed();
      create constraint trigger access_changed_of_token after update on access_token deferrable initially deferred for each row
        when (old.revoked_at is distinct from new.revoked_at or new.expires_at < old.expires_at) execute function access_changed();
      create constraint trigger access_gone_with_token after delete on access_token deferrable initially deferred for each row execute function access_changed();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop trigger access_gone_with_token on access_token;
      drop trigger access_changed_of_token on access_token;
      drop trigger access_changed_of_device on device;
      drop trigger access_changed_of_user on app_user;
      drop function access_changed;
      drop table topic_version;
    `);
  }
}
