import type { Person } from '@tallyboard/contracts/people';
import { computed } from 'vue';
import { useOrders } from '../features/orders/orders.store';
import { useOrderCommands } from '../features/orders/use-order-commands';
import { usePeople } from '../features/people/people.store';
import { personName } from '../platform/format';

/** Names of people and stages for pages away from the board; asks for the people if the board was not open yet. */
export function useTeamNames() {
  const orders = useOrders();
  const store = usePeople();
  const { stageName } = useOrderCommands();
  if (orders.people.size === 0 && store.list.length === 0) void store.load().catch(() => null);
  const people = computed<ReadonlyMap<string, Person>>(() =>
    orders.people.size > 0 ? new Map(orders.people) : new Map(store.list.map((m) => [m.id, m])),
  );
  const nameOf = (id: string): string => personName(people.value.get(id));
  return { people, nameOf, stageName };
}
