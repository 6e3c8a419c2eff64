import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

const week = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('the rota', () => {
  test('a shift is planned by keyboard, seen at once by who covers it, and taken back after a question', async () => {
    // A week in which the demo has planned nothing yet.
    const path = `/calendars?week=${week(21)}`;
    const manager = await world.desk('Wang Lei', path);
    const rep = await world.desk('He Jia', path);
    await rep.locator('.rota tbody tr').first().waitFor();
    expect(await rep.getByRole('button', { name: '排值班' }).count()).toBe(0);
    expect(await rep.locator('.rota .add').count()).toBe(7);

    const row = manager.locator('.rota tbody tr', { hasText: '何佳' });
    await row.locator('.add').first().focus();
    await manager.keyboard.press('Enter');
    const dialog = manager.locator('dialog[open]');
    await dialog.getByLabel('从').fill('2030');
    await dialog.getByLabel('到').fill('1');
    await dialog.getByLabel('说明').fill('美洲询盘');
    await dialog.getByText('到第二天结束。').waitFor();
    await manager.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('20:30–01:00').waitFor();
    await rep.locator('.rota tbody tr', { hasText: '何佳' }).getByText('20:30–01:00').waitFor({ timeout: 5_000 });

    await row.getByText('20:30–01:00').click();
    await dialog.getByText('美洲询盘').waitFor();
    await dialog.getByRole('button', { name: '取消值班' }).click();
    await dialog.getByText('再按一次确认').waitFor();
    await dialog.getByRole('button', { name: '取消值班' }).click();
    await rep.getByText('20:30–01:00').waitFor({ state: 'detached', timeout: 5_000 });
    await Promise.all([manager, rep].map((p) => p.context().close()));
  });

  test('why somebody is away stays between them and managers', async () => {
    const path = `/calendars?week=${week(28)}`;
    const rep = await world.desk('He Jia', path);
    await rep.getByRole('button', { name: '登记请假' }).click();
    const dialog = rep.locator('dialog[open]');
    await dialog.getByLabel('请假类型').selectOption('sick');
    await dialog.getByLabel('原因').fill('复查');
    await dialog.getByRole('button', { name: '保存' }).click();
    await rep.locator('.rota').getByText('病假').waitFor();
    const colleague = await world.desk('Lin Xiaowen', path);
    const seen = colleague.locator('.rota tbody tr', { hasText: '何佳' });
    await seen.getByText('请假').waitFor();
    expect(await colleague.getByText(/病假|复查/).count()).toBe(0);
    await Promise.all([rep, colleague].map((p) => p.context().close()));
  });
});

describe('a year without data', () => {
  test('says so, and is begun where it is missing', async () => {
    const page = await world.desk('Wang Lei', '/calendars?week=2029-01-08');
    await page.locator('.rota').getByText('无数据').first().waitFor();
    await page.getByRole('link', { name: '去看中国的节假日' }).click();
    await page.getByRole('heading', { name: '2029 年还没有数据' }).waitFor();
    await page.getByRole('button', { name: '开始录入 2029 年' }).click();
    await page.getByRole('button', { name: '添加一天' }).click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByLabel('中文名称').fill('元旦');
    await dialog.getByLabel('来源').fill('国务院通知');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.locator('tbody tr', { hasText: '元旦' }).waitFor();
    await page.goto(`${world.server.url}/calendars?week=2029-01-08`);
    await page.locator('.rota').getByText('09:00–18:00').first().waitFor();
    expect(await page.getByText('无数据').count()).toBe(0);
    await page.context().close();
  });
});
