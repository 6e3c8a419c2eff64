export type Slide = 'board' | 'replies' | 'league' | 'honours';
export const SLIDE_MS = 20_000;

/**
 * Which slide is on: every second turn is the board's, the others share the rest. While the picture is not live, or there is nothing
 * else to show, the board stays.
 */
export function slideAt(
  elapsedMs: number,
  show: { live: boolean; replies: boolean; league: boolean; honours: boolean },
): Slide {
  const others = (['replies', 'league', 'honours'] as const).filter((slide) => show[slide]);
  const turn = Math.floor(Math.max(0, elapsedMs) / SLIDE_MS);
  if (!show.live || turn % 2 === 0) return 'board';
  return others[(turn >> 1) % others.length] ?? 'board';
}
