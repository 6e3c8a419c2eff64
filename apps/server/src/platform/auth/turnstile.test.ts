import { expect, test } from 'vitest';
import { AppError } from '../http/app-error.js';
import { Turnstile } from './turnstile.js';

test('so many pass at a time, so many wait in their order, everybody beyond is told to come back', async () => {
  const turnstile = new Turnstile(2, 3);
  const inside: number[] = [];
  const left: number[] = [];
  const doors: (() => void)[] = [];
  const pass = (n: number): Promise<void> =>
    turnstile.pass(async () => {
      inside.push(n);
      await new Promise<void>((go) => (doors[n] = go));
      if (n === 1) throw new Error('fell');
      left.push(n);
    });
  const all = [0, 1, 2, 3, 4, 5, 6].map((n) => pass(n).catch((error: unknown) => error));
  await expect(Promise.race([all[5], all[6]])).resolves.toMatchObject({ code: 'request.too_many', status: 429 });
  expect(inside).toEqual([0, 1]);
  // Whoever falls makes room as well.
  for (const n of [1, 0, 2, 3, 4]) {
    await expect.poll(() => inside.includes(n)).toBe(true);
    doors[n]!();
  }
  const outcomes = await Promise.all(all);
  expect(inside).toEqual([0, 1, 2, 3, 4]);
  expect(left.sort()).toEqual([0, 2, 3, 4]);
  expect(outcomes.filter((o) => o instanceof AppError)).toHaveLength(2);
  // Empty again, it lets two in at once.
  const again = [7, 8].map((n) => pass(n));
  expect(inside.slice(-2)).toEqual([7, 8]);
  for (const n of [7, 8]) doors[n]!();
  await Promise.all(again);
});
