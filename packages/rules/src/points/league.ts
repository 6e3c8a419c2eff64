export type Standing = { userId: string; points: number };
export type Placed = Standing & { place: number };

/** Places by points; equal points share a place and the next is skipped (1, 1, 3). People without points have no place. */
export function placeLeague(standings: readonly Standing[]): Placed[] {
  const sorted = standings
    .filter((s) => s.points > 0)
    .sort((a, b) => b.points - a.points || (a.userId < b.userId ? -1 : 1));
  return sorted.map((s) => ({ ...s, place: sorted.findIndex((x) => x.points === s.points) + 1 }));
}
