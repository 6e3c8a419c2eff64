import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardOn, columnOf, countOnWall, World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});
const inColumn = async (page: Page, board: Parameters<typeof columnOf>[1], stage: string, no: string): Promise<void> =>
  columnOf(page, board, stage).locator('article[data-card]', { hasText: no }).waitFor({ timeout: 5_000 });

describe('two people and a wall on one board', () => {
  test('a card dragged by one is on the board of the other and on the wall within the second', async () => {
    const lin = await world.person('Lin Xiaowen');
    const [mine, other, wall] = [await world.desk('Lin Xiaowen'), await world.desk('Wu Tong'), await world.wall()];
    const board = await lin.board();
    const card = await lin.card('QUOTED');
    await Promise.all([cardOn(mine, card.no).waitFor(), cardOn(other, card.no).waitFor()]);
    const before = await countOnWall(wall, 'PI_SIGNED');
    await cardOn(mine, card.no).dragTo(columnOf(mine, board, 'PI_SIGNED').locator('.list'), {
      targetPosition: { x: 100, y: 30 },
    });
    const dropped = performance.now();
    await Promise.all([
      inColumn(other, board, 'PI_SIGNED', card.no),
      expect.poll(() => countOnWall(wall, 'PI_SIGNED'), { timeout: 3_000, interval: 20 }).toBe(before + 1),
    ]);
    expect(performance.now() - dropped).toBeLessThan(1_500);
    expect((await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('PI_SIGNED');
    await Promise.all([mine, other, wall].map((p) => p.context().close()));
  });

  test('securing an order shows the points that arrive and is celebrated on the wall; undo takes them back everywhere', async () => {
    const lin = await world.person('Lin Xiaowen');
    const [mine, wall] = [await world.desk('Lin Xiaowen'), await world.wall()];
    const card = await lin.card('PI_SIGNED');
    const standings = (await lin.board()).league.standings;
    await cardOn(mine, card.no).focus();
    await mine.keyboard.press('m');
    await mine.getByRole('button', { name: '定金/信用证', exact: true }).click();
    const toast = mine.locator('.toast', { hasText: card.no });
    await toast.locator('b', { hasText: /\+\d+/ }).waitFor({ timeout: 5_000 });
    await wall.locator('.veil', { hasText: card.no }).waitFor({ timeout: 5_000 });
    await mine.keyboard.press('Control+z');
    await expect.poll(async () => (await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('PI_SIGNED');
    await expect.poll(async () => (await lin.board()).league.standings).toEqual(standings);
    await expect.poll(() => wall.locator('.veil').count(), { timeout: 10_000 }).toBe(0);
    await Promise.all([mine, wall].map((p) => p.context().close()));
  });
});

describe('without a mouse', () => {
  test('a card is picked up, carried and put down by keys alone, and each step is said', async () => {
    const lin = await world.person('Lin Xiaowen');
    const page = await world.desk('Lin Xiaowen');
    const board = await lin.board();
    const card = await lin.card('INQUIRY');
    await cardOn(page, card.no).focus();
    const said: string[] = [];
    await page.exposeFunction('heard', (text: string) => said.push(text));
    await page.evaluate(() => {
      for (const region of document.querySelectorAll('[aria-live]'))
        new MutationObserver(() =>
          (window as unknown as { heard: (t: string) => void }).heard(region.textContent ?? ''),
        ).observe(region, { childList: true, characterData: true, subtree: true });
    });
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await inColumn(page, board, 'QUOTED', card.no);
    await expect.poll(async () => (await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('QUOTED');
    await expect.poll(() => said.join('\n')).toContain(card.no);
    await page.context().close();
  });

  test('on a phone a card is moved by its menu', async () => {
    const lin = await world.person('Lin Xiaowen');
    const card = await lin.card('NEGOTIATING');
    const page = await world.desk('Lin Xiaowen', `/board?q=${card.no}`, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    await cardOn(page, card.no).getByRole('button', { name: '移到…' }).tap();
    await page.getByRole('button', { name: '签约', exact: true }).tap();
    await expect.poll(async () => (await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('PI_SIGNED');
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
    await page.context().close();
  });
});

describe('a card that is not mine to move', () => {
  const NOT_YOURS = '这个订单现在归别的部门，你不能移动它。';

  test('says so on itself when it is dragged, and to who listens when it is picked up by keys', async () => {
    const lin = await world.person('Lin Xiaowen');
    const page = await world.desk('He Jia');
    const board = await lin.board();
    const [dragged, picked] = board.cards.filter((c) => c.stage === 'INQUIRY');
    await cardOn(page, dragged!.no).dragTo(columnOf(page, board, 'QUOTED').locator('.list'), {
      targetPosition: { x: 100, y: 30 },
    });
    await cardOn(page, dragged!.no).getByText(NOT_YOURS).waitFor();
    await cardOn(page, picked!.no).focus();
    await page.keyboard.press('Space');
    await cardOn(page, picked!.no).getByText(NOT_YOURS).waitFor();
    await page.locator('body > [role=status]', { hasText: `${picked!.no} 没有移动：${NOT_YOURS}` }).waitFor();
    expect(await page.locator('.carried, [data-dragging]').count()).toBe(0);
    expect((await lin.board()).cards.find((c) => c.id === dragged!.id)!.stage).toBe('INQUIRY');
    await page.context().close();
  });

  test('says so when a finger rests on it, and does not open', async () => {
    const page = await world.desk('He Jia', '/board', {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    const card = page.locator('article[data-card]').first();
    await card.waitFor();
    const finger = await page.context().newCDPSession(page);
    const box = (await card.boundingBox())!;
    const touchPoints = [{ x: box.x + 120, y: box.y + 60 }];
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await card.getByText(NOT_YOURS).waitFor();
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(300);
    expect(new URL(page.url()).searchParams.has('order')).toBe(false);
    expect(await page.locator('.in-hand').count()).toBe(0);
    await page.context().close();
  });
});

describe('when the network goes', () => {
  test('a move made offline waits on the card and is done when the network is back', async () => {
    const lin = await world.person('Lin Xiaowen');
    const page = await world.desk('Lin Xiaowen');
    const board = await lin.board();
    const card = await lin.card('INQUIRY');
    await cardOn(page, card.no).waitFor();
    await page.context().setOffline(true);
    await cardOn(page, card.no).dragTo(columnOf(page, board, 'QUOTED').locator('.list'), {
      targetPosition: { x: 100, y: 30 },
    });
    await columnOf(page, board, 'QUOTED').locator('article.pending', { hasText: card.no }).waitFor();
    expect((await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('INQUIRY');
    await page.context().setOffline(false);
    await expect
      .poll(async () => (await lin.board()).cards.find((c) => c.id === card.id)!.stage, { timeout: 20_000 })
      .toBe('QUOTED');
    await expect.poll(() => page.locator('article.pending').count(), { timeout: 10_000 }).toBe(0);
    await page.context().close();
  });

  test('a conflict goes to whoever was first, and the card says who it was', async () => {
    const [lin, wu] = [await world.person('Lin Xiaowen'), await world.person('Wu Tong')];
    const page = await world.desk('Lin Xiaowen');
    const board = await lin.board();
    const card = await lin.card('QUOTED');
    await cardOn(page, card.no).waitFor();
    await page.context().setOffline(true);
    expect((await wu.move(card, 'NEGOTIATING')).status).toBe(200);
    await cardOn(page, card.no).dragTo(columnOf(page, board, 'PI_SIGNED').locator('.list'), {
      targetPosition: { x: 100, y: 30 },
    });
    await page.context().setOffline(false);
    await columnOf(page, board, 'NEGOTIATING')
      .locator('article', { hasText: card.no })
      .getByText('吴桐')
      .waitFor({ timeout: 20_000 });
    expect((await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('NEGOTIATING');
    await page.context().close();
  });

  test('the server is killed in the middle and comes back: everybody is right again without a reload', async () => {
    const lin = await world.person('Lin Xiaowen');
    const [mine, other, wall] = [await world.desk('Lin Xiaowen'), await world.desk('Wu Tong'), await world.wall()];
    const board = await lin.board();
    const card = await lin.card('QUOTED');
    await Promise.all([cardOn(mine, card.no).waitFor(), cardOn(other, card.no).waitFor()]);
    for (const page of [mine, other, wall])
      await page.evaluate(() => ((window as unknown as { kept: boolean }).kept = true));
    await world.server.kill('SIGKILL');
    await cardOn(mine, card.no).dragTo(columnOf(mine, board, 'PI_SIGNED').locator('.list'), {
      targetPosition: { x: 100, y: 30 },
    });
    await wall.locator('.screen:not(.live)').waitFor({ timeout: 40_000 });
    await world.server.restart();
    await expect
      .poll(async () => (await lin.board()).cards.find((c) => c.id === card.id)!.stage, { timeout: 30_000 })
      .toBe('PI_SIGNED');
    await inColumn(other, board, 'PI_SIGNED', card.no);
    const counted = (await lin.board()).cards.filter((c) => c.stage === 'PI_SIGNED').length;
    await expect.poll(() => countOnWall(wall, 'PI_SIGNED'), { timeout: 20_000 }).toBe(counted);
    await wall.locator('.screen.live').waitFor({ timeout: 20_000 });
    for (const page of [mine, other, wall])
      expect(await page.evaluate(() => (window as unknown as { kept?: boolean }).kept)).toBe(true);
    await Promise.all([mine, other, wall].map((p) => p.context().close()));
  });
});

describe('by touch', () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

  test('a finger that rests on a card carries it into the next column; one that moves at once scrolls', async () => {
    const lin = await world.person('Lin Xiaowen');
    const page = await world.desk('Lin Xiaowen', '/board', phone);
    const board = await lin.board();
    const card = page.locator('article[data-card]').first();
    await card.waitFor();
    const no = await card.locator('.no').innerText();
    const finger = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    const box = (await card.boundingBox())!;
    const [x, y] = [box.x + 120, box.y + 60];
    const scrolled = () => page.locator('.board').evaluate((el) => el.scrollLeft);
    await touch('touchStart', x, y);
    for (let i = 1; i <= 8; i++) await touch('touchMove', x - 12 * i, y);
    // The finger rests before it leaves: a board that still glides would take the next touch for its own.
    await page.waitForTimeout(250);
    await touch('touchMove', x - 97, y);
    await touch('touchEnd');
    await expect.poll(scrolled).toBeGreaterThan(0);
    expect(await page.locator('.in-hand').count()).toBe(0);
    await page.locator('.board').evaluate((el) => el.scrollTo({ left: 0 }));
    await expect.poll(scrolled).toBe(0);
    await page.waitForTimeout(300);
    expect(await scrolled()).toBe(0);

    await touch('touchStart', x, y);
    await page.locator('.in-hand', { hasText: no }).waitFor();
    // Held at the right edge, the board comes along.
    await touch('touchMove', 380, y);
    await expect.poll(scrolled, { timeout: 8_000 }).toBeGreaterThan(200);
    await touch('touchMove', 200, y);
    await touch('touchEnd');
    await inColumn(page, board, 'QUOTED', no);
    await expect.poll(async () => (await lin.board()).cards.find((c) => c.no === no)!.stage).toBe('QUOTED');
    expect(new URL(page.url()).searchParams.has('order')).toBe(false);
    await page.context().close();
  });

  test('a card that a colleague moves away while it is held is put down with a word, and the board is as before', async () => {
    const [lin, wu] = [await world.person('Lin Xiaowen'), await world.person('Wu Tong')];
    const page = await world.desk('Lin Xiaowen', '/board', phone);
    const card = page.locator('article[data-card]').first();
    await card.waitFor();
    const no = await card.locator('.no').innerText();
    const held = (await lin.board()).cards.find((c) => c.no === no)!;
    const finger = await page.context().newCDPSession(page);
    const box = (await card.boundingBox())!;
    const touchPoints = [{ x: box.x + 120, y: box.y + 60 }];
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await page.locator('.in-hand', { hasText: no }).waitFor();
    expect((await wu.move(held, 'SHIPPED')).status).toBe(200);
    await page.locator('.toast', { hasText: no }).getByText('吴桐').waitFor();
    expect(await page.locator('.in-hand, [data-carrying]').count()).toBe(0);
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    expect((await lin.board()).cards.find((c) => c.no === no)!.stage).toBe('SHIPPED');
    await page.context().close();
  });
});

test('a card that a colleague moves away while it is dragged by mouse stays where the colleague put it', async () => {
  const [lin, wu] = [await world.person('Lin Xiaowen'), await world.person('Wu Tong')];
  const page = await world.desk('Lin Xiaowen');
  const board = await lin.board();
  const card = await lin.card('QUOTED');
  const from = (await cardOn(page, card.no).boundingBox())!;
  const to = (await columnOf(page, board, 'NEGOTIATING').locator('.list').boundingBox())!;
  await page.mouse.move(from.x + 80, from.y + 60);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y + 70, { steps: 3 });
  await page.locator('[data-card][data-dragging]').waitFor();
  expect((await wu.move(card, 'PI_SIGNED')).status).toBe(200);
  await page.locator('.toast', { hasText: card.no }).getByText('吴桐').waitFor();
  await page.mouse.move(to.x + 100, to.y + 30, { steps: 3 });
  await page.mouse.up();
  // Another drag works, and nothing of the first one came after it.
  const next = await lin.card('INQUIRY');
  await cardOn(page, next.no).dragTo(columnOf(page, board, 'QUOTED').locator('.list'), {
    targetPosition: { x: 100, y: 30 },
  });
  await inColumn(page, board, 'QUOTED', next.no);
  expect((await lin.board()).cards.find((c) => c.id === card.id)!.stage).toBe('PI_SIGNED');
  await page.context().close();
});
