import type { StageSettings } from '@tallyboard/contracts/order-cards';
import { LANES, type Lane } from '@tallyboard/rules/orders/stages';

type Column = StageSettings['columns'][number];

/** A copy to edit, in the order in which the board shows it. */
export const draftOf = (settings: StageSettings): StageSettings => ({
  version: settings.version,
  columns: settings.columns.map((c) => ({ ...c })).sort((a, b) => a.position - b.position),
  stages: settings.stages.map((s) => ({ ...s })).sort((a, b) => a.position - b.position),
});
/** Positions follow the order of the lists: lane by lane, then as they stand. */
export function numbered(draft: StageSettings): StageSettings {
  const columns = LANES.flatMap((lane) => draft.columns.filter((c) => c.lane === lane));
  return { ...draft, columns: columns.map((c, position) => ({ ...c, position })) };
}
/** Swaps a column with its neighbour of the same lane; at the end of the lane nothing happens. */
export function shifted(columns: readonly Column[], id: string, step: 1 | -1): Column[] {
  const at = columns.findIndex((c) => c.id === id);
  const lane = columns[at]?.lane;
  const next = [...columns];
  for (let i = at + step; i >= 0 && i < next.length; i += step) {
    if (next[i]!.lane !== lane) continue;
    [next[at], next[i]] = [next[i]!, next[at]!];
    return next;
  }
  return next;
}
export const newColumn = (id: string, lane: Lane, position: number): Column => ({
  id,
  lane,
  position,
  nameZh: '',
  nameEn: '',
  wipLimit: null,
  wipHard: false,
});
