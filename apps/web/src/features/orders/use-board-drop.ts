import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { onMounted, onUnmounted, type Ref } from 'vue';
import { type BoardWatch, dropOf } from './board-drop';

/** Watches every drag over the board and says where the card was put down. */
export function useBoardDrop(board: Ref<HTMLElement | null>, { columns, start, end, drop }: BoardWatch): void {
  let stop: () => void = () => undefined;
  onMounted(() => {
    stop = combine(
      autoScrollForElements({ element: board.value! }),
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data['cardId'] === 'string',
        onDragStart: ({ source }) => start(source.data['cardId'] as string),
        onDrop: ({ source, location }) => {
          end();
          const targets = location.current.dropTargets;
          const columnId = targets.find((t) => t.data['columnId'])?.data['columnId'] as string | undefined;
          const over = targets.find((t) => t.data['cardId']);
          const edge = over && extractClosestEdge(over.data) === 'bottom' ? 'bottom' : 'top';
          const overId = (over?.data['cardId'] as string | undefined) ?? null;
          const to = dropOf(columns(), source.data['cardId'] as string, { columnId, overId, edge });
          if (to) drop(to);
        },
      }),
    );
  });
  onUnmounted(() => stop());
}
