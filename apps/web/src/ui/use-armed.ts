import { onScopeDispose, readonly, ref, watch } from 'vue';

const ARMED_MS = 4_000;

/**
 * A press that asks once more. What it armed disarms by itself: after a few seconds, when the button is left (`@blur="disarm"`), and when
 * something else is shown, so that no press of a minute ago is the first half of this one.
 */
export function useArmed(shown: () => unknown = () => null) {
  const armed = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  function disarm(): void {
    clearTimeout(timer);
    armed.value = '';
  }
  /** Whether this press is the second one. */
  function press(what: string): boolean {
    const again = armed.value === what;
    disarm();
    if (again) return true;
    armed.value = what;
    timer = setTimeout(disarm, ARMED_MS);
    return false;
  }
  watch(shown, disarm, { flush: 'sync' });
  onScopeDispose(disarm);
  return { armed: readonly(armed), press, disarm };
}
