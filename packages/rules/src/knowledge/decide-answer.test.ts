import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Answer,
  type AskedQuestion,
  decideAccept,
  decideAnswer,
  decideEditAnswer,
  decideUnaccept,
  decideWithdrawAnswer,
} from './decide-answer.js';

const NOW = '2026-11-26T02:00:00.000Z';
const question: AskedQuestion = { type: 'question', authorId: 'lin', inPool: true, solved: false };
const answer: Answer = {
  ...{ id: 'a', itemId: 'q', authorId: 'chen', body: '改报 FCA', at: NOW, editedAt: null },
  ...{ withdrawn: false, accepted: false, version: 1 },
};
const accepted: Answer = { ...answer, accepted: true };

test.each([
  ['a checklist is not answered', decideAnswer({ ...question, type: 'checklist' }), 'knowledge.not_a_question'],
  ['nor what is not in the pool', decideAnswer({ ...question, inPool: false }), 'knowledge.not_published'],
  ['nobody changes the answer of another', decideEditAnswer(answer, 'x', 'lin', 1, NOW), 'knowledge.answer_not_yours'],
  ['nor an old version', decideEditAnswer(answer, 'x', 'chen', 2, NOW), 'knowledge.answer_stale'],
  ['nor withdraws it', decideWithdrawAnswer(answer, 'lin', 1), 'knowledge.answer_not_yours'],
  ['only who asked accepts', decideAccept(question, answer, 'chen'), 'knowledge.not_asker'],
  ['one at a time', decideAccept({ ...question, solved: true }, answer, 'lin'), 'knowledge.accepted_already'],
  ['not what is gone', decideAccept(question, { ...answer, withdrawn: true }, 'lin'), 'knowledge.answer_gone'],
  ['taken back is what was accepted', decideUnaccept(question, answer, 'lin'), 'knowledge.not_accepted'],
  ['by who asked', decideUnaccept(question, accepted, 'chen'), 'knowledge.not_asker'],
])('%s', (_, outcome, code) => expect(outcome).toMatchObject({ ok: false, code }));

test('accepted, edited, taken back, withdrawn', () => {
  expect(decideAccept(question, answer, 'lin')).toMatchObject({ value: { accepted: true, version: 2 } });
  expect(decideEditAnswer(accepted, '改报 FOB', 'chen', 1, NOW)).toMatchObject({
    value: { accepted: true, body: '改报 FOB', editedAt: NOW },
  });
  expect(decideUnaccept(question, accepted, 'lin')).toMatchObject({ value: { accepted: false } });
  expect(decideWithdrawAnswer(accepted, 'chen', 1)).toMatchObject({ value: { accepted: false, withdrawn: true } });
});

test('whatever is done, at most one answer is accepted, and none that was withdrawn', () => {
  const step = fc.record({ n: fc.nat(2), what: fc.constantFrom('accept', 'unaccept', 'withdraw') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const answers = [0, 1, 2].map((n): Answer => ({ ...answer, id: `${n}` }));
      for (const { n, what } of steps) {
        const asked = { ...question, solved: answers.some((a) => a.accepted) };
        const now = answers[n]!;
        const does = {
          accept: () => decideAccept(asked, now, 'lin'),
          unaccept: () => decideUnaccept(asked, now, 'lin'),
          withdraw: () => decideWithdrawAnswer(now, 'chen', now.version),
        };
        const outcome = does[what]();
        if (outcome.ok) answers[n] = outcome.value;
        expect(answers.filter((a) => a.accepted).length).toBeLessThanOrEqual(1);
        expect(answers.some((a) => a.accepted && a.withdrawn)).toBe(false);
      }
    }),
  );
});
