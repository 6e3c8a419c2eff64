import type { Card } from '@tallyboard/contracts/order-cards';
import type { Stage } from '@tallyboard/rules/orders/stages';
import { shallowRef, watch } from 'vue';
import { personName } from '../../platform/format';
import { t } from '../../platform/i18n';
import { showToast } from '../../ui/toasts';
import { useOrders } from './orders.store';

/** Where a card lies on the board; null when it is not on it. */
const placeOf = (card: Card | undefined): Stage | null => (card && card.status !== 'cancelled' ? card.stage : null);

/**
 * The card that is being carried, by mouse, touch or keys. When a colleague moves it meanwhile it is put down with a word: a drop
 * would undo what the colleague did without having seen it.
 */
export function useCarried(stageName: (code: string) => string, letGo: () => void) {
  const orders = useOrders();
  const held = shallowRef<{ id: string; no: string; stage: Stage | null } | null>(null);
  let takenAway: string | null = null;

  function start(id: string): void {
    takenAway = null;
    const card = orders.card(id);
    if (card) held.value = { id, no: card.no, stage: placeOf(card) };
  }
  const end = (): void => {
    held.value = null;
  };
  watch(
    () => held.value && placeOf(orders.card(held.value.id)),
    (stage) => {
      const was = held.value;
      if (!was || stage === was.stage) return;
      end();
      takenAway = was.id;
      const mover = orders.people.get(orders.moverOf(was.id) ?? '');
      const who = (): string => (mover ? personName(mover) : t('app.somebody'));
      const text = (): string =>
        stage
          ? t('orders.taken_away', { who: who(), no: was.no, stage: stageName(stage) })
          : t('orders.taken_off', { no: was.no });
      showToast({ id: `carried-${was.id}`, text, bad: true });
      letGo();
    },
  );
  return { start, end, mayDrop: (id: string): boolean => takenAway !== id };
}
