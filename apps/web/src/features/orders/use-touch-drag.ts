import { onMounted, onUnmounted, type Ref } from 'vue';
import { type BoardWatch, dropOf, type Edge } from './board-drop';
import { inHand } from './use-card-drag';

/** Held this long without moving, a card comes into the hand; before that a finger that moves is scrolling. */
export const HOLD_MS = 320;
const SLACK_PX = 8;
/** This near to an end of the board or of a list it scrolls on, so many pixels a frame. */
const NEAR_PX = 48;
const SCROLL_PX = 9;

type At = { x: number; y: number };
type Over = { columnId: string; overId: string | null; edge: Edge };
type Held = {
  cardId: string;
  ghost: HTMLElement;
  source: HTMLElement;
  grip: At;
  at: At;
  over: Over | null;
  frame: number;
  /** Ends listening on the card itself. */
  deaf: AbortController;
};

const pointOf = (event: TouchEvent): At => ({ x: event.touches[0]!.clientX, y: event.touches[0]!.clientY });

/** A copy of the card under the finger; the card itself stays where it was, faded. */
function ghostOf(card: HTMLElement): HTMLElement {
  const box = card.getBoundingClientRect();
  const ghost = card.cloneNode(true) as HTMLElement;
  ghost.classList.add('in-hand');
  ghost.removeAttribute('data-card');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.style.cssText = `position: fixed; inset: 0 auto auto 0; z-index: 30; inline-size: ${box.width}px; pointer-events: none`;
  ghost.style.setProperty('--lane', getComputedStyle(card).getPropertyValue('--lane'));
  document.body.append(ghost);
  return ghost;
}
/** The column under the finger, and between which of its cards. */
function overAt({ x, y }: At): Over | null {
  const el = document.elementFromPoint(x, y);
  const column = el?.closest<HTMLElement>('[data-column]');
  if (!column) return null;
  const card = el!.closest<HTMLElement>('[data-card]');
  const box = card?.getBoundingClientRect();
  const edge = box && y > box.top + box.height / 2 ? 'bottom' : 'top';
  return { columnId: column.dataset['column']!, overId: card?.dataset['card'] ?? null, edge };
}
/** Shows where the card would land, with the marks that a drag by mouse uses. */
function mark(board: HTMLElement, { over, cardId }: Held): void {
  for (const el of board.querySelectorAll<HTMLElement>('[data-over]')) delete el.dataset['over'];
  for (const el of board.querySelectorAll<HTMLElement>('.card[data-edge]')) delete el.dataset['edge'];
  if (!over) return;
  board.querySelector<HTMLElement>(`[data-column="${over.columnId}"]`)!.dataset['over'] = '';
  if (over.overId && over.overId !== cardId)
    board.querySelector<HTMLElement>(`[data-card="${over.overId}"]`)!.dataset['edge'] = over.edge;
}
const push = (at: number, from: number, to: number): number =>
  at < from + NEAR_PX ? -SCROLL_PX : at > to - NEAR_PX ? SCROLL_PX : 0;
function scrollAt(board: HTMLElement, { x, y }: At): void {
  const box = board.getBoundingClientRect();
  board.scrollLeft += push(x, box.left, box.right);
  const list = document.elementFromPoint(x, y)?.closest('[data-column]')?.querySelector('.list');
  if (list) list.scrollTop += push(y, list.getBoundingClientRect().top, list.getBoundingClientRect().bottom);
}

/** Press and hold picks a card up by touch. A drag of the browser's own cannot be relied on there. */
export function useTouchDrag(
  root: Ref<HTMLElement | null>,
  { columns, pickUp: mayPickUp, start, end, drop }: BoardWatch,
): { letGo: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let began: At | null = null;
  let held: Held | null = null;
  /** Held long enough, but not to be moved: the finger that lifts then opens nothing. */
  let refused = false;

  function draw(): void {
    if (!held) return;
    const { ghost, at, grip } = held;
    ghost.style.transform = `translate(${at.x - grip.x}px, ${at.y - grip.y}px) rotate(1.5deg)`;
    scrollAt(root.value!, at);
    held.over = overAt(at);
    mark(root.value!, held);
    held.frame = requestAnimationFrame(draw);
  }
  /** A touch goes on at the element it began on even when that has left the board: then the board itself hears nothing of it. */
  function listenOn(source: HTMLElement): AbortController {
    const deaf = new AbortController();
    source.addEventListener('touchmove', moved, { passive: false, signal: deaf.signal });
    source.addEventListener('touchend', released, { signal: deaf.signal });
    source.addEventListener('touchcancel', cancelled, { signal: deaf.signal });
    return deaf;
  }
  function pickUp(source: HTMLElement, at: At): void {
    if (!source.isConnected) return void putDown();
    const cardId = source.dataset['card']!;
    refused = !mayPickUp(cardId);
    if (refused) return;
    const box = source.getBoundingClientRect();
    const grip = { x: at.x - box.left, y: at.y - box.top };
    held = { cardId, ghost: ghostOf(source), source, grip, at, over: null, frame: 0, deaf: listenOn(source) };
    inHand.cardId = cardId;
    source.dataset['dragging'] = '';
    root.value!.dataset['carrying'] = '';
    // A short tick in the hand, where the device can. Firefox and Safari have no such function.
    (navigator as { vibrate?: (ms: number) => boolean }).vibrate?.(12);
    start(cardId);
    draw();
  }
  function putDown(): Held | null {
    clearTimeout(timer);
    began = null;
    const was = held;
    if (!was) return null;
    held = null;
    cancelAnimationFrame(was.frame);
    was.deaf.abort();
    was.ghost.remove();
    inHand.cardId = null;
    delete was.source.dataset['dragging'];
    delete root.value!.dataset['carrying'];
    mark(root.value!, { ...was, over: null });
    end();
    return was;
  }
  function touched(event: TouchEvent): void {
    putDown();
    const target = event.target as HTMLElement;
    const card = target.closest<HTMLElement>('[data-card]');
    if (event.touches.length > 1 || !card || target.closest('button')) return;
    refused = false;
    began = pointOf(event);
    timer = setTimeout(() => began && pickUp(card, began), HOLD_MS);
  }
  function moved(event: TouchEvent): void {
    const at = pointOf(event);
    if (held) {
      if (!event.cancelable) return void putDown();
      event.preventDefault();
      held.at = at;
    } else if (began && Math.hypot(at.x - began.x, at.y - began.y) > SLACK_PX) putDown();
  }
  function released(event: TouchEvent): void {
    const was = putDown();
    // Else the browser would make a click of it, and open the order.
    if ((was || refused) && event.cancelable) event.preventDefault();
    if (!was) return;
    const to = was.over && dropOf(columns(), was.cardId, was.over);
    if (to) drop(to);
  }
  const quiet = (event: Event): void => {
    if (began || held) event.preventDefault();
  };
  const cancelled = (): void => void putDown();

  onMounted(() => {
    const board = root.value!;
    board.addEventListener('touchstart', touched, { passive: true });
    // Not passive: only so can a held card keep the board from scrolling.
    board.addEventListener('touchmove', moved, { passive: false });
    board.addEventListener('touchend', released);
    board.addEventListener('touchcancel', cancelled);
    // The browser's own answers to a long press: its menu and its drag.
    board.addEventListener('contextmenu', quiet);
    board.addEventListener('dragstart', quiet, { capture: true });
  });
  onUnmounted(cancelled);
  return { letGo: cancelled };
}
