import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.js';
import { World } from './world.js';

/** A phone of a buyer's, elsewhere. */
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
  extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.77' },
};
let world: World;
beforeAll(async () => {
  world = await World.start({ PROXY_HOPS: '1' });
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});
type Link = { url: string };
type Row = { id: string; state: string; ownerId: string };

describe('a survey from its link to the figures', () => {
  test('the seller hands the link over, the buyer answers on a phone, the desk counts it at once', async () => {
    const desk = await world.desk('Lin Xiaowen', '/satisfaction?tab=surveys', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const figures = await world.desk('Wang Lei', '/satisfaction');
    await figures.locator('.figures dd b', { hasText: /^5$/ }).waitFor();
    const row = desk.locator('tbody tr', { has: desk.getByRole('button', { name: '生成链接' }) }).first();
    const no = await row.locator('a').first().innerText();
    await row.getByRole('button', { name: '生成链接' }).click();
    const dialog = desk.locator('dialog[open]');
    await dialog.getByRole('button', { name: '复制' }).click();
    await dialog.getByRole('button', { name: '已复制' }).waitFor();
    const url = await desk.evaluate(() => navigator.clipboard.readText());
    expect(await violations(desk, 'link dialog')).toEqual([]);
    await dialog.getByRole('button', { name: '已发出，标记' }).click();
    await dialog.waitFor({ state: 'detached' });
    const sent = desk.locator('tbody tr', { hasText: no });
    await sent.getByText('已发送').waitFor();

    const phone = await world.visitor(url, PHONE);
    await phone.getByRole('heading', { name: 'How satisfied are you with this order?' }).waitFor();
    expect(await violations(phone, 'survey en')).toEqual([]);
    await phone.getByRole('button', { name: '中文' }).tap();
    await phone.getByRole('heading', { name: '这笔订单，您满意吗？' }).waitFor();
    expect(await violations(phone, 'survey zh')).toEqual([]);
    await phone.getByRole('button', { name: 'English' }).tap();
    // Nothing is sent without a score, and it says so.
    await phone.getByRole('button', { name: 'Send' }).tap();
    await phone.getByRole('alert').filter({ hasText: 'choose a score' }).waitFor();
    await phone.locator('.stars label').nth(3).tap();
    await phone.getByText('Satisfied', { exact: true }).waitFor();
    await phone.getByRole('textbox').fill('Well packed.\nSee you next year!');
    await phone.getByRole('button', { name: 'Send' }).tap();
    await phone.getByRole('heading', { name: 'Thank you!' }).waitFor();
    expect(await violations(phone, 'thanks')).toEqual([]);
    await phone.reload();
    await phone.getByRole('heading', { name: 'You have already answered' }).waitFor();

    await sent.getByText('已回答').waitFor({ timeout: 5_000 });
    await sent.getByText('Well packed.').waitFor();
    await figures.locator('.figures dd b', { hasText: /^6$/ }).waitFor({ timeout: 5_000 });
    await desk.goto(
      await sent
        .locator('a')
        .first()
        .evaluate((a: HTMLAnchorElement) => a.href),
    );
    const drawer = desk.locator('.drawer');
    await drawer.getByRole('img', { name: '4 分，满分 5 分' }).waitFor();
    await drawer.getByText('See you next year!').waitFor();
    await Promise.all([desk, figures, phone].map((p) => p.context().close()));
  });

  test('by keyboard alone, and from the office it is kept and does not count', async () => {
    const manager = await world.person('Wang Lei');
    const { surveys } = (await manager.call<{ surveys: Row[] }>('GET', '/surveys?list=to_send')).reply;
    const { url } = (await manager.call<Link>('POST', `/surveys/${surveys[0]!.id}/link`, {})).reply;
    const page = await world.visitor(url, { locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    await page.getByRole('radio', { name: '1 · Very dissatisfied' }).focus();
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: '5 · Very satisfied' }).isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
    const after = (await manager.call<{ surveys: (Row & { uncounted: string })[] }>('GET', '/surveys?list=answered'))
      .reply;
    expect(after.surveys.find((s) => s.id === surveys[0]!.id)).toMatchObject({ uncounted: 'office_network' });
    await page.context().close();
  });

  test('a link that opens nothing says so, and nothing of the desk is loaded for it', async () => {
    const page = await world.visitor('about:blank', PHONE);
    const scripts: string[] = [];
    page.on('response', (r) => r.request().resourceType() === 'script' && scripts.push(new URL(r.url()).pathname));
    await page.goto(`${world.server.url}/survey/${'z'.repeat(43)}`);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    expect(await violations(page, 'dead link')).toEqual([]);
    expect(scripts.map((s) => s.replace(/-[\w-]{8}\.js$/, '')).sort()).toEqual(['/assets/survey', '/first-paint.js']);
    await page.context().close();
  });
});
