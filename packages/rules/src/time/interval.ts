/** Sets of time: half-open intervals of epoch milliseconds, `from <= t < to`, in order and merged. */
export type Interval = { from: number; to: number };

/** In order, without empty ones; what overlaps or touches becomes one. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const next of intervals.filter((i) => i.from < i.to).sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && next.from <= last.to) out[out.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else out.push(next);
  }
  return out;
}

/** What of a merged set lies in the window. */
export const clipped = (set: readonly Interval[], window: Interval): Interval[] =>
  set.map((i) => ({ from: Math.max(i.from, window.from), to: Math.min(i.to, window.to) })).filter((i) => i.from < i.to);

/** A merged set without what another set covers. */
export function without(set: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return merged(taken).reduce<Interval[]>(
    (left, hole) =>
      left.flatMap((i) => [
        ...clipped([i], { from: -Infinity, to: hole.from }),
        ...clipped([i], { from: hole.to, to: Infinity }),
      ]),
    [...set],
  );
}

/** Milliseconds in a merged set. */
export const lengthOf = (set: readonly Interval[]): number => set.reduce((sum, i) => sum + i.to - i.from, 0);
