import type { ColumnView } from './board-view';

export type Edge = 'top' | 'bottom';
export type Drop = { cardId: string; target: ColumnView; afterId: string | null };
/** What a drag over the board needs to know, and tells. */
export type BoardWatch = {
  columns: () => readonly ColumnView[];
  /** May the card come into the hand? Says why when not. */
  pickUp: (cardId: string) => boolean;
  start: (cardId: string) => void;
  end: () => void;
  drop: (d: Drop) => void;
};

/** The card behind which a drop on `overId`'s upper or lower half lands; null is the top. */
export function afterIdOf(
  view: Pick<ColumnView, 'cards'>,
  cardId: string,
  overId: string | null,
  edge: Edge,
): string | null {
  const others = view.cards.filter((c) => c.id !== cardId);
  if (overId === null) return others.at(-1)?.id ?? null;
  if (edge === 'bottom') return overId;
  return others[others.findIndex((c) => c.id === overId) - 1]?.id ?? null;
}

/** What putting a card down there means; null when there is no column or it would stay where it is. */
export function dropOf(
  columns: readonly ColumnView[],
  cardId: string,
  over: { columnId: string | undefined; overId: string | null; edge: Edge },
): Drop | null {
  const target = columns.find((c) => c.column.id === over.columnId);
  if (!target || over.overId === cardId) return null;
  const afterId = afterIdOf(target, cardId, over.overId, over.edge);
  const at = target.cards.findIndex((c) => c.id === cardId);
  if (at >= 0 && (target.cards[at - 1]?.id ?? null) === afterId) return null;
  return { cardId, target, afterId };
}
