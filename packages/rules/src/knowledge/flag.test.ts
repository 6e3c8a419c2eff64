import { describe, expect, test } from 'vitest';
import { decideFlag, decideRaise, decideWithdrawFlag, type Flag, type FlagJudge, mendBy } from './flag.js';

const NOW = '2026-11-26T02:00:00.000Z';
const flag: Flag = {
  ...{ id: 'f', itemId: 'i', revision: 1, kind: 'stale', note: '已改为 5 %', raisedBy: 'wang', raisedAt: NOW },
  ...{ state: 'open', decidedBy: null, decidedAt: null, answer: null },
};
const as = (userId: string, is: Partial<FlagJudge> = {}): FlagJudge => ({
  ...{ userId, authors: false, verifies: false, manages: false },
  ...is,
});

test.each([
  ['who has read it', {}, 'wang', null],
  ['who has not', { hasRead: false }, 'wang', 'knowledge.not_opened'],
  ['who wrote it', {}, 'lin', 'knowledge.own_flag'],
  ['who did so already', { hasOpen: true }, 'wang', 'knowledge.flagged_already'],
  ['after it was withdrawn', { inPool: false }, 'wang', 'knowledge.not_published'],
])('raised by %s', (_, on, who, code) => {
  const outcome = decideRaise({ inPool: true, authorId: 'lin', hasRead: true, hasOpen: false, ...on }, who);
  expect(outcome.ok ? null : outcome.code).toBe(code);
});

describe('decided', () => {
  const up = (by: FlagJudge, upheld = true) => decideFlag(flag, { upheld, answer: 'so' }, by, NOW);
  test.each([
    ['by who looks after it', as('chen', { verifies: true }), true, true],
    ['and waved away', as('chen', { verifies: true }), false, true],
    ['by a manager', as('boss', { manages: true }), false, true],
    ['admitted by its author', as('lin', { authors: true }), true, true],
    ['not waved away by its author', as('lin', { authors: true }), false, false],
    ['not even by one who manages', as('lin', { authors: true, manages: true }), false, false],
    ['not by who raised it', as('wang', { verifies: true, manages: true }), true, false],
    ['not by a bystander', as('zhao'), true, false],
  ])('%s', (_, by, upheld, ok) => expect(up(by, upheld).ok).toBe(ok));

  test('is written down, and is final', () => {
    const outcome = up(as('chen', { verifies: true }), false);
    expect(outcome).toMatchObject({ value: { state: 'dismissed', decidedBy: 'chen', decidedAt: NOW, answer: 'so' } });
    const done = { ...flag, state: 'dismissed' as const };
    expect(decideFlag(done, { upheld: true, answer: null }, as('chen', { verifies: true }), NOW)).toMatchObject({
      code: 'knowledge.flag_decided',
    });
    expect(decideWithdrawFlag(done, 'wang')).toMatchObject({ code: 'knowledge.flag_decided' });
  });
});

test('taken back by who had it alone', () => {
  expect(decideWithdrawFlag(flag, 'wang')).toMatchObject({ value: { state: 'withdrawn' } });
  expect(decideWithdrawFlag(flag, 'chen')).toMatchObject({ code: 'knowledge.not_judge' });
});
test('seven days to mend it', () => expect(mendBy(NOW)).toBe('2026-12-03T02:00:00.000Z'));
