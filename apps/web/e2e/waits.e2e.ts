import { ChaosProxy } from '@tallyboard/testkit/chaos-proxy';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardOn, columnOf, countOnWall, World } from './world.js';

/**
 * What is mostly waiting: for a silence to be noticed, for a celebration to be over. The silence has a network of its own, so the others
 * go on beside it; of them one comes after the other, since a wall celebrates whatever is secured.
 */
let world: World;
/** The way from the browsers of the silence to the server. */
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

test.concurrent(
  'P11: on a network that lets nothing through and says nothing, desk and wall tell within 25 s since when they are old; healed, both are right within 5 s',
  async () => {
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
  },
  120_000,
);

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

/** Done when the wall may celebrate something else. */
const celebrated = Promise.withResolvers<void>();
test.concurrent(
  'a secured order is on the board and celebrated on the wall, in motion or, where that is wished, without any',
  async () => {
    const lin = await world.person('Lin Xiaowen');
    const card = await lin.card('PI_SIGNED');
    const screens = async (reducedMotion: 'reduce' | 'no-preference') => ({
      desk: await world.desk('Lin Xiaowen', '/board', { reducedMotion }),
      wall: await world.wall('', { reducedMotion }),
    });
    const [still, moving] = [await screens('reduce'), await screens('no-preference')];
    const all = [still.desk, still.wall, moving.desk, moving.wall];
    try {
      await cardOn(still.desk, card.no).focus();
      await Promise.all(all.map(watchMotion));
      await still.desk.keyboard.press('m');
      await still.desk.getByRole('button', { name: '定金/信用证', exact: true }).click();
      await Promise.all(
        [still, moving].map(async ({ desk, wall }) => {
          await wall.locator('.veil', { hasText: card.no }).waitFor({ timeout: 5_000 });
          expect(await wall.locator('.veil h1').isVisible()).toBe(true);
          await cardOn(desk, card.no).waitFor();
        }),
      );
      await expect.poll(async () => (await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('SECURED');
      await Promise.all(
        [still, moving].map((s) => s.wall.locator('.veil').waitFor({ state: 'detached', timeout: 10_000 })),
      );
      const moved = await Promise.all(all.map(motionOf));
      expect(moved.slice(0, 2)).toEqual([[], []]);
      // The other way round, so that the watch itself is known to see.
      for (const seen of moved.slice(2)) expect(seen.length).toBeGreaterThan(0);
    } finally {
      celebrated.resolve();
      await Promise.all(all.map((page) => page.context().close()));
    }
  },
);

test.concurrent(
  'at night a wall is bright for an hour after it was paired, then dim, and bright again while it celebrates',
  async () => {
    await celebrated.promise;
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
  },
);
