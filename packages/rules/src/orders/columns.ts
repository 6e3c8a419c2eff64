import type { BoardColumn, Stage, StageDefinition } from './stages.js';
import { stageIndex } from './stages.js';

/** The stages of one column, in the order of the trade. */
export const stagesOf = (columnId: string, stages: readonly StageDefinition[]): Stage[] =>
  stages
    .filter((s) => s.columnId === columnId)
    .sort((a, b) => a.position - b.position)
    .map((s) => s.code);

/**
 * What a drop on a column means for a card: its own stage when it is there already, else the first stage of the column it meets
 * on its way, forwards or backwards. LOST is never reached by a drop. Null when the column has no stage to offer.
 */
export function stageForDrop(from: Stage, columnStages: readonly Stage[]): Stage | null {
  const open: Stage[] = columnStages.filter((s) => s !== 'LOST');
  if (open.includes(from)) return from;
  const here = stageIndex(from);
  const ahead = open.filter((s) => stageIndex(s) > here).sort((a, b) => stageIndex(a) - stageIndex(b));
  const behind = open.filter((s) => stageIndex(s) < here).sort((a, b) => stageIndex(b) - stageIndex(a));
  return ahead[0] ?? behind[0] ?? null;
}

/** Would one more card break the column's hard limit? `count` is without the card. */
export const breaksLimit = (column: Pick<BoardColumn, 'wipLimit' | 'wipHard'>, count: number): boolean =>
  column.wipHard && column.wipLimit !== null && count >= column.wipLimit;
