import { expect, test } from 'vitest';
import { decideVote, type VoteCase } from './decide-vote.js';

const NOW = '2026-11-26T02:00:20.000Z';
const read: VoteCase = {
  authorId: 'lin',
  inPool: true,
  openedAt: '2026-11-26T02:00:00.000Z',
  voted: false,
  thisWeek: 2,
};
test.each<[string, Partial<VoteCase>, string, string | null]>([
  ['who has read it for twenty seconds', {}, 'chen', null],
  ['its author', {}, 'lin', 'knowledge.own_vote'],
  ['who came a moment ago', { openedAt: '2026-11-26T02:00:00.001Z' }, 'chen', 'knowledge.not_read_yet'],
  ['who never opened it', { openedAt: null }, 'chen', 'knowledge.not_read_yet'],
  ['who said so already', { voted: true }, 'chen', 'knowledge.voted_already'],
  ['who voted for this author three times this week', { thisWeek: 3 }, 'chen', 'knowledge.votes_spent'],
  ['when it was withdrawn', { inPool: false }, 'chen', 'knowledge.not_published'],
])('%s', (_, on, voter, code) => {
  const outcome = decideVote({ ...read, ...on }, voter, NOW);
  expect(outcome.ok ? null : outcome.code).toBe(code);
});
