import { ordersApi } from '@tallyboard/contracts/orders';
import type { OrderDetail } from '@tallyboard/contracts/order-cards';
import type { Problem } from '@tallyboard/contracts/problems';
import { nextTick } from 'vue';
import { personName } from '../../platform/format';
import { t } from '../../platform/i18n';
import { problemText } from '../../platform/problem-text';
import { useSession } from '../../platform/session';
import type { FieldAnswer } from '../../ui/field-answer';
import { useOrderDetail } from './order-detail.store';
import type { OrderEdit } from './order-form';
import { useOrders } from './orders.store';
import { useOrderCommands } from './use-order-commands';

/** What a field showed when typing in it began, and how an order shows that field. */
type Base = { field: keyof OrderEdit; text: string; shown: (order: OrderDetail) => string };
/** So often a text is sent again over what colleagues did to other fields in between. */
const TRIES = 4;

/** Saves edits of the order in the drawer, so that none replaces a colleague's text that was not seen. */
export function useFieldSave(id: () => string) {
  const store = useOrderDetail();
  const orders = useOrders();
  const session = useSession();
  const { act } = useOrderCommands();

  /** The order as it stands, read again when the board already knows a newer version. */
  async function current(): Promise<OrderDetail> {
    if ((orders.card(id())?.version ?? 0) > store.detail!.version) await store.load(id()).catch(() => null);
    return store.detail!;
  }
  const send = (edit: OrderEdit, over: (newest: number) => number): Promise<Problem | null> =>
    act(
      id(),
      ordersApi.edit,
      (newest) => ({ id: id(), expectedVersion: over(newest), ...edit }),
      () => t('orders.saved', { no: edit.no ?? store.detail!.no }),
    );
  /** For what is chosen, not typed: it goes over the newest version. */
  async function save(edit: OrderEdit): Promise<string> {
    const problem = await send(edit, (newest) => newest);
    return problem ? problemText(problem) : '';
  }
  function lastWriter(field: string): string {
    const by = store.entries.find((e) => e.by !== session.me?.person.id && e.changed.includes(field))?.by;
    const person = by && (orders.people.get(by) ?? store.people.get(by));
    return person ? personName(person) : '';
  }
  /** For what is typed: sent over the version in which the field still said what typing began from, and over no other. */
  async function saveTyped(edit: OrderEdit, { field, text, shown }: Base): Promise<FieldAnswer> {
    for (let tries = 1; ; tries += 1) {
      const seen = await current();
      if (shown(seen) !== text) return { changedBy: lastWriter(field) };
      const problem = await send(edit, () => orders.afterMine(id(), seen.version));
      if (problem && (problem.code !== 'orders.stale' || tries === TRIES)) return problemText(problem);
      if (problem) continue;
      await current();
      // The field gets the new value before it lets go of the text.
      await nextTick();
      return '';
    }
  }
  return { save, saveTyped };
}
