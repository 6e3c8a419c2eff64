import { ref, watch } from 'vue';

/** Why somebody has to take over: the person goes to another team, or has no access any more. */
export type Parting = 'disabled' | 'transfer' | null;
export type Staying = number | 'unknown';

/** The open orders that stay behind with who goes: counted as soon as they are to go. */
export function useStayingOrders(parting: () => Parting, count: () => Promise<number | null>) {
  const staying = ref<Staying | null>(null);
  let counting: Promise<Staying> = Promise.resolve(0);
  watch(
    parting,
    async (why) => {
      staying.value = null;
      counting = why ? count().then((n) => n ?? 'unknown') : Promise.resolve(0);
      const n = await counting;
      // Decided otherwise while it was asked: that answer is to another question.
      if (why && parting() === why) staying.value = n;
    },
    { immediate: true },
  );
  return { staying, /** However quickly it was decided, the count is waited for. */ counted: () => counting };
}
