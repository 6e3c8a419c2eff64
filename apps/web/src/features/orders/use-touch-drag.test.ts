// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { HOLD_MS, useTouchDrag } from './use-touch-drag';

beforeEach(() => {
  vi.useFakeTimers();
  document.elementFromPoint = () => null;
});
afterEach(() => vi.useRealTimers());

function board(mayMove = true) {
  const pickUp = vi.fn(() => mayMove);
  const end = vi.fn();
  const page = mount(
    defineComponent(() => {
      const root = ref<HTMLElement | null>(null);
      useTouchDrag(root, {
        columns: () => [],
        pickUp,
        start: () => undefined,
        end,
        drop: () => undefined,
      });
      return () => h('div', { ref: root }, [h('article', { 'data-card': 'a' }, [h('b', 'a card')])]);
    }),
    { attachTo: document.body },
  );
  const card = page.get('article').element;
  const touch = (type: string, touches: object[]): boolean =>
    card
      .querySelector('b')!
      .dispatchEvent(Object.assign(new Event(type, { bubbles: true, cancelable: true }), { touches }));
  return { page, card, end, pickUp, touch };
}
const inHand = (): number => document.querySelectorAll('.in-hand').length;

test('a held card whose element has left the board is put down when the finger lifts', () => {
  const { page, card, end, touch } = board();
  touch('touchstart', [{ clientX: 1, clientY: 1 }]);
  vi.advanceTimersByTime(HOLD_MS);
  expect(inHand()).toBe(1);
  card.remove();
  touch('touchend', []);
  expect(inHand()).toBe(0);
  expect(page.attributes('data-carrying')).toBeUndefined();
  expect(end).toHaveBeenCalledTimes(1);
});
test('a card that leaves before it was held long enough never comes into the hand', () => {
  const { card, touch } = board();
  touch('touchstart', [{ clientX: 1, clientY: 1 }]);
  card.remove();
  vi.advanceTimersByTime(HOLD_MS);
  expect(inHand()).toBe(0);
});
test('a card that may not be moved is asked once it was held, not when it is only tapped, and does not open then', () => {
  const { pickUp, touch } = board(false);
  touch('touchstart', [{ clientX: 1, clientY: 1 }]);
  expect(touch('touchend', [])).toBe(true);
  expect(pickUp).not.toHaveBeenCalled();
  touch('touchstart', [{ clientX: 1, clientY: 1 }]);
  vi.advanceTimersByTime(HOLD_MS);
  expect(pickUp).toHaveBeenCalledExactlyOnceWith('a');
  expect(inHand()).toBe(0);
  expect(touch('touchend', [])).toBe(false);
});
