import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, ref } from 'vue';
import { useArmed } from './use-armed';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const inquiry = ref('a');
const made = () => effectScope().run(() => useArmed(() => inquiry.value))!;

test('the second press counts, of the same thing only', () => {
  const { armed, press } = made();
  expect([press('m1'), press('m2'), armed.value]).toEqual([false, false, 'm2']);
  expect([press('m2'), armed.value]).toEqual([true, '']);
});

test('it disarms after a while, when it is left, and when something else is shown', () => {
  const { armed, press, disarm } = made();
  press('m1');
  vi.advanceTimersByTime(3_000);
  expect(armed.value).toBe('m1');
  vi.advanceTimersByTime(2_000);
  expect([armed.value, press('m1')]).toEqual(['', false]);
  disarm();
  expect([armed.value, press('m1')]).toEqual(['', false]);
  inquiry.value = 'b';
  expect([armed.value, press('m1')]).toEqual(['', false]);
});
