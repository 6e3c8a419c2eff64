import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import { serverNow } from '../platform/clock';

/** A second that took longer than this was a sleep, or somebody set the clock. */
const GAP_MS = 12_000;

/** The present, told every second by the server's clock; `onGap` hears of sleep, of a changed clock and of a returned network. */
export function useSecond(onGap: () => void): ShallowRef<number> {
  const now = shallowRef(serverNow().getTime());
  let last = Date.now();
  const tick = setInterval(() => {
    const gap = Date.now() - last;
    last = Date.now();
    now.value = serverNow().getTime();
    // A hidden page is slowed down by the browser: that is no sleep.
    if ((gap > GAP_MS || gap < -GAP_MS) && !document.hidden) onGap();
  }, 1000);
  const seen = (): void => {
    if (!document.hidden && Date.now() - last > GAP_MS) onGap();
  };
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', onGap);
  onScopeDispose(() => {
    clearInterval(tick);
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', onGap);
  });
  return now;
}
