import { assignLeagues, type Entrant, type League } from '@tallyboard/rules/points/league';
import { firstDayOf, seasonBefore } from '@tallyboard/rules/time/season';
import type { EntityManager } from 'typeorm';

type Asking = { query: <R>(sql: string, values: unknown[]) => Promise<R> };

/** Everybody's league of a season: as it is fixed, and of whom it is not yet as it would be now. */
export async function leaguesOf(tx: Asking, teamId: string, season: string): Promise<Map<string, League>> {
  const fixed = await tx.query<{ userId: string; league: League }[]>(
    `select m.user_id as "userId", m.league from league_member m join people_person_view p on p.id = m.user_id where p.team_id = $1 and m.season = $2`,
    [teamId, season],
  );
  const entrants = await tx.query<Entrant[]>(
    `select p.id as "userId", coalesce(j.joined_on, (p.created_at at time zone o.zone)::date)::text as "joinedOn", coalesce(s.points, 0) as "lastSeason"
     from people_person_view p cross join people_organization_view o left join inquiries_joined_view j on j.user_id = p.id
       left join points_standing_view s on s.user_id = p.id and s.season = $2
     where p.team_id = $1 and p.active order by p.id`,
    [teamId, seasonBefore(season)],
  );
  const known = new Map(fixed.map((f) => [f.userId, f.league]));
  return new Map([...known, ...assignLeagues(entrants, known, firstDayOf(season))]);
}

/** Gives everybody of a team who has none yet their league of a season, for good. At once for all, since thirds are of all. */
export async function fixLeagues(tx: EntityManager, teamId: string, season: string): Promise<void> {
  // Two at once would split a team of twelve differently.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('points.leagues:' || $1, 0))`, [`${teamId} ${season}`]);
  const leagues = await leaguesOf(tx, teamId, season);
  await tx.query(
    'insert into league_member (season, user_id, league) select $1, * from unnest($2::uuid[], $3::text[]) on conflict do nothing',
    [season, [...leagues.keys()], [...leagues.values()]],
  );
}
