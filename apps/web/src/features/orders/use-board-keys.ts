import type { Card } from '@tallyboard/contracts/order-cards';
import { computed, ref, shallowRef } from 'vue';
import { announce } from '../../platform/announce';
import { named } from '../../platform/format';
import { t } from '../../platform/i18n';
import type { Drop } from './board-drop';
import type { ColumnView } from './board-view';

/** A card picked up by the keyboard, and the place it would be put in: before the `index`th of the other cards. */
export type Carry = { card: Card; columnId: string; index: number };
type Acts = {
  columns: () => readonly ColumnView[];
  open: (card: Card) => void;
  menu: (card: Card) => void;
  carrying: (cardId: string | null) => void;
  /** May the card come into the hand? Says why when not. */
  pickUp: (card: Card) => boolean;
  drop: (drop: Drop) => Promise<boolean>;
};

/** Everything the board does for a keyboard: arrows move the focus or the carried card, Space picks up and puts down. */
export function useBoardKeys({ columns, open, menu, carrying, pickUp: mayPickUp, drop }: Acts) {
  const focusId = ref<string | null>(null);
  const carry = shallowRef<Carry | null>(null);
  /** Changes when the focus is to go to `focusId` by our doing, not by a click. */
  const focusCall = ref(0);
  /** The one card that Tab reaches. */
  const tabStop = computed(() => {
    const all = columns();
    const known = all.some((v) => v.cards.some((c) => c.id === focusId.value));
    return known ? focusId.value : (all.find((v) => v.cards.length > 0)?.cards[0]?.id ?? null);
  });
  const othersIn = (view: ColumnView): Card[] => view.cards.filter((c) => c.id !== carry.value?.card.id);
  const focus = (id: string | null): void => {
    focusId.value = id;
    focusCall.value += 1;
  };
  const where = (id: string): { column: number; row: number } | null => {
    const all = columns();
    for (let column = 0; column < all.length; column += 1) {
      const row = all[column]!.cards.findIndex((c) => c.id === id);
      if (row >= 0) return { column, row };
    }
    return null;
  };
  const say = (c: Carry, key: 'orders.say_over' | 'orders.say_picked'): void => {
    const view = columns().find((v) => v.column.id === c.columnId)!;
    const at = { column: named(view.column), place: c.index + 1, n: othersIn(view).length + 1 };
    announce(key === 'orders.say_over' ? t(key, at) : t(key, { ...at, no: c.card.no }));
  };

  function pickUp(card: Card): void {
    const at = where(card.id);
    if (!at || !mayPickUp(card)) return;
    carry.value = { card, columnId: columns()[at.column]!.column.id, index: at.row };
    carrying(card.id);
    say(carry.value, 'orders.say_picked');
  }
  function putDown(): void {
    const held = carry.value;
    if (!held) return;
    carry.value = null;
    carrying(null);
    announce(t('orders.say_cancelled', { no: held.card.no }));
    focus(held.card.id);
  }
  async function dropHere(held: Carry): Promise<void> {
    const target = columns().find((v) => v.column.id === held.columnId)!;
    const afterId = othersIn(target)[held.index - 1]?.id ?? null;
    carry.value = null;
    carrying(null);
    const done = drop({ cardId: held.card.id, target, afterId });
    focus(held.card.id);
    if (await done) {
      announce(t('orders.say_dropped', { no: held.card.no, column: named(target.column), place: held.index + 1 }));
      focus(held.card.id);
    }
  }
  function carryTo(held: Carry, key: string): void {
    const all = columns();
    const at = all.findIndex((v) => v.column.id === held.columnId);
    const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    const view = all[at + side];
    if (!view) return;
    const most = othersIn(view).length;
    const step = key === 'ArrowUp' ? held.index - 1 : key === 'ArrowDown' ? held.index + 1 : held.index;
    const wanted = key === 'Home' ? 0 : key === 'End' ? most : step;
    const index = Math.max(0, Math.min(most, wanted));
    carry.value = { ...held, columnId: view.column.id, index };
    say(carry.value, 'orders.say_over');
  }
  function walk(id: string, key: string): void {
    const at = where(id);
    if (!at) return;
    const all = columns();
    const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (side === 0) {
      const { cards } = all[at.column]!;
      const row = key === 'Home' ? 0 : key === 'End' ? cards.length - 1 : at.row + (key === 'ArrowUp' ? -1 : 1);
      return focus(cards[Math.max(0, Math.min(cards.length - 1, row))]!.id);
    }
    for (let column = at.column + side; column >= 0 && column < all.length; column += side) {
      const { cards } = all[column]!;
      if (cards.length > 0) return focus(cards[Math.min(at.row, cards.length - 1)]!.id);
    }
  }
  const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

  /** Keys pressed while a card has the focus. */
  function onKey(event: KeyboardEvent): void {
    const el = event.target as HTMLElement;
    const id = el.dataset['card'];
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    const held = carry.value;
    const card = columns()
      .flatMap((v) => v.cards)
      .find((c) => c.id === id);
    if (!card) return;
    if (ARROWS.has(event.key)) {
      if (held) carryTo(held, event.key);
      else walk(id, event.key);
    } else if (event.key === ' ') {
      if (held) void dropHere(held);
      else pickUp(card);
    } else if (event.key === 'Enter' && held) void dropHere(held);
    else if (event.key === 'Enter') open(card);
    else if (event.key === 'Escape' && held) putDown();
    else if (event.key.toLowerCase() === 'm' && !held) menu(card);
    else return;
    event.preventDefault();
  }
  return { focusId, focusCall, tabStop, carry, onKey, putDown, focus };
}
