import { type Placed, placeLeague } from '@tallyboard/rules/points/league';
import type { WallBoard } from './board';

/** The first three places of the main league, or of those who are new: with ties they may be more people than fit, or fewer places than three. Never the bottom. */
export function podium(
  board: Pick<WallBoard, 'points' | 'people' | 'rookies'>,
  room: number,
  ofRookies = false,
): { rows: Placed[]; more: number } {
  const standings = [...board.points].map(([userId, points]) => ({ userId, points }));
  const top = placeLeague(
    standings.filter((s) => board.people.has(s.userId) && board.rookies.has(s.userId) === ofRookies),
  ).filter((s) => s.place <= 3);
  return { rows: top.slice(0, room), more: Math.max(0, top.length - room) };
}

/** "2026Q4" taken apart. */
export function seasonParts(code: string): { year: string; quarter: string } {
  const [year = code, quarter = ''] = code.split('Q');
  return { year, quarter };
}

const UNITS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;
const MAX_STROKES = 40;
/** How many points one stroke of 正 stands for, so that the leader's tally still fits. */
export const strokeUnit = (best: number): number =>
  UNITS.find((u) => best / u <= MAX_STROKES) ?? Math.ceil(best / MAX_STROKES);
/** A number of strokes as whole and begun 正: 7 is 5 and 2. */
export function tally(points: number, unit: number): number[] {
  const strokes = Math.floor(points / unit);
  return Array.from({ length: Math.ceil(strokes / 5) }, (_, i) => Math.min(5, strokes - i * 5));
}
