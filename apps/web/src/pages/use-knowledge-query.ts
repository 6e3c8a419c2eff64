import { ITEM_LANGUAGES, ITEM_TYPES } from '@tallyboard/rules/knowledge/item';
import { STAGES } from '@tallyboard/rules/orders/stages';
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Sought } from '../features/knowledge/knowledge.store';

export const PLACES = ['pool', 'mine', 'review', 'verify'] as const;
export type Place = (typeof PLACES)[number];
export type Asked = Partial<Record<'q' | 'type' | 'market' | 'stage' | 'language' | 'unsolved', string>>;

/** What is looked for in the pool lives in the URL: the list, words and filters, the item that is open, and whether it is being written. */
export function useKnowledgeQuery() {
  const route = useRoute();
  const router = useRouter();
  const asked = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '');
  const one = <T extends string>(key: string, all: readonly T[]): T | undefined => all.find((x) => x === asked(key));
  const place = computed<Place>(() => one('in', PLACES) ?? 'pool');
  const openId = computed(() => (typeof route.params['id'] === 'string' ? route.params['id'] : ''));
  const isWriting = computed(() => openId.value === 'new' || asked('edit') === '1');
  const sought = computed<Sought>(() => {
    const [type, language, stage] = [one('type', ITEM_TYPES), one('language', ITEM_LANGUAGES), one('stage', STAGES)];
    const [q, market] = [asked('q').slice(0, 100), /^[A-Z]{2}$/.exec(asked('market'))?.[0]];
    return {
      in: place.value,
      ...(q && place.value === 'pool' && { q }),
      ...(type && { type }),
      ...(language && { language }),
      ...(stage && { stage }),
      ...(market && { market }),
      ...(asked('unsolved') === '1' && { unsolved: '1' as const }),
    };
  });
  const query = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(route.query).flatMap(([k, v]) =>
        typeof v === 'string' && v !== '' && k !== 'edit' ? [[k, v]] : [],
      ),
    );
  const change = (by: Asked): void =>
    void router.replace({
      name: 'knowledge',
      params: route.params,
      query: Object.fromEntries(Object.entries({ ...query(), ...by }).filter(([, v]) => v !== '')),
    });
  /** Where an item is read. Opening it is a step in the history, so that Back closes it. */
  const to = (id: string, edit = false) => ({
    name: 'knowledge',
    params: { id },
    query: { ...query(), ...(edit && { edit: '1' }) },
  });
  const open = (id: string, edit = false): void => void router.push(to(id, edit));
  const stay = (id: string, edit = false): void => void router.replace(to(id, edit));
  const back = (): void => void router.push({ name: 'knowledge', query: query() });
  return { place, openId, isWriting, sought, asked, change, to, open, stay, back };
}
