import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.js';
import { World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

type Somebody = Awaited<ReturnType<World['person']>>;
const EARLY = ['INQUIRY', 'QUOTED', 'NEGOTIATING'];
const creditsOf = async (who: Somebody): Promise<number> =>
  (await who.call<{ credits: number }>('GET', '/points/mine')).reply.credits;
/** Points follow a moment later. */
async function creditsBecome(who: Somebody, credits: number): Promise<void> {
  await expect.poll(() => creditsOf(who), { timeout: 8_000 }).toBe(credits);
}
/** An order of somebody that came to nothing. */
async function lose(who: Somebody): Promise<{ id: string; no: string }> {
  const board = await who.board();
  const card = board.cards.find((c) => EARLY.includes(c.stage) && c.owners.sales === who.id)!;
  const lost = { expectedVersion: card.version, reason: 'price' };
  expect((await who.call('POST', `/orders/${card.id}/lose`, lost)).status).toBe(200);
  return card;
}
const submit = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '完成' }).click();
  await page.getByRole('button', { name: '提交审核' }).click();
};

test('an order is lost, its owner is asked, tells it whole, and a checklist comes of it', async () => {
  const lin = await world.person('Lin Xiaowen');
  const before = await creditsOf(lin);
  const page = await world.desk('Lin Xiaowen', '/knowledge');
  await page.getByRole('heading', { name: '等复盘' }).waitFor();
  const order = await lose(lin);
  await page.locator(`[data-order="${order.id}"]`).waitFor();
  expect(await violations(page, 'what waits')).toEqual([]);
  await page.goto(`${world.server.url}/board?order=${order.id}`);
  await page.getByRole('button', { name: '写复盘' }).waitFor();
  expect(await violations(page, 'the drawer of an order that is over')).toEqual([]);
  await page.getByRole('button', { name: '写复盘' }).click();
  await page.waitForURL(/\/knowledge\/[0-9a-f-]{36}\?edit=1/);
  const id = /knowledge\/([0-9a-f-]+)/.exec(page.url())![1]!;
  // What is known stands there already; the rest is asked for by name.
  await page.getByText(order.no).first().waitFor();
  expect(await page.getByLabel('问题节点').inputValue()).not.toBe('');
  expect(await violations(page, 'a case that is written')).toEqual([]);
  await submit(page);
  await page.getByText('还没有写改进方案').waitFor();
  await page.getByText('还没有选改进负责人').waitFor();
  await page.getByRole('link', { name: '修改' }).click();
  await page.getByLabel('标题', { exact: true }).first().fill('样品寄晚了一周');
  await page.getByLabel('改进方案').fill('- 询盘当天备样\n- 寄样单号当天告诉客户');
  await page.getByLabel('改进负责人').selectOption({ label: '周启明' });
  await submit(page);
  await page.getByText('已提交审核').waitFor();

  const reviewer = await world.desk('Zhou Qiming', `/knowledge/${id}?in=review`);
  await reviewer.getByText('寄样单号当天告诉客户').waitFor();
  await reviewer.getByRole('button', { name: '发布' }).click();
  await page.getByText('第 1 版').waitFor({ timeout: 8_000 });
  await creditsBecome(lin, before + 8);

  await page.locator('.offshoots').getByRole('button', { name: '检查清单' }).click();
  await page.waitForURL((url) => url.searchParams.get('edit') === '1' && !url.pathname.includes(id));
  expect(await page.locator('.markdown-field textarea').inputValue()).toContain('- [ ] 询盘当天备样');
  await page.getByLabel('标题', { exact: true }).first().fill('寄样当天的清单');
  await submit(page);
  await page.getByText('已提交审核').waitFor();
  const made = /knowledge\/([0-9a-f-]+)/.exec(page.url())![1]!;
  await reviewer.goto(`${world.server.url}/knowledge/${made}?in=review`);
  await reviewer.getByRole('button', { name: '发布' }).click();
  await reviewer.getByText('已发布', { exact: true }).first().waitFor();
  await reviewer.getByRole('link', { name: '来自案例：样品寄晚了一周' }).click();
  await reviewer.locator('.offshoots').getByRole('link', { name: '寄样当天的清单' }).waitFor();
  await Promise.all([page, reviewer].map((p) => p.context().close()));
});

test('an order that is not worth it is not asked about again; reopened, nothing is asked', async () => {
  const wu = await world.person('Wu Tong');
  const order = await lose(wu);
  const page = await world.desk('Wu Tong', `/board?order=${order.id}`);
  await page.getByRole('button', { name: '这单不写' }).click();
  await page.getByLabel('为什么不写').fill('客户只是比价');
  await page.getByRole('button', { name: '这单不写' }).click();
  await page.getByText('您说过不写：客户只是比价').waitFor();
  const manager = await world.person('Wang Lei');
  const { version } = (await manager.board()).cards.find((c) => c.id === order.id)!;
  await manager.call('POST', `/orders/${order.id}/reopen`, { expectedVersion: version });
  await page.getByText('您说过不写').waitFor({ state: 'hidden', timeout: 5_000 });
  await page.context().close();
});

test('asked, answered, accepted: the asker hears of it, and the colleague who answered has the credits', async () => {
  const he = await world.person('He Jia');
  const before = await creditsOf(he);
  const asker = await world.desk('Shen Yinuo', '/knowledge/new?type=question');
  await asker.getByLabel('标题', { exact: true }).first().fill('托书上的毛重写错了还能改吗？');
  await asker.locator('.markdown-field textarea').fill('截单已经过了两小时。');
  await asker.getByRole('button', { name: '完成' }).click();
  await asker.getByRole('button', { name: '提问' }).click();
  await asker.getByText('已提出，同事可以回答了').waitFor();
  const answerer = await world.desk('He Jia', '/knowledge?unsolved=1');
  await answerer.getByRole('link', { name: '托书上的毛重写错了还能改吗？' }).click();
  await answerer.getByLabel('我的回答').fill('可以，付改单费，**今天 17 点前**发更正。');
  await answerer.getByRole('button', { name: '回答', exact: true }).click();
  await asker.getByText('有了新回答').waitFor({ timeout: 5_000 });
  await asker.getByRole('button', { name: '采纳', exact: true }).click();
  await answerer.getByText('已采纳').waitFor({ timeout: 5_000 });
  await creditsBecome(he, before + 8);
  // Found by what was said, with the question.
  await answerer.goto(`${world.server.url}/knowledge?q=${encodeURIComponent('改单费')}`);
  await answerer.getByRole('link', { name: '托书上的毛重写错了还能改吗？' }).waitFor();
  await answerer.locator('mark', { hasText: '改单费' }).waitFor();
  await Promise.all([asker, answerer].map((p) => p.context().close()));
});
