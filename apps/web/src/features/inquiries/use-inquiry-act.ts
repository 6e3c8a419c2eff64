import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import type { InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { Problem } from '@tallyboard/contracts/problems';
import { computed, ref, shallowRef } from 'vue';
import type { Answer } from '../../platform/call';
import { t } from '../../platform/i18n';
import { newId } from '../../platform/ids';
import { problemText } from '../../platform/problem-text';
import { showToast } from '../../ui/toasts';
import { useInquiries } from './inquiries.store';
import { type Detailing, useInquiryDetail } from './inquiry-detail.store';

type Send<E extends Endpoint> = (input: InputOf<E>, commandId: string) => Promise<Answer<InquiryDetail>>;

/** In words why a change of an inquiry was refused; a stale one has been refreshed already. */
export const refusalText = (problem: Problem | 'unreachable' | null): string => {
  if (!problem) return '';
  if (problem === 'unreachable') return t('app.unreachable');
  return problem.code === 'inquiries.stale' ? t('inquiries.stale') : problemText(problem);
};

/** Sends what was decided about an inquiry: says by a toast that it was done, or keeps in `refusal` why it was not. */
export function useInquiryAct() {
  const store = useInquiries();
  const detail = useInquiryDetail();
  const busy = ref(false);
  const problem = shallowRef<Problem | 'unreachable' | null>(null);
  const refusal = computed(() => refusalText(problem.value));
  /** What was sent and nobody answered. Sent again unchanged it is the same command, whatever became of the inquiry meanwhile. */
  let lost: { what: string; input: unknown; commandId: string } | null = null;

  async function ask<I extends object, R>(
    { path }: Pick<Endpoint, 'path'>,
    input: I,
    send: (input: I, commandId: string) => Promise<Answer<R>>,
  ): Promise<R | null> {
    if (busy.value) return null;
    busy.value = true;
    problem.value = null;
    const what = JSON.stringify([path, { ...input, expectedVersion: null }]);
    const command = lost?.what === what ? lost : { what, input, commandId: newId() };
    const answer = await send(command.input as I, command.commandId)
      .catch(() => null)
      .finally(() => (busy.value = false));
    lost = answer ? null : command;
    if (!answer) problem.value = 'unreachable';
    else if (!answer.ok) problem.value = answer.problem;
    return answer?.ok ? answer.reply : null;
  }
  async function act<E extends Detailing>(
    endpoint: E,
    input: InputOf<E>,
    done: (now: InquiryDetail) => string,
    send: Send<E> = (...sent) => detail.send(endpoint, ...sent),
  ): Promise<InquiryDetail | null> {
    const now = await ask(endpoint, input as InputOf<E> & object, send);
    if (!now) return null;
    store.accept(now.inquiry);
    showToast({ id: `inquiry-${now.inquiry.id}`, text: () => done(now) });
    return now;
  }
  return { busy, refusal, ask, act };
}
