import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Days off of markets, work calendars of teams, and people's hours, leave and shifts. Calendars are kept as whole versions that are only
 * added to, so a deadline can be explained by the one it was counted with.
 */
export class Calendars1764000000042 implements MigrationInterface {
  name = 'Calendars1764000000042';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table market_version (market char(2) not null, version int not null, weekend jsonb not null, years jsonb not null, days jsonb not null,
        changed_by uuid references app_user, changed_at timestamptz not null, change jsonb not null, primary key (market, version));
      create table office_version (team_id uuid not null references team, version int not null, zone text not null, weekly jsonb not null,
        market char(2) not null, market_version int not null, own jsonb not null,
        changed_by uuid references app_user, changed_at timestamptz not null, change jsonb not null,
        primary key (team_id, version), foreign key (market, market_version) references market_version);
      create table duty_version (user_id uuid not null references app_user, version int not null, core jsonb,
        changed_by uuid not null references app_user, changed_at timestamptz not null, change jsonb not null, primary key (user_id, version));
      create table leave_entry (id uuid primary key, user_id uuid not null references app_user, from_on date not null, from_time text not null,
        to_on date not null, to_time text not null, kind text not null, reason text not null, since_version int not null, until_version int);
      create index leave_entry_user on leave_entry (user_id, to_on);
      create table rota_shift (id uuid primary key, user_id uuid not null references app_user, on_day date not null, from_time text not null,
        to_time text not null, note text not null, since_version int not null, until_version int);
      create index rota_shift_user on rota_shift (user_id, on_day);

      -- Every version of every team's calendar: calendar is the rules' WorkCalendar as it is, the team its id.
      create view calendars_office_version_view as
        select o.team_id, o.version, o.zone, o.market, o.market_version, m.years, o.own, o.changed_by, o.changed_at,
          jsonb_build_object('id', o.team_id, 'version', o.version, 'zone', o.zone, 'weekly', o.weekly,
            'coveredYears', (select coalesce(jsonb_agg(y::int order by y), '[]') from jsonb_object_keys(m.years) y),
            'days', m.days || o.own) as calendar
        from office_version o join market_version m on m.market = o.market and m.version = o.market_version;
      create view calendars_office_view as
        select v.* from (select team_id, max(version) as version from office_version group by team_id) l
        join calendars_office_version_view v on v.team_id = l.team_id and v.version = l.version;
      -- What the rules' Duty is made of, for everybody active; without why they are away.
      create view calendars_duty_view as
        select p.id as user_id, p.team_id, coalesce(d.version, 0) as version, d.core,
          coalesce((select jsonb_agg(jsonb_build_object('fromOn', l.from_on, 'fromTime', l.from_time, 'toOn', l.to_on, 'toTime', l.to_time) order by l.from_on, l.id)
            from leave_entry l where l.user_id = p.id and l.until_version is null), '[]') as leave,
          coalesce((select jsonb_agg(jsonb_build_object('on', s.on_day, 'from', s.from_time, 'to', s.to_time) order by s.on_day, s.id)
            from rota_shift s where s.user_id = p.id and s.until_version is null), '[]') as shifts
        from people_person_view p
        left join lateral (select v.version, v.core from duty_version v where v.user_id = p.id order by v.version desc limit 1) d on true
        where p.active;

      grant select, insert on market_version, office_version, duty_version to tallyboard_app;
      revoke update, delete, truncate on market_version, office_version, duty_version from tallyboard_app;
      grant select, insert, update, delete on leave_entry, rota_shift to tallyboard_app;
      grant select on calendars_office_version_view, calendars_office_view, calendars_duty_view to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop view calendars_duty_view, calendars_office_view, calendars_office_version_view;
      drop table rota_shift, leave_entry, duty_version, office_version, market_version;
    `);
  }
}
