import { expect, test } from 'vitest';
import { monotonicMs } from '../machine/clock.js';
import { closedLoop, dueTimes, openLoop } from './schedule.js';

const sleep = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));

test('the generators share the moves, evenly and without overlap', () => {
  const plan = { startAt: 1_000, rate: 20, seconds: 1 };
  const [a, b] = [dueTimes({ ...plan, index: 0, of: 2 }), dueTimes({ ...plan, index: 1, of: 2 })];
  expect([...a, ...b].sort((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, i) => 1_000 + i * 50));
  expect(a[1]).toBe(1_100);
});

test('an answer that stalls does not hold back what is due after it, and its wait is counted from when it was due', async () => {
  const start = monotonicMs() + 20;
  const due = [0, 20, 40, 60].map((ms) => start + ms);
  const begun: number[] = [];
  const waited: number[] = [];
  await openLoop(due, async (at) => {
    begun.push(monotonicMs() - at);
    await sleep(100);
    waited.push(monotonicMs() - at);
  });
  expect(begun.every((late) => late >= 0 && late < 50)).toBe(true);
  expect(monotonicMs() - start).toBeLessThan(400);
  expect(waited.every((ms) => ms >= 99)).toBe(true);
});

test('a stalled generator does not hide its lateness', async () => {
  const start = monotonicMs() + 10;
  const late: number[] = [];
  await openLoop([start, start + 5], async (at) => {
    const until = monotonicMs() + 50;
    while (monotonicMs() < until);
    late.push(monotonicMs() - at);
  });
  expect(late[1]).toBeGreaterThan(90);
});

test('a closed loop keeps as many under way as asked, and stops', async () => {
  let now = 0;
  let most = 0;
  await closedLoop(3, monotonicMs() + 60, async () => {
    now += 1;
    most = Math.max(most, now);
    await sleep(5);
    now -= 1;
  });
  expect([most, now]).toEqual([3, 0]);
});
