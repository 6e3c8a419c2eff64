import { decided, type Outcome, refused } from '../outcome.js';

/** What a colleague says to a question 问答. It needs no review: whoever asked says whether it is the answer. */
export type Answer = {
  id: string;
  itemId: string;
  authorId: string;
  body: string;
  at: string;
  editedAt: string | null;
  withdrawn: boolean;
  accepted: boolean;
  version: number;
};
/** The question as far as answers go. `solved`: one of them is accepted. */
export type AskedQuestion = { type: string; authorId: string; inPool: boolean; solved: boolean };
export type AnswerRefusal =
  | 'knowledge.not_a_question'
  | 'knowledge.not_published'
  | 'knowledge.answer_stale'
  | 'knowledge.answer_not_yours'
  | 'knowledge.answer_gone'
  | 'knowledge.not_asker'
  | 'knowledge.accepted_already'
  | 'knowledge.not_accepted';
type Decision = Outcome<Answer, AnswerRefusal>;

export const LONGEST_ANSWER = 20_000;

export function decideAnswer(question: AskedQuestion): Outcome<null, AnswerRefusal> {
  if (question.type !== 'question') return refused('knowledge.not_a_question');
  return question.inPool ? decided(null) : refused('knowledge.not_published');
}

function ownAnswer(answer: Answer, by: string, version: number): AnswerRefusal | null {
  if (answer.authorId !== by) return 'knowledge.answer_not_yours';
  if (answer.version !== version) return 'knowledge.answer_stale';
  return answer.withdrawn ? 'knowledge.answer_gone' : null;
}
export function decideEditAnswer(answer: Answer, body: string, by: string, version: number, now: string): Decision {
  const why = ownAnswer(answer, by, version);
  return why ? refused(why) : decided({ ...answer, body, editedAt: now, version: answer.version + 1 });
}
/** What was accepted is so no more. */
export function decideWithdrawAnswer(answer: Answer, by: string, version: number): Decision {
  const why = ownAnswer(answer, by, version);
  return why ? refused(why) : decided({ ...answer, withdrawn: true, accepted: false, version: answer.version + 1 });
}

/** Whoever asked says that this was it: one answer, until they take that back. */
export function decideAccept(question: AskedQuestion, answer: Answer, by: string): Decision {
  if (question.authorId !== by) return refused('knowledge.not_asker');
  if (!question.inPool) return refused('knowledge.not_published');
  if (answer.withdrawn) return refused('knowledge.answer_gone');
  if (question.solved) return refused('knowledge.accepted_already');
  return decided({ ...answer, accepted: true, version: answer.version + 1 });
}
export function decideUnaccept(question: AskedQuestion, answer: Answer, by: string): Decision {
  if (question.authorId !== by) return refused('knowledge.not_asker');
  if (!answer.accepted) return refused('knowledge.not_accepted');
  return decided({ ...answer, accepted: false, version: answer.version + 1 });
}
