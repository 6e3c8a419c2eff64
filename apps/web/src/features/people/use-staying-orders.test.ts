import { expect, test } from 'vitest';
import { nextTick, ref } from 'vue';
import { type Parting, useStayingOrders } from './use-staying-orders';

test('who saves before the count has arrived waits for it; who decides otherwise leaves nobody behind', async () => {
  const parting = ref<Parting>(null);
  let arrive: (n: number | null) => void = () => undefined;
  const { staying, counted } = useStayingOrders(
    () => parting.value,
    () => new Promise((resolve) => (arrive = resolve)),
  );
  expect(await counted()).toBe(0);
  parting.value = 'transfer';
  await nextTick();
  const saved = counted();
  expect(staying.value).toBeNull();
  arrive(7);
  expect(await saved).toBe(7);
  expect(staying.value).toBe(7);
  parting.value = null;
  await nextTick();
  expect([staying.value, await counted()]).toEqual([null, 0]);
  parting.value = 'disabled';
  await nextTick();
  arrive(null);
  expect(await counted()).toBe('unknown');
});
