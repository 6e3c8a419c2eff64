import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import { useRetryAfter } from './retry-after';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the seconds to wait are counted down, and nothing ticks on after them or after the page', () => {
  const scope = effectScope();
  const { seconds, wait } = scope.run(useRetryAfter)!;
  const slow = { type: 'urn:problem:people.slow_down', status: 429, code: 'people.slow_down' as const };
  wait({ ...slow, retryAfter: 3 });
  expect(seconds.value).toBe(3);
  vi.advanceTimersByTime(1_250);
  expect(seconds.value).toBe(2);
  vi.advanceTimersByTime(2_000);
  expect(seconds.value).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  wait({ ...slow, retryAfter: 30 });
  wait(slow);
  expect([seconds.value, vi.getTimerCount()]).toEqual([0, 0]);
  wait({ ...slow, retryAfter: 30 });
  scope.stop();
  expect(vi.getTimerCount()).toBe(0);
});
