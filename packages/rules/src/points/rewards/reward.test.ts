import { expect, test } from 'vitest';
import { afterReversal, decideReward, DEFAULT_POLICY, fits, type Reward, type RewardStep } from './reward.js';

const NOW = '2026-11-25T02:00:00.000Z';
const reward = (fields: Partial<Reward> = {}): Reward => ({
  userId: 'new',
  state: 'granted',
  handedBy: null,
  handedAt: null,
  reversedAt: null,
  ...fields,
});
const handed = {
  state: 'handed_over',
  handedBy: 'boss',
  handedAt: '2026-11-24T03:00:00.000Z',
} as const;
function decide(fields: Partial<Reward>, step: RewardStep, by = 'boss', room = true): string {
  const outcome = decideReward(reward(fields), step, { by, now: NOW, room });
  return outcome.ok ? outcome.value : outcome.code;
}

test('a budget is spent to the last, and not beyond', () => {
  expect(fits(DEFAULT_POLICY, 'voucher', 200, 800)).toBe(true);
  expect(fits(DEFAULT_POLICY, 'voucher', 200, 801)).toBe(false);
  expect(fits(DEFAULT_POLICY, 'leave', 4, 0)).toBe(true);
});

test.each<[string, Partial<Reward>, RewardStep, string, boolean, string]>([
  ['what waits is approved where there is room', { state: 'waiting' }, 'approve', 'boss', true, 'granted'],
  ['and not where there is none', { state: 'waiting' }, 'approve', 'boss', false, 'points.reward_over_budget'],
  ['what does not wait', {}, 'approve', 'boss', true, 'points.reward_not_waiting'],
  ['what is granted is handed over', {}, 'hand_over', 'boss', true, 'handed_over'],
  ['what waits is not', { state: 'waiting' }, 'hand_over', 'boss', true, 'points.reward_not_granted'],
  ['nor what is taken back', { state: 'taken_back' }, 'hand_over', 'boss', true, 'points.reward_not_granted'],
  ['nobody decides about their own', {}, 'hand_over', 'new', true, 'points.reward_own'],
  ['handing over is undone', handed, 'undo', 'boss', true, 'granted'],
  ['by whoever did it', handed, 'undo', 'other', true, 'points.reward_undo_other'],
  [
    'within a day',
    { ...handed, handedAt: '2026-11-24T01:00:00.000Z' },
    'undo',
    'boss',
    true,
    'points.reward_undo_late',
  ],
  ['what was not handed over', {}, 'undo', 'boss', true, 'points.reward_not_handed_over'],
  ['what has lost its reason goes', { ...handed, reversedAt: NOW }, 'undo', 'boss', true, 'taken_back'],
])('%s', (_, fields, step, by, room, becomes) => expect(decide(fields, step, by, room)).toBe(becomes));

test('what has been handed over stays when its reason goes', () => {
  expect((['waiting', 'granted', 'handed_over'] as const).map(afterReversal)).toEqual([
    'taken_back',
    'taken_back',
    'handed_over',
  ]);
});
