import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import type { Logger } from '../../platform/ops/logger.js';
import { CloseAwards } from './close-awards.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('when the database is away at the minute at which it looks, it says so, goes on, and looks again', async () => {
  const away = vi.fn(() => Promise.reject(new Error('Connection terminated')));
  const warn = vi.fn();
  const never = {} as never;
  const watch = new CloseAwards(
    { query: away, manager: { query: away } } as never,
    never,
    new SetClock('2026-11-02T01:00:00.000Z'),
    never,
    never,
    { warn } as unknown as Logger,
  );
  watch.onApplicationBootstrap();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(warn).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(warn).toHaveBeenCalledTimes(2);
  await watch.onApplicationShutdown();
});
