import type { Page } from 'playwright-core';
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

/** Looks at every frame for what moves or is drawn stroke by stroke, for longer than a blink. */
const watchMotion = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = new Set<string>();
    (window as unknown as { seen: Set<string> }).seen = seen;
    const look = (): void => {
      for (const animation of document.getAnimations()) {
        const effect = animation.effect as KeyframeEffect;
        const moves = effect
          .getKeyframes()
          .some((k) => (k['transform'] ?? 'none') !== 'none' || k['strokeDashoffset'] !== undefined);
        if (moves && Number(effect.getComputedTiming().duration) > 20)
          seen.add(effect.target?.getAttribute('class') ?? effect.target?.tagName ?? '?');
      }
      requestAnimationFrame(look);
    };
    look();
  });
const motionOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);

test.each(['reduce', 'no-preference'] as const)(
  'with motion: %s, a secured order is on the board and celebrated on the wall',
  async (reducedMotion) => {
    const lin = await world.person('Lin Xiaowen');
    const card = await lin.card('PI_SIGNED');
    const desk = await world.desk('Lin Xiaowen', '/board', { reducedMotion });
    const wall = await world.wall('', { reducedMotion });
    await cardOn(desk, card.no).focus();
    await Promise.all([watchMotion(desk), watchMotion(wall)]);
    await desk.keyboard.press('m');
    await desk.getByRole('button', { name: '定金/信用证', exact: true }).click();
    await wall.locator('.veil', { hasText: card.no }).waitFor({ timeout: 5_000 });
    expect(await wall.locator('.veil h1').isVisible()).toBe(true);
    await expect.poll(async () => (await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('SECURED');
    await cardOn(desk, card.no).waitFor();
    await wall.locator('.veil').waitFor({ state: 'detached', timeout: 10_000 });
    const moved = [await motionOf(desk), await motionOf(wall)];
    if (reducedMotion === 'reduce') expect(moved).toEqual([[], []]);
    // The other way round, so that the watch itself is known to see.
    else for (const seen of moved) expect(seen.length).toBeGreaterThan(0);
    await Promise.all([desk, wall].map((p) => p.context().close()));
  },
);

test('at night a wall is bright for an hour after it was paired, then dim, and bright again while it celebrates', async () => {
  const lin = await world.person('Lin Xiaowen');
  const wall = await world.wall('?night=0-24');
  expect(await wall.locator('.dim.night').count()).toBe(0);
  await wall.reload();
  await wall.locator('[data-stages]').first().waitFor();
  expect(await wall.locator('.dim.night').count()).toBe(0);
  await wall.evaluate(() => localStorage.setItem('tallyboard.wall.paired', String(Date.now() - 3_600_000)));
  await wall.reload();
  await wall.locator('.screen.live [data-stages]').first().waitFor();
  await wall.locator('.dim.night').waitFor({ state: 'attached' });
  const card = await lin.card('PI_SIGNED');
  expect((await lin.move(card, 'SECURED')).status).toBe(200);
  await wall.locator('.veil', { hasText: card.no }).waitFor({ timeout: 5_000 });
  expect(await wall.locator('.dim.night').count()).toBe(0);
  await wall.locator('.dim.night').waitFor({ state: 'attached', timeout: 10_000 });
  await wall.context().close();
});
