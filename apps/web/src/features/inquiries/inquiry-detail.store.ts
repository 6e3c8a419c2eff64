import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { Problem } from '@tallyboard/contracts/problems';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

/** Commands that answer with the whole inquiry. */
type Command = Exclude<(typeof inquiriesApi)[keyof typeof inquiriesApi], { method: 'GET' }>;
export type Detailing = Exclude<Command, typeof inquiriesApi.convert>;

/** The one inquiry that is open, with what was written about it. */
export const useInquiryDetail = defineStore('inquiry-detail', () => {
  const detail = shallowRef<InquiryDetail | null>(null);
  const problem = shallowRef<Problem | null>(null);
  let asked = '';
  /** Counts the answers to commands: what was read before one of them is older than it, whatever its version says. */
  let turn = 0;

  /** Reads it again; an answer about another inquiry, or one that a command has overtaken, is dropped. */
  async function load(id: string): Promise<void> {
    if (asked !== id) detail.value = null;
    asked = id;
    const mine = turn;
    const answer = await call(inquiriesApi.get, { id });
    if (asked !== id || mine !== turn) return;
    problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) put(answer.reply);
  }
  function put(next: InquiryDetail): void {
    const isOlder = detail.value?.inquiry.id === next.inquiry.id && detail.value.inquiry.version > next.inquiry.version;
    if (next.inquiry.id === asked && !isOlder) detail.value = next;
  }
  /** Whoever was overtaken by a colleague sees at once what it is now. */
  async function kept<R>(sent: Promise<Answer<R>>, of: (reply: R) => InquiryDetail): Promise<Answer<R>> {
    const answer = await sent;
    turn += 1;
    if (answer.ok) put(of(answer.reply));
    else if (answer.problem.code === 'inquiries.stale') await load(asked).catch(() => null);
    return answer;
  }
  const send = <E extends Detailing>(
    endpoint: E,
    input: InputOf<E>,
    commandId?: string,
  ): Promise<Answer<InquiryDetail>> =>
    kept(call(endpoint as Endpoint, input, commandId) as Promise<Answer<InquiryDetail>>, (reply) => reply);
  const convert = (input: InputOf<typeof inquiriesApi.convert>, commandId?: string) =>
    kept(call(inquiriesApi.convert, input, commandId), (reply) => reply.inquiry);
  return { detail, problem, load, send, convert };
});
