import type { InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { Problem } from '@tallyboard/contracts/problems';
import { computed, ref, shallowRef } from 'vue';
import type { Answer } from '../../platform/call';
import { t } from '../../platform/i18n';
import { newId } from '../../platform/ids';
import { problemText } from '../../platform/problem-text';
import { showToast } from '../../ui/toasts';
import { useInquiries } from './inquiries.store';

/** In words why a change of an inquiry was refused; a stale one has been refreshed already. */
export const refusalText = (problem: Problem | 'unreachable' | null): string => {
  if (!problem) return '';
  if (problem === 'unreachable') return t('app.unreachable');
  return problem.code === 'inquiries.stale' ? t('inquiries.stale') : problemText(problem);
};

/** Sends what was decided about an inquiry: says by a toast that it was done, or keeps in `refusal` why it was not. */
export function useInquiryAct() {
  const store = useInquiries();
  const busy = ref(false);
  const problem = shallowRef<Problem | 'unreachable' | null>(null);
  const refusal = computed(() => refusalText(problem.value));
  /** One form is one command, however often its button is pressed or the network fails. */
  let commandId = newId();

  async function ask<R>(send: (commandId: string) => Promise<Answer<R>>): Promise<R | null> {
    if (busy.value) return null;
    busy.value = true;
    problem.value = null;
    const answer = await send(commandId)
      .catch(() => null)
      .finally(() => (busy.value = false));
    if (!answer) problem.value = 'unreachable';
    else commandId = newId();
    if (answer && !answer.ok) problem.value = answer.problem;
    return answer?.ok ? answer.reply : null;
  }
  async function act(
    send: (commandId: string) => Promise<Answer<InquiryDetail>>,
    done: (now: InquiryDetail) => string,
  ): Promise<InquiryDetail | null> {
    const now = await ask(send);
    if (!now) return null;
    store.accept(now.inquiry);
    showToast({ id: `inquiry-${now.inquiry.id}`, text: () => done(now) });
    return now;
  }
  return { busy, refusal, ask, act };
}
