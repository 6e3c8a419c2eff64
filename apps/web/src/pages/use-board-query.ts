import type { Risk } from '@tallyboard/rules/orders/deadline';
import { computed } from 'vue';
import { type LocationQuery, useRoute, useRouter } from 'vue-router';
import type { BoardFilter } from '../features/orders/board-view';

const RISKS: readonly string[] = ['due', 'late', 'blocked'] satisfies Risk[];
const textOf = (query: LocationQuery, key: string): string | undefined => {
  const value = query[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The board's filter and open order live in the URL, with the same words as the export. */
export function useBoardQuery() {
  const route = useRoute();
  const router = useRouter();
  const filter = computed<BoardFilter>(() => {
    const risk = textOf(route.query, 'risk');
    return {
      q: textOf(route.query, 'q'),
      owner: textOf(route.query, 'owner'),
      country: textOf(route.query, 'country'),
      risk: risk && RISKS.includes(risk) ? (risk as BoardFilter['risk']) : undefined,
    };
  });
  const orderId = computed(() => textOf(route.query, 'order') ?? null);
  const present = (query: Record<string, string | undefined>): Record<string, string> =>
    Object.fromEntries(Object.entries(query).flatMap(([k, v]) => (v ? [[k, v] as const] : [])));
  const setFilter = (next: BoardFilter): void => {
    void router.replace({ query: present({ ...next, order: orderId.value ?? undefined }) });
  };
  const setText = (event: Event): void => setFilter({ ...filter.value, q: (event.target as HTMLInputElement).value });
  /** Opening is a step in the history, so that Back closes the drawer. */
  const openOrder = (id: string | null): void => {
    const query = present({ ...filter.value, order: id ?? undefined });
    if (id && !orderId.value) void router.push({ query });
    else void router.replace({ query });
  };
  return { filter, orderId, setFilter, setText, openOrder };
}
