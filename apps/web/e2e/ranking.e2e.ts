import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardOn, World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

test('who opts out is gone from the leagues of others and from the wall, sees their own points, and comes back', async () => {
  const lin = await world.person('Lin Xiaowen');
  const card = await lin.card('PI_SIGNED');
  const [account, other, wall] = [
    await world.desk('Lin Xiaowen', '/account'),
    await world.desk('Wu Tong', '/points'),
    await world.wall(),
  ];
  const league = other.locator('.league li', { hasText: '林晓雯' });
  const panel = wall.locator('section .row', { hasText: '林晓雯' });
  await Promise.all([league.first().waitFor(), panel.first().waitFor()]);

  await account.getByRole('button', { name: '不参加', exact: true }).click();
  await account.locator('.toast').waitFor();
  await expect.poll(() => league.count(), { timeout: 8_000 }).toBe(0);
  await expect.poll(() => panel.count(), { timeout: 8_000 }).toBe(0);

  // Points go on: Lin is told, the wall celebrates the order without them, nobody is told what Lin came to.
  const mine = await world.desk('Lin Xiaowen');
  const before = (await lin.call<{ total: number }>('GET', '/points/standing')).reply.total;
  await cardOn(mine, card.no).focus();
  await mine.keyboard.press('m');
  await mine.getByRole('button', { name: '定金/信用证', exact: true }).click();
  await mine.locator('.toast', { hasText: card.no }).locator('b', { hasText: /\+\d+/ }).waitFor({ timeout: 8_000 });
  await wall.locator('.veil', { hasText: card.no }).waitFor({ timeout: 5_000 });
  expect(await wall.locator('.veil').textContent()).not.toMatch(/\+\d/);
  expect((await lin.call<{ total: number }>('GET', '/points/standing')).reply.total).toBeGreaterThan(before);
  expect(await league.count()).toBe(0);
  expect(await panel.count()).toBe(0);
  await mine.goto(`${world.server.url}/points`);
  await mine.locator('.total b').waitFor();
  await mine.getByText('你不参加公开排名。').waitFor();

  await account.getByRole('button', { name: '参加', exact: true }).click();
  await league.first().waitFor({ timeout: 8_000 });
  await Promise.all([account, other, wall, mine].map((p) => p.context().close()));
});
