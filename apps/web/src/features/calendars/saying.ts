import { ref } from 'vue';
import type { Answer } from '../../platform/call';
import { t } from '../../platform/i18n';
import { problemText } from '../../platform/problem-text';
import { showToast } from '../../ui/toasts';

/** Sends a change: says by a toast that it was done, or keeps in `refusal` why it was not. */
export function useSaying() {
  const busy = ref(false);
  const refusal = ref('');
  async function say(sent: Promise<Answer<unknown>>, done: () => string): Promise<boolean> {
    busy.value = true;
    const answer = await sent.catch(() => null).finally(() => (busy.value = false));
    refusal.value = !answer ? t('app.unreachable') : answer.ok ? '' : problemText(answer.problem);
    if (answer?.ok) showToast({ id: 'calendars', text: done });
    return answer?.ok === true;
  }
  return { busy, refusal, say };
}
