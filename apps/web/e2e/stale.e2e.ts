import { ChaosProxy } from '@tallyboard/testkit/chaos-proxy';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnOf, countOnWall, World } from './world.js';

let world: World;
/** The way from the browsers to the server. */
let network: ChaosProxy;
beforeAll(async () => {
  world = await World.start();
  network = await ChaosProxy.start({ port: Number(new URL(world.server.url).port) });
});
afterAll(async () => {
  network.heal();
  await network.stop();
  await world.stop();
  expect(world.complaints).toEqual([]);
});

/** How long it takes until something is to be seen, ms. */
async function until(seen: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await seen();
  return Math.round(performance.now() - began);
}

test('P11: on a network that lets nothing through and says nothing, desk and wall tell within 25 s since when they are old; healed, both are right within 5 s', async () => {
  const base = `http://127.0.0.1:${network.port}`;
  const manager = await world.person('Wang Lei');
  const [desk, wall] = await Promise.all([
    world.desk('Lin Xiaowen', '/board', {}, base),
    world.wall('?lang=zh-CN', {}, base),
  ]);
  const stamps = { desk: desk.locator('.live[data-status]'), wall: wall.locator('.stamp') };
  const live = () =>
    Promise.all([
      desk.locator('.live[data-status=live]').waitFor({ timeout: 30_000 }),
      wall.locator('.stamp.live').waitFor({ timeout: 30_000 }),
    ]);
  await live();
  const [counted, card, board] = [
    await countOnWall(wall, 'QUOTED'),
    await manager.card('INQUIRY'),
    await manager.board(),
  ];
  const { nameZh } = board.settings.stages.find((s) => s.code === 'QUOTED')!;
  const news = wall.locator('footer p', { hasText: card.no }).filter({ hasText: nameZh });

  network.blackhole();
  expect((await manager.move(card, 'QUOTED')).status).toBe(200);
  // Both wait at once; neither is told anything.
  const stale = (page: Page, mark: string) =>
    until(() => page.locator(mark).waitFor({ state: 'visible', timeout: 30_000 }));
  const after = await Promise.all([stale(desk, '.live[data-status=stale]'), stale(wall, '.stamp.stale')]);
  for (const stamp of Object.values(stamps))
    expect(await stamp.innerText()).toMatch(/^(最后|上次)同步 \d\d:\d\d:\d\d$/);
  // What they show is what they last knew.
  expect([await countOnWall(wall, 'QUOTED'), await news.count()]).toEqual([counted, 0]);

  network.heal();
  const column = columnOf(desk, board, 'QUOTED');
  const right = await until(() =>
    Promise.all([
      live(),
      column.locator('article[data-card]', { hasText: card.no }).waitFor({ timeout: 20_000 }),
      // The wall's league may have its turn; what happened runs below either.
      news.waitFor({ timeout: 20_000 }),
    ]),
  );
  console.log(`P11: stale after ms, desk and wall ${after.join(' ')} · both right after ms ${right}`);
  expect(Math.max(...after)).toBeLessThan(25_000);
  expect(right).toBeLessThan(5_000);
}, 120_000);
