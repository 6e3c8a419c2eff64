export type Slide = 'board' | 'league';
export const SLIDE_MS = 20_000;

/** Which slide is on: they take turns. While the picture is not live, or there is no league to show, the board stays. */
export function slideAt(elapsedMs: number, show: { live: boolean; league: boolean }): Slide {
  if (!show.live || !show.league) return 'board';
  return Math.floor(Math.max(0, elapsedMs) / SLIDE_MS) % 2 === 0 ? 'board' : 'league';
}
