import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usePoints } from './points.store';

let lifetime = 0;
beforeEach(() => {
  setActivePinia(createPinia());
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ lifetime }), { status: 200 })));
});
afterEach(() => vi.unstubAllGlobals());

test('a level that rose or fell since this browser last looked is told, once, and to its owner only', async () => {
  const store = usePoints();
  const look = async (who: string, points: number) => {
    lifetime = points;
    store.levelChange = null;
    await store.loadStanding(who);
    return store.levelChange;
  };
  expect(await look('ann', 90)).toBeNull();
  expect(await look('ann', 100)).toEqual({ to: 'coastal', isRise: true });
  expect(await look('ann', 120)).toBeNull();
  expect(await look('ben', 0)).toBeNull();
  expect(await look('ann', 99)).toEqual({ to: 'set_sail', isRise: false });
});
