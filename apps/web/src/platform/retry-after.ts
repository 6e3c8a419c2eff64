import type { Problem } from '@tallyboard/contracts/problems';
import { onScopeDispose, ref } from 'vue';

/** Counts down the seconds that a refusal asks to wait; 0 when one may try again. */
export function useRetryAfter() {
  const seconds = ref(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  function wait(problem: Problem | null): void {
    stop();
    const asked = problem?.['retryAfter'];
    seconds.value = typeof asked === 'number' ? Math.ceil(asked) : 0;
    const until = Date.now() + seconds.value * 1000;
    // By the clock, not by counting: a page in the background ticks late.
    if (seconds.value > 0)
      timer = setInterval(() => {
        seconds.value = Math.max(0, Math.ceil((until - Date.now()) / 1000));
        if (seconds.value === 0) stop();
      }, 250);
  }
  onScopeDispose(stop);
  return { seconds, wait };
}
