import { addDays } from '../time/business-day.js';
import { NEWCOMER_DAYS } from './awards/best-newcomer.js';

export type Standing = { userId: string; points: number };
export type Placed = Standing & { place: number };

/** Places by points; equal points share a place and the next is skipped (1, 1, 3). People without points have no place. */
export function placeLeague(standings: readonly Standing[]): Placed[] {
  const sorted = standings
    .filter((s) => s.points > 0)
    .sort((a, b) => b.points - a.points || (a.userId < b.userId ? -1 : 1));
  return sorted.map((s) => ({ ...s, place: sorted.findIndex((x) => x.points === s.points) + 1 }));
}

/** Newcomers run among themselves; of many others, those who came out alike last season. */
export const LEAGUES = ['rookie', 'main', 'main_a', 'main_b', 'main_c'] as const;
export type League = (typeof LEAGUES)[number];

/** From so many on the main league is split into thirds. */
export const SPLIT_FROM = 12;
/** Seen by everybody; of the others, those so near oneself. */
export const PUBLIC_PLACES = 3;
export const NEAR_PLACES = 2;

/** `joinedOn`: as entered, or the day of the account. `lastSeason`: points of the season before. */
export type Entrant = { userId: string; joinedOn: string; lastSeason: number };

/**
 * The league of each for a season that begins on `firstDay`. What `fixed` holds is not touched, so nobody changes league within a season.
 * Where everybody is new, nobody needs to be protected from anybody: all are in the main league.
 */
export function assignLeagues(
  entrants: readonly Entrant[],
  fixed: ReadonlyMap<string, League>,
  firstDay: string,
): Map<string, League> {
  /** On the first day of the season, not today: so it matters to nobody when the leagues are made. */
  const isRookie = (e: Entrant): boolean => e.joinedOn >= addDays(firstDay, -NEWCOMER_DAYS);
  const open = entrants.filter((e) => !fixed.has(e.userId));
  const isFirst = fixed.size === 0;
  const veterans = open.filter((e) => !isRookie(e));
  const allNew = isFirst && veterans.length === 0;
  const isSplit = isFirst
    ? veterans.length >= SPLIT_FROM
    : [...fixed.values()].some((l) => l === 'main_a' || l === 'main_b' || l === 'main_c');
  const third = isFirst ? thirds(veterans) : () => 'main_c' as const;
  return new Map(
    open.map((e) => {
      if (isRookie(e) && !allNew) return [e.userId, 'rookie'];
      return [e.userId, isSplit ? third(e) : 'main'];
    }),
  );
}

/** Whoever had as many points as the last of a third goes with it: a draw parts nobody. */
function thirds(all: readonly Entrant[]): (e: Entrant) => League {
  const points = all.map((e) => e.lastSeason).sort((a, b) => b - a);
  const size = Math.ceil(points.length / 3);
  const [lastOfA, lastOfB] = [points[size - 1] ?? 0, points[2 * size - 1] ?? 0];
  return ({ lastSeason }) => (lastSeason >= lastOfA ? 'main_a' : lastSeason >= lastOfB ? 'main_b' : 'main_c');
}

/** What somebody may see of a league: the first places, and in their own those around them. Low places are nobody else's business. */
export function seenBy<P extends Placed>(placed: readonly P[], userId: string): P[] {
  const mine = placed.findIndex((p) => p.userId === userId);
  return placed.filter((p, i) => p.place <= PUBLIC_PLACES || (mine >= 0 && Math.abs(i - mine) <= NEAR_PLACES));
}
