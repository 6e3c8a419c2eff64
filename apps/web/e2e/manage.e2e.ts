import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardOn, World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

describe('an order as a whole', () => {
  test('is lost with a reason, reopened where it stood, cancelled and reopened', async () => {
    const manager = await world.person('Wang Lei');
    const card = await manager.card('QUOTED');
    const now = async () => (await manager.call<{ stage: string; status: string }>('GET', `/orders/${card.id}`)).reply;
    const page = await world.desk('Wang Lei', `/board?order=${card.id}`);
    const drawer = page.locator('.drawer');
    const dialog = page.locator('dialog[open]');
    await drawer.getByRole('button', { name: '记为丢单' }).click();
    await dialog.getByText('价格', { exact: true }).click();
    await dialog.getByRole('button', { name: '记为丢单' }).click();
    await drawer.getByRole('button', { name: '重新打开' }).waitFor();
    expect(await now()).toMatchObject({ stage: 'LOST' });
    await drawer.getByText('在「报价」阶段丢单，原因：价格。').waitFor();
    expect(await drawer.locator('input, select').count()).toBe(0);
    const rep = await world.desk('Lin Xiaowen', `/board?order=${card.id}`);
    await rep.getByText('请让主管重新打开，订单会回到「报价」').waitFor();
    expect(await rep.getByRole('button', { name: '重新打开' }).count()).toBe(0);
    await rep.context().close();
    await drawer.getByRole('button', { name: '重新打开' }).click();
    await drawer.getByRole('button', { name: '移到…' }).waitFor();
    expect(await now()).toMatchObject({ stage: 'QUOTED', status: 'active' });
    await cardOn(page, card.no).waitFor();
    await drawer.getByRole('button', { name: '取消订单' }).click();
    await dialog.getByRole('textbox').fill('客户改用空运样品');
    await dialog.getByRole('button', { name: '取消订单' }).click();
    await drawer.getByText('客户改用空运样品').first().waitFor();
    expect(await now()).toMatchObject({ status: 'cancelled' });
    await drawer.getByRole('button', { name: '重新打开' }).click();
    await drawer.getByRole('button', { name: '移到…' }).waitFor();
    expect(await now()).toMatchObject({ stage: 'QUOTED', status: 'active' });
    await page.context().close();
  });

  test('keeps an amount that is none as it was typed, marked, until it is right or taken back', async () => {
    const manager = await world.person('Wang Lei');
    const card = await manager.card('QUOTED');
    const page = await world.desk('Wang Lei', `/board?order=${card.id}`);
    const amount = page.locator('.drawer').getByLabel('金额', { exact: true });
    const before = await amount.inputValue();
    await amount.fill('一万二');
    await amount.press('Enter');
    await page.locator('.drawer [role=alert]', { hasText: 'USD' }).waitFor();
    expect([await amount.inputValue(), await amount.getAttribute('aria-invalid')]).toEqual(['一万二', 'true']);
    await amount.press('Escape');
    expect([await amount.inputValue(), await amount.getAttribute('aria-invalid')]).toEqual([before, null]);
    await page.context().close();
  });

  test('is shared by two in percent, and only when they make a hundred', async () => {
    const manager = await world.person('Wang Lei');
    const card = await manager.card('QUOTED');
    const page = await world.desk('Wang Lei', `/board?order=${card.id}`);
    const credit = page.locator('.credit');
    await credit.getByRole('combobox').selectOption({ label: '林晓雯' });
    await credit.getByRole('spinbutton', { name: '林晓雯' }).fill('60');
    expect(await credit.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
    await credit.getByRole('combobox').selectOption({ label: '吴桐' });
    await credit.getByRole('button', { name: '保存' }).click();
    await expect
      .poll(async () =>
        (await manager.call<{ credit: { percent: number }[] }>('GET', `/orders/${card.id}`)).reply.credit.map(
          (c) => c.percent,
        ),
      )
      .toEqual([60, 40]);
    await page.context().close();
  });
});

test('on a phone the board is as wide as the phone, in English too', async () => {
  const page = await world.desk('Lin Xiaowen', '/board', {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await page.evaluate(() => localStorage.setItem('tallyboard.locale', 'en'));
  await page.reload();
  await page.getByText('Median').first().waitFor();
  await page.locator('[data-card]').first().waitFor();
  expect(await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])).toEqual([390, 390]);
  await page.context().close();
});

describe('a rate', () => {
  test('is changed in its row and is there on the next visit', async () => {
    const page = await world.desk('Wang Lei', '/settings?tab=rates');
    const rate = page.getByLabel(/^EUR/);
    await rate.fill('1.2345');
    await rate.press('Tab');
    await page.locator('.toast', { hasText: 'EUR' }).waitFor();
    await page.reload();
    await rate.waitFor();
    expect(Number(await rate.inputValue())).toBe(1.2345);
    await page.context().close();
  });
});

describe('the people of a team', () => {
  test('a colleague is invited, joins by the link, and changes the password', async () => {
    const desk = await world.desk('Wang Lei', '/team');
    await desk.getByRole('button', { name: '邀请同事' }).click();
    await desk.getByRole('button', { name: '生成链接' }).click();
    const url = await desk.locator('dialog input[readonly]').inputValue();
    const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    const page = world.watched(await context.newPage());
    await page.goto(world.server.url + new URL(url).pathname);
    await page.getByLabel('姓名').fill('新同事');
    await page.getByLabel('英文名').fill('New Colleague');
    await page.getByLabel('邮箱').fill('new@example.com');
    await page.getByLabel(/^密码/).fill('Quay-side 42');
    await page.getByRole('button', { name: '加入' }).click();
    await page.locator('[data-card]').first().waitFor();
    await page.goto(`${world.server.url}/account`);
    await page.getByLabel('现在的密码').fill('wrong one 1');
    await page.getByLabel(/^新密码/).fill('Harbour crane 7');
    await page.getByRole('button', { name: '修改密码' }).click();
    await page.locator('[role=alert]').waitFor();
    await page.getByLabel('现在的密码').fill('Quay-side 42');
    await page.getByRole('button', { name: '修改密码' }).click();
    await page.getByText('密码已修改').waitFor();
    await desk.reload();
    await desk.locator('tr', { hasText: '新同事' }).waitFor();
    await Promise.all([page, desk].map((p) => p.context().close()));
  });

  test('a team is founded, and who is moved to it sees its empty board without a reload', async () => {
    const theirs = await world.desk('He Jia');
    await theirs.locator('[data-card]').first().waitFor();
    const page = await world.desk('Wang Lei', '/team');
    await page.getByRole('button', { name: '新建团队' }).click();
    await page.getByLabel('团队名称').fill('华南组');
    await page.locator('dialog[open]').getByRole('button', { name: '新建团队' }).click();
    await page.locator('.toast', { hasText: '华南组' }).waitFor();
    await page.locator('tr', { hasText: '何佳' }).getByRole('button', { name: '修改' }).click();
    await page.locator('dialog[open]').getByLabel('团队').selectOption('华南组');
    await page.locator('dialog[open]').getByRole('button', { name: '保存' }).click();
    await page.locator('tr', { hasText: '何佳' }).getByText('华南组').waitFor();
    await theirs.getByText('看板还是空的').waitFor({ timeout: 5_000 });
    await Promise.all([page, theirs].map((p) => p.context().close()));
  });

  test('whoever moves or is disabled leaves orders behind: how many is told, and they are one click away', async () => {
    const manager = await world.person('Wang Lei');
    type Owned = { status: string; stage: string; owners: Record<string, string | null> };
    const { id } = await world.person('Wu Tong');
    const cards = (await manager.board()).cards as unknown as Owned[];
    const open = cards.filter(
      (c) => Object.values(c.owners).includes(id) && c.status !== 'cancelled' && !['CLOSED', 'LOST'].includes(c.stage),
    ).length;
    expect(open).toBeGreaterThan(0);
    await manager.call('POST', '/teams', { name: '华东组' });
    const page = await world.desk('Wang Lei', '/team');
    const dialog = page.locator('dialog[open]');
    const left = dialog.getByText(`${open} 个进行中的订单`);
    await page.locator('tr', { hasText: '吴桐' }).getByRole('button', { name: '修改' }).click();
    await dialog.getByRole('button', { name: '停用' }).click();
    await left.waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.locator('tr', { hasText: '吴桐' }).getByRole('button', { name: '修改' }).click();
    await dialog.getByLabel('团队').selectOption('华东组');
    await left.waitFor();
    await dialog.getByLabel('团队').selectOption('外贸一部');
    await left.waitFor({ state: 'detached' });
    // Saved before the count has arrived: it is told all the same.
    await page.route('**/open-orders', async (route) => {
      await new Promise((next) => setTimeout(next, 1_000));
      await route.continue();
    });
    await dialog.getByLabel('团队').selectOption('华东组');
    await dialog.getByRole('button', { name: '保存' }).click();
    const toast = page.locator('.toast', { hasText: `${open} 个订单` });
    await toast.getByRole('button', { name: '查看这些订单' }).click();
    await page.waitForURL(/\/board\?owner=/);
    await page.locator('[data-card]').first().waitFor();
    expect(await page.getByRole('combobox', { name: '负责人' }).locator('option:checked').innerText()).toContain(
      '吴桐',
    );
    await page.context().close();
  });

  test('who is disabled is signed out of the open page within two seconds, and is let in again when enabled', async () => {
    const theirs = await world.desk('Shen Yinuo');
    await theirs.locator('[data-card]').first().waitFor();
    await theirs.locator('.live[data-status=live]').waitFor();
    const page = await world.desk('Wang Lei', '/team');
    const row = page.locator('tr', { hasText: '沈一诺' });
    await row.getByRole('button', { name: '修改' }).click();
    await page.getByRole('button', { name: '停用' }).click();
    await page.getByRole('button', { name: '停用' }).click();
    await theirs.waitForURL(/\/sign-in/, { timeout: 2_500 });
    await row.getByText('已停用').waitFor();
    await page.locator('.toast', { hasText: '沈一诺 已停用' }).waitFor();
    await row.getByRole('button', { name: '修改' }).click();
    await page.getByRole('button', { name: '恢复' }).click();
    await row.getByText('已停用').waitFor({ state: 'detached' });
    await Promise.all([page, theirs].map((p) => p.context().close()));
  });
});

describe('the demo', () => {
  test('is marked as one, and is left for a real team with an empty board', async () => {
    const bystander = await world.desk('Lin Xiaowen');
    await bystander.locator('.live[data-status=live]').waitFor();
    expect(await bystander.getByText('演示', { exact: true }).first().isVisible()).toBe(true);
    const page = await world.desk('Wang Lei', '/team');
    await page.getByRole('button', { name: '结束演示' }).click();
    const dialog = page.locator('dialog[open]');
    const go = dialog.getByRole('button', { name: '清空并开始' });
    for (const [label, text] of [
      ['公司名称', '宁波远帆进出口'],
      ['团队名称', '外贸一部'],
      ['你的姓名', '陈远帆'],
      ['英文名', 'Chen Yuanfan'],
      ['邮箱', 'chen@example.com'],
    ] as const)
      await dialog.getByLabel(label).fill(text);
    await dialog.getByLabel(/^密码/).fill('Quay-side 42');
    expect(await go.isDisabled()).toBe(true);
    await dialog.getByLabel('确认请输入').fill('清空演示');
    await go.click();
    await page.getByText('看板还是空的').waitFor({ timeout: 10_000 });
    expect(new URL(page.url()).pathname).toBe('/board');
    expect(await page.locator('.me').innerText()).toContain('陈远帆');
    expect(await page.getByText('演示', { exact: true }).count()).toBe(0);
    await bystander.waitForURL(/\/sign-in/, { timeout: 5_000 });
    expect(await bystander.getByText('林晓雯').count()).toBe(0);
    await page.goto(`${world.server.url}/team`);
    await page.locator('tr', { hasText: 'chen@example.com' }).waitFor();
    expect(await page.getByRole('button', { name: '结束演示' }).count()).toBe(0);
    await Promise.all([page, bystander].map((p) => p.context().close()));
  });
});
