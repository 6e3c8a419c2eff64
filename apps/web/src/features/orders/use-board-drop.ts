import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { onMounted, onUnmounted, type Ref } from 'vue';
import type { ColumnView } from './board-view';

export type Drop = { cardId: string; target: ColumnView; afterId: string | null };
type Watch = {
  columns: () => readonly ColumnView[];
  start: (cardId: string) => void;
  end: () => void;
  drop: (d: Drop) => void;
};

/** The card behind which a drop on `overId`'s upper or lower half lands; null is the top. */
export function afterIdOf(
  view: Pick<ColumnView, 'cards'>,
  cardId: string,
  overId: string | null,
  edge: 'top' | 'bottom',
): string | null {
  const others = view.cards.filter((c) => c.id !== cardId);
  if (overId === null) return others.at(-1)?.id ?? null;
  if (edge === 'bottom') return overId;
  return others[others.findIndex((c) => c.id === overId) - 1]?.id ?? null;
}

/** Watches every drag over the board and says where the card was put down. */
export function useBoardDrop(board: Ref<HTMLElement | null>, { columns, start, end, drop }: Watch): void {
  let stop: () => void = () => undefined;
  onMounted(() => {
    stop = combine(
      autoScrollForElements({ element: board.value! }),
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data['cardId'] === 'string',
        onDragStart: ({ source }) => start(source.data['cardId'] as string),
        onDrop: ({ source, location }) => {
          end();
          const cardId = source.data['cardId'] as string;
          const targets = location.current.dropTargets;
          const columnId = targets.find((t) => t.data['columnId'])?.data['columnId'];
          const target = columns().find((c) => c.column.id === columnId);
          if (!target) return;
          const over = targets.find((t) => t.data['cardId']);
          const edge = over && extractClosestEdge(over.data) === 'bottom' ? 'bottom' : 'top';
          const overId = (over?.data['cardId'] as string | undefined) ?? null;
          const afterId = afterIdOf(target, cardId, overId, edge);
          const at = target.cards.findIndex((c) => c.id === cardId);
          if (at >= 0 && (target.cards[at - 1]?.id ?? null) === afterId) return;
          drop({ cardId, target, afterId });
        },
      }),
    );
  });
  onUnmounted(() => stop());
}
