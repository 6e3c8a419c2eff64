import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { LeagueRow, pointsApi, SeasonLeagues } from '@tallyboard/contracts/points';
import { type League, LEAGUES, placeLeague, seenBy, type Standing } from '@tallyboard/rules/points/league';
import { levelOf } from '@tallyboard/rules/points/level';
import { DataSource } from 'typeorm';
import { actingIn } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { CurrentSeason } from './current-season.js';
import { leaguesOf } from './fix-leagues.js';
import { StreakRead } from './streak.read.js';

type Row = Standing & { league: League | null };
type Place = Omit<LeagueRow, 'level'>;
type Own = { epoch: string; seq: number; inRankings: boolean; lifetime: number; total: number };
const STANDINGS = `select s.user_id as "userId", s.points, l.league
  from points_standing_view s join people_person_view p on p.id = s.user_id
    left join points_league_view l on l.user_id = s.user_id and l.season = s.season
  where p.team_id = $1 and s.season = $2 and s.points > 0 and p.in_rankings`;

/** Who stands where in the season, and where I stand. */
@Injectable()
export class LeagueRead {
  constructor(
    private readonly db: DataSource,
    private readonly season: CurrentSeason,
    private readonly streak: StreakRead,
  ) {}

  async league(principal: Principal, teamId: string | undefined): Promise<SeasonLeagues> {
    const by = actingIn(principal, teamId);
    const season = await this.season.code();
    const all = await this.placed(by.teamId, season);
    const seen = principal.capabilities.has('points.manage')
      ? all
      : LEAGUES.flatMap((league) =>
          seenBy(
            all.filter((r) => r.league === league),
            principal.id,
          ),
        );
    const standings = await this.withLevels(seen);
    const isHere = by.teamId === principal.teamId;
    const mine = isHere ? await this.leagueOf(principal, season) : null;
    return { season, mine, standings };
  }

  /** Everybody who takes part and has points, league by league. */
  private async placed(teamId: string, season: string): Promise<Place[]> {
    const found = await this.db.query<Row[]>(STANDINGS, [teamId, season]);
    const leagues = found.some((r) => r.league === null) ? await leaguesOf(this.db, teamId, season) : null;
    const rows = found.map((r) => ({ ...r, league: r.league ?? leagues?.get(r.userId) ?? 'main' }));
    return LEAGUES.flatMap((league) =>
      placeLeague(rows.filter((r) => r.league === league)).map((place) => ({ ...place, league })),
    );
  }

  /** A level is the sum of all seasons there were: only for those who are shown. */
  private async withLevels(places: readonly Place[]): Promise<LeagueRow[]> {
    const lifetimes = await this.db.query<{ userId: string; points: number }[]>(
      'select user_id as "userId", points from points_lifetime_view where user_id = any($1::uuid[])',
      [places.map((p) => p.userId)],
    );
    const points = new Map(lifetimes.map((l) => [l.userId, l.points]));
    return places.map((place) => ({ ...place, level: levelOf(points.get(place.userId) ?? 0).level }));
  }

  async standing(principal: Principal): Promise<ReplyOf<typeof pointsApi.standing>> {
    const season = await this.season.code();
    const all = await this.placed(principal.teamId, season);
    const [own] = await this.db.query<[Own]>(
      `select e.epoch, coalesce(h.seq, 0)::int as seq, p.in_rankings as "inRankings", coalesce(t.points, 0) as lifetime, coalesce(s.points, 0) as total
       from epoch e join people_person_view p on p.id = $1 left join feed_head h on h.feed = 'user:' || $1
         left join points_lifetime_view t on t.user_id = p.id
         left join points_standing_view s on s.user_id = p.id and s.season = $2`,
      [principal.id, season],
    );
    const place = all.find((r) => r.userId === principal.id)?.place ?? null;
    const league = await this.leagueOf(principal, season);
    return { season, ...own, league, place, streak: await this.streak.of(principal) };
  }

  /** Fixed when the team's first points of the season come; before that as it would be. */
  private async leagueOf({ id, teamId }: Principal, season: string): Promise<League> {
    const [own] = await this.db.query<{ league: League }[]>(
      'select league from points_league_view where user_id = $1 and season = $2',
      [id, season],
    );
    return own?.league ?? (await leaguesOf(this.db, teamId, season)).get(id) ?? 'main';
  }
}
