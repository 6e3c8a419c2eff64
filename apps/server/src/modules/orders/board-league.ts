import type { BoardSnapshot } from '@tallyboard/contracts/order-cards';
import type { Frame } from '@tallyboard/contracts/live';
import { PUBLIC_PLACES } from '@tallyboard/rules/points/league';
import type { View } from '@tallyboard/rules/people/capabilities';
import type { EntityManager } from 'typeorm';

type League = BoardSnapshot['league'];

type Standing = { userId: string; points: number };
const STANDINGS = `select s.user_id as "userId", s.points from points_standing_view s join people_person_view p on p.id = s.user_id
  left join points_league_view l on l.user_id = s.user_id and l.season = s.season
  where p.team_id = $1 and s.season = $2 and s.points > 0 and p.in_rankings`;
const ORDER = 'order by s.points desc';
/** Whoever shares the last of the first places has it too. */
const FIRST = 'order by s.points desc fetch first $3 rows with ties';
const FIRST_OF_BOTH = `(${STANDINGS} and l.league is distinct from 'rookie' ${FIRST}) union all (${STANDINGS} and l.league = 'rookie' ${FIRST})`;

/** The season’s points of who takes part: all for a screen, which keeps the first places up to date itself; for desks the first places. */
export async function boardLeague(tx: EntityManager, teamId: string, season: string, view: View): Promise<League> {
  const [standings, rookies] = await Promise.all([
    view === 'wall'
      ? tx.query<Standing[]>(`${STANDINGS} ${ORDER}, s.user_id`, [teamId, season])
      : tx.query<Standing[]>(FIRST_OF_BOTH, [teamId, season, PUBLIC_PLACES]),
    tx.query<{ id: string }[]>(
      `select p.id from people_person_view p join points_league_view l on l.user_id = p.id
       where p.team_id = $1 and l.season = $2 and l.league = 'rookie' and p.in_rankings order by 1`,
      [teamId, season],
    ),
  ]);
  standings.sort((a, b) => b.points - a.points || (a.userId < b.userId ? -1 : 1));
  return { season, standings, rookies: rookies.map((r) => r.id) };
}

/** What was told before somebody opted out is not told again. */
export async function withoutHidden(tx: EntityManager, teamId: string, frames: readonly Frame[]): Promise<Frame[]> {
  const hidden = await tx.query<{ id: string }[]>(
    'select id from people_person_view where team_id = $1 and not in_rankings',
    [teamId],
  );
  const ids = new Set(hidden.map((h) => h.id));
  const aboutWhom = ({ body }: Frame): string => {
    const { ownerId, userId } = body as { ownerId?: string; userId?: string };
    return ownerId ?? userId ?? '';
  };
  return frames.filter((f) => !ids.has(aboutWhom(f)));
}
