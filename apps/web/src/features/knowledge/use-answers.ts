import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { ShownAnswer } from '@tallyboard/contracts/knowledge-parts';
import { questionsApi } from '@tallyboard/contracts/questions';
import { type Answer, call } from '../../platform/call';
import { newId } from '../../platform/ids';
import { useAsking } from '../../ui/use-asking';
import { useKnowledge } from './knowledge.store';

/** What is done with the answers to a question; each brings the question as it is then. */
export function useAnswers() {
  const store = useKnowledge();
  const { busy, refusal, ask } = useAsking();
  async function learn(asked: Promise<Answer<ItemDetail>>): Promise<boolean> {
    const reply = await ask(
      asked.then((answer) => {
        const now = answer.ok ? answer.reply : (answer.problem['current'] as ItemDetail | undefined);
        if (now) store.accept(now);
        return answer;
      }),
    );
    return reply !== null;
  }
  /** Unanswered, the same words are said again as the same command. */
  let sent = { words: '', commandId: newId() };
  async function say(id: string, body: string): Promise<boolean> {
    const words = JSON.stringify([id, body]);
    if (words !== sent.words) sent = { words, commandId: newId() };
    const isSaid = await learn(call(questionsApi.answer, { id, body }, sent.commandId));
    if (isSaid) sent = { words: '', commandId: newId() };
    return isSaid;
  }
  return {
    busy,
    refusal,
    say,
    edit: ({ id, version }: ShownAnswer, body: string) =>
      learn(call(questionsApi.edit, { id, expectedVersion: version, body })),
    withdraw: ({ id, version }: ShownAnswer) => learn(call(questionsApi.withdraw, { id, expectedVersion: version })),
    accept: ({ id, accepted }: ShownAnswer) =>
      learn(accepted ? call(questionsApi.unaccept, { id }) : call(questionsApi.accept, { id })),
  };
}
