import { INQUIRY_LISTS, type InquiryList } from '@tallyboard/rules/inquiries/inquiry-lists';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { PAGE, type Sought } from '../features/inquiries/inbox-patch';

export const VIEWS = ['inbox', 'rate', 'import', 'intake'] as const;
export type View = (typeof VIEWS)[number];
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

/** Which inquiries are looked at lives in the URL: the view, the list, what is sought, the page, and the one that is open. */
export function useInquiryQuery(teamId: string, first: () => InquiryList) {
  const route = useRoute();
  const router = useRouter();
  const asked = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '');
  const view = computed<View>(() => VIEWS.find((v) => v === asked('view')) ?? 'inbox');
  const list = computed<InquiryList>(() => INQUIRY_LISTS.find((x) => x === asked('list')) ?? first());
  const openId = computed(() => (typeof route.params['id'] === 'string' ? route.params['id'] : ''));
  const sought = computed<Sought>(() => ({
    teamId,
    list: list.value,
    ...(asked('q') && { q: asked('q').slice(0, 80) }),
    ...(isId(asked('source')) && { sourceId: asked('source') }),
    ...(isId(asked('owner')) && { ownerId: asked('owner') }),
    offset: Math.max(0, (Number(asked('page')) || 1) - 1) * PAGE,
  }));
  type Change = Partial<Record<'list' | 'q' | 'source' | 'owner' | 'page', string>>;
  /** Another list or filter begins at its first page. */
  const queryWith = (change: Change): Record<string, string> =>
    Object.fromEntries(
      Object.entries({ ...route.query, page: undefined, ...change }).flatMap(([k, v]) =>
        typeof v === 'string' && v !== '' ? [[k, v] as const] : [],
      ),
    );
  const change = (by: Change): void => void router.replace({ query: queryWith(by), params: route.params });
  /** Opening is a step in the history, so that Back closes it. */
  const open = (id: string): void => {
    const to = { name: 'inquiries', params: { id }, query: route.query };
    void (openId.value ? router.replace(to) : router.push(to));
  };
  const close = (): void => void router.replace({ name: 'inquiries', query: route.query });
  return { view, list, openId, sought, asked, queryWith, change, open, close };
}
