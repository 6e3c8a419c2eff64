import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { preserveOffsetOnSource } from '@atlaskit/pragmatic-drag-and-drop/utils/preserve-offset-on-source';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { onBeforeUnmount, onMounted, onUnmounted, type Ref } from 'vue';

/** The card in the hand. Outside of Vue: a drag draws sixty times a second and nothing may render for it. */
export const inHand: { cardId: string | null } = { cardId: null };

/** Makes a card something to pick up, and a place to put another one before or behind. `pickUp` is asked when it is dragged, and says why when not. */
export function useCardDrag(el: Ref<HTMLElement | null>, cardId: () => string, pickUp: () => boolean): void {
  let stop: () => void = () => undefined;
  onMounted(() => {
    const element = el.value!;
    const edge = (value: string | null): void => {
      if (value) element.dataset['edge'] = value;
      else delete element.dataset['edge'];
    };
    stop = combine(
      draggable({
        element,
        canDrag: pickUp,
        getInitialData: () => ({ cardId: cardId() }),
        onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
          setCustomNativeDragPreview({
            nativeSetDragImage,
            getOffset: preserveOffsetOnSource({ element, input: location.current.input }),
            render: ({ container }) => {
              const copy = element.cloneNode(true) as HTMLElement;
              copy.classList.add('in-hand');
              copy.style.inlineSize = `${element.offsetWidth}px`;
              container.append(copy);
            },
          });
        },
        onDragStart: () => {
          inHand.cardId = cardId();
          element.dataset['dragging'] = '';
        },
        onDrop: () => {
          inHand.cardId = null;
          delete element.dataset['dragging'];
        },
      }),
      dropTargetForElements({
        element,
        getData: ({ input, element: target }) =>
          attachClosestEdge({ cardId: cardId() }, { input, element: target, allowedEdges: ['top', 'bottom'] }),
        // On itself it has a place, its own, but no edge.
        onDrag: ({ self, source }) => edge(source.data['cardId'] === cardId() ? null : extractClosestEdge(self.data)),
        onDragLeave: () => edge(null),
        onDrop: () => edge(null),
      }),
    );
  });
  onBeforeUnmount(() => {
    // Moved away by a colleague while it is dragged: its own `onDrop` is not called any more.
    if (el.value?.dataset['dragging'] !== undefined && inHand.cardId === cardId()) inHand.cardId = null;
    stop();
  });
}

/** Makes a column a place to drop on, and scrolls its list while a card is held near an end. */
export function useColumnDrop(
  el: Ref<HTMLElement | null>,
  list: Ref<HTMLElement | null>,
  columnId: () => string,
): void {
  let stop: () => void = () => undefined;
  onMounted(() => {
    const element = el.value!;
    const over = (yes: boolean): void => {
      if (yes) element.dataset['over'] = '';
      else delete element.dataset['over'];
    };
    stop = combine(
      dropTargetForElements({
        element,
        getData: () => ({ columnId: columnId() }),
        onDragEnter: () => over(true),
        onDragLeave: () => over(false),
        onDrop: () => over(false),
      }),
      autoScrollForElements({ element: list.value! }),
    );
  });
  onUnmounted(() => stop());
}
