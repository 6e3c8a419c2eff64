import type { Frame } from '@tallyboard/contracts/live';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useKnowledge } from './knowledge.store';

let asked: string[] = [];
let answers: unknown[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const answer = (await answers.shift()) as { status?: number };
    return new Response(JSON.stringify(answer), { status: answer.status ?? 200 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const page = (...ids: string[]) => ({
  epoch: 'e',
  seq: 3,
  items: ids.map((id) => ({ id })),
  total: 3,
  people: [],
  instead: {},
});
const frame = (name: string, id: string): Frame => ({ seq: 4, name, at: '', by: '', cmd: null, body: { id } });

test('a slow answer to an earlier question is dropped, and a further page has no row twice', async () => {
  const store = useKnowledge();
  let late: (page: unknown) => void = () => undefined;
  answers = [new Promise((resolve) => (late = resolve)), page('a', 'b'), page('b', 'c')];
  const first = store.load({ in: 'pool', q: '信' });
  await store.load({ in: 'pool', q: '信用' });
  late(page('z'));
  expect(await first).toBeNull();
  await store.more();
  expect(store.found!.items.map((i) => i.id)).toEqual(['a', 'b', 'c']);
});

test('facts read the list again once, however many come, and the item that is open at once', async () => {
  const store = useKnowledge();
  answers = [
    page('a'),
    { id: 'a', version: 2 },
    { id: 'a', version: 3 },
    page('a', 'b'),
    { ...page(), total: 5 },
    { ...page(), total: 1 },
  ];
  await store.load({ in: 'review' });
  await store.open('a');
  store.apply([frame('knowledge.submitted', 'b'), frame('orders.moved', 'o'), frame('knowledge.returned', 'a')]);
  store.apply([frame('knowledge.submitted', 'c')]);
  await vi.advanceTimersByTimeAsync(700);
  expect(asked.map((path) => path.replace('/api/v1', '').split('?')[0])).toEqual([
    '/knowledge',
    '/knowledge/a',
    '/knowledge/a',
    '/knowledge',
    '/knowledge',
    '/knowledge',
  ]);
  expect([store.item!.version, store.found!.items.length, store.waiting.review]).toEqual([3, 2, 5]);
});

test('an older answer takes nothing back', async () => {
  const store = useKnowledge();
  answers = [{ id: 'a', version: 3 }];
  await store.open('a');
  store.accept({ id: 'a', version: 2 } as never);
  store.accept({ id: 'b', version: 9 } as never);
  expect(store.item).toMatchObject({ id: 'a', version: 3 });
});

test('what may not be read any more says so, and is not shown as it was', async () => {
  const store = useKnowledge();
  const gone = { type: 'urn:problem:knowledge.not_found', status: 404, code: 'knowledge.not_found' };
  answers = [{ id: 'a', version: 3 }, gone, { id: 'a', version: 5 }, { id: 'b', version: 1 }];
  await store.open('a');
  expect(store.shut).toBe(false);
  await store.open('a');
  expect(store.shut).toBe(true);
  // Submitted again, it is read as before.
  await store.open('a');
  expect([store.shut, store.item!.version]).toEqual([false, 5]);
  await store.open('b');
  expect(store.shut).toBe(false);
});
