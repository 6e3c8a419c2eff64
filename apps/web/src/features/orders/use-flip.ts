import { nextTick, type Ref } from 'vue';
import { reducedMotion } from '../../platform/theme';
import type { Motion } from './orders.store';

const FLY_MS = 250;
/** More cards than this at once is a reload, not a movement. */
const MOST = 12;

function fly(el: HTMLElement, from: DOMRect): void {
  const to = el.getBoundingClientRect();
  const x = from.left - to.left;
  const y = from.top - to.top;
  if (Math.abs(x) + Math.abs(y) < 4) return;
  const ghost = el.cloneNode(true) as HTMLElement;
  ghost.removeAttribute('data-card');
  ghost.setAttribute('aria-hidden', 'true');
  const { style } = ghost;
  style.position = 'fixed';
  style.insetBlockStart = `${to.top}px`;
  style.insetInlineStart = `${to.left}px`;
  style.inlineSize = `${to.width}px`;
  style.margin = '0';
  style.zIndex = '900';
  style.pointerEvents = 'none';
  style.boxShadow = 'var(--shadow-high)';
  document.body.append(ghost);
  // Not `visibility`: a hidden card cannot take the focus that follows it.
  el.style.opacity = '0';
  const flight = ghost.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration: FLY_MS,
    easing: 'cubic-bezier(.2,.8,.2,1)',
  });
  const land = (): void => {
    ghost.remove();
    el.style.opacity = '';
    el.animate([{ boxShadow: '0 0 0 2px var(--accent)' }, { boxShadow: '0 0 0 2px transparent' }], 700);
  };
  flight.finished.then(land, land);
}

/** Cards fly from where they were to where they are; the rest of a column closes the gap. */
export function useFlip(board: Ref<HTMLElement | null>): Motion {
  let settled: ReturnType<typeof setTimeout>;
  return (ids, change) => {
    const root = board.value;
    if (!root || ids.length === 0 || ids.length > MOST || document.hidden || reducedMotion()) return change();
    const find = (id: string): HTMLElement | null => root.querySelector(`[data-card="${CSS.escape(id)}"]`);
    const from = new Map(ids.map((id) => [id, find(id)?.getBoundingClientRect()]));
    root.classList.add('settling');
    clearTimeout(settled);
    settled = setTimeout(() => root.classList.remove('settling'), FLY_MS + 60);
    change();
    void nextTick(() => {
      requestAnimationFrame(() => {
        for (const [id, rect] of from) {
          const el = find(id);
          if (el && rect) fly(el, rect);
        }
      });
    });
  };
}
