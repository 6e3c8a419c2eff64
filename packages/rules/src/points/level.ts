/** Levels (points.md §5.5), by the honour points of all seasons. */
export const LEVELS = [
  'set_sail',
  'coastal',
  'ocean_going',
  'navigator',
  'first_mate',
  'captain',
  'commodore',
] as const;
export type Level = (typeof LEVELS)[number];

const FROM: Readonly<Record<Level, number>> = {
  set_sail: 0,
  coastal: 100,
  ocean_going: 300,
  navigator: 700,
  first_mate: 1_500,
  captain: 3_000,
  commodore: 6_000,
};

/** Where somebody stands; `next` is what comes after, null at the top. */
export type LevelStanding = { level: Level; from: number; next: { level: Level; from: number } | null };

/** It follows the points both ways: what is taken back may take a level with it. */
export function levelOf(points: number): LevelStanding {
  const at = Math.max(
    0,
    LEVELS.findLastIndex((level) => points >= FROM[level]),
  );
  const [level, next] = [LEVELS[at]!, LEVELS[at + 1]];
  return { level, from: FROM[level], next: next ? { level: next, from: FROM[next] } : null };
}

export const isHigher = (a: Level, b: Level): boolean => LEVELS.indexOf(a) > LEVELS.indexOf(b);
