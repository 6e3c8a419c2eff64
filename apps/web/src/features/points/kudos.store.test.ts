import type { ShownKudos } from '@tallyboard/contracts/kudos';
import type { Frame } from '@tallyboard/contracts/live';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useKudos } from './kudos.store';

const kudos = (n: number, fields: Partial<ShownKudos> = {}): ShownKudos => ({
  kudosId: `k${n}`,
  fromId: 'a',
  toId: 'b',
  category: 'help',
  text: `thanks ${n}`,
  at: `2026-11-0${n}T00:00:00.000Z`,
  gone: false,
  ...fields,
});
const frame = (name: string, body: unknown) => ({ seq: 1, name, body }) as unknown as Frame;
const budget = { left: 3, perWeek: 5, thanked: ['x'], until: '2026-11-08T16:00:00.000Z' };

beforeEach(() => {
  setActivePinia(createPinia());
  vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
    const reply =
      method === 'POST'
        ? kudos(5, { fromId: 'me', toId: 'c' })
        : { epoch: 'e', seq: 7, kudos: [kudos(3), kudos(1)], people: [], total: 2, budget };
    return Promise.resolve(new Response(JSON.stringify(reply), { headers: { 'x-path': path } }));
  });
});
afterEach(() => vi.unstubAllGlobals());

test('what colleagues give appears in its place, what is taken back goes, and the number follows', async () => {
  const store = useKudos();
  expect(await store.load({ teamId: 't' })).toMatchObject({ epoch: 'e', seq: 7 });
  store.apply([frame('points.kudos_given', kudos(2)), frame('points.kudos_given', kudos(4))]);
  expect(store.list!.kudos.map((k) => k.kudosId)).toEqual(['k4', 'k3', 'k2', 'k1']);
  expect(store.list!.total).toBe(4);
  store.apply([frame('points.kudos_withdrawn', kudos(3, { gone: true })), frame('points.granted', { id: 'x' })]);
  // Told twice, it goes once.
  store.apply([frame('points.kudos_withdrawn', kudos(3, { gone: true }))]);
  expect(store.list!.kudos.map((k) => k.kudosId)).toEqual(['k4', 'k2', 'k1']);
  expect(store.list!.total).toBe(3);
});

test('giving spends the budget of the week; one’s own frame adds nothing', async () => {
  const store = useKudos();
  await store.load({ teamId: 't' });
  await store.give({ toId: 'c', category: 'help', text: 'thanks 5' }, 'id');
  store.apply([frame('points.kudos_given', kudos(5, { fromId: 'me', toId: 'c' }))]);
  expect(store.list!.budget).toMatchObject({ left: 2, thanked: ['x', 'c'] });
  expect(store.list!.kudos.map((k) => k.kudosId)).toEqual(['k5', 'k3', 'k1']);
});

test('of one person only what they gave or got is put in', async () => {
  const store = useKudos();
  await store.load({ teamId: 't', personId: 'b' });
  store.apply([frame('points.kudos_given', kudos(4, { fromId: 'x', toId: 'y' }))]);
  expect(store.list!.total).toBe(2);
});
