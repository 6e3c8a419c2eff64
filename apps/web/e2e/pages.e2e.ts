import { gzipSync } from 'node:zlib';
import { gb18030 } from '@tallyboard/testkit/gb18030';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLOURS, violations } from './axe.js';
import { cardOn, shownCode, World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

describe('every page', () => {
  const LOCALES = ['en', 'zh-CN'] as const;
  /** As `platform/theme.ts` does it, without a reload; and lets a frame pass. */
  const wear = (page: Page, theme: string) =>
    page.evaluate(async (name) => {
      document.documentElement.dataset['theme'] = name;
      document.documentElement.classList.toggle('dark', name === 'dark');
      await new Promise((next) => requestAnimationFrame(next));
    }, theme);
  async function inBothThemes(page: Page, where: string): Promise<string[]> {
    await wear(page, 'light');
    const found = await violations(page, `${where} (light)`);
    await wear(page, 'dark');
    return [...found, ...(await violations(page, `${where} (dark)`, COLOURS))];
  }

  // Side by side: each has its browser window, and a core is all that one of them can use.
  test.concurrent.each(LOCALES)(
    'in %s, light and dark: WCAG 2.2 AA finds nothing',
    async (locale) => {
      const manager = await world.person('Wang Lei');
      const { url } = (
        await manager.call<{ url: string }>('POST', '/invites', { teamId: manager.teamId, roles: ['sales'] })
      ).reply;
      const form = (
        await manager.call<{ token: string }>('POST', '/inquiry-sources', {
          teamId: manager.teamId,
          name: locale,
          kind: 'form',
        })
      ).reply;
      const card = await manager.card('SECURED');
      const page = await world.desk('Wang Lei', '/account');
      await page.getByRole('button', { name: locale === 'en' ? 'English' : '中文', exact: true }).click();
      await page.locator(`html[lang=${locale}]`).waitFor();
      const dialog = page.locator('dialog[open]');
      const lead = locale === 'en' ? 'Leave the demo' : '结束演示';
      type Visit = [path: string, ready: string, then?: () => Promise<unknown>];
      const visits: Visit[] = [
        ['/board', '[data-card]'],
        ['/board', '[data-card]', () => page.keyboard.press('n').then(() => dialog.locator('form').waitFor())],
        [`/board?order=${card.id}`, '.drawer .body section'],
        [
          '/board',
          '[data-card]',
          () =>
            cardOn(page, card.no)
              .focus()
              .then(() => page.keyboard.press('m'))
              .then(() => page.locator('dialog.menu').waitFor()),
        ],
        ['/inquiries', 'tbody tr'],
        [
          '/inquiries',
          'tbody tr',
          () =>
            page
              .locator('tbody .name')
              .first()
              .click()
              .then(() => page.locator('.drawer .talk li').first().waitFor()),
        ],
        ['/inquiries', 'tbody tr', () => page.keyboard.press('n').then(() => dialog.locator('form').waitFor())],
        ['/inquiries?list=invalid&q=nobody', '.empty'],
        ['/inquiries?view=rate', 'tbody tr'],
        ['/inquiries?view=import', '.sheet .btn'],
        ['/inquiries?view=intake', 'tbody tr'],
        [`/ask/${form.token}`, 'form'],
        ['/ask/nobody', '.door h1'],
        ['/customers', 'tbody tr'],
        ['/knowledge?q=L', 'li .name'],
        ['/knowledge?q=nobodywrotethis', '.empty'],
        ['/knowledge?in=review', 'li .name'],
        [
          '/knowledge?type=checklist',
          'li .name',
          () =>
            page
              .locator('li .name')
              .last()
              .click()
              .then(() => page.locator('.item .markdown').waitFor()),
        ],
        [
          '/knowledge?type=retrospective',
          'li .name',
          () =>
            page
              .locator('li .name')
              .first()
              .click()
              .then(() => page.locator('.item .offshoots li').waitFor()),
        ],
        [
          '/knowledge?type=question',
          'li .name',
          () =>
            page
              .locator('li .name')
              .last()
              .click()
              .then(() => page.locator('.answers li').first().waitFor()),
        ],
        ['/knowledge/new', '.markdown-field textarea'],
        ['/satisfaction', '.figures'],
        ['/satisfaction?tab=surveys', 'tbody tr'],
        ['/calendars', '.rota tbody tr'],
        [
          '/calendars',
          '.rota tbody tr',
          () =>
            page
              .locator('.sheet .tools .btn.main')
              .click()
              .then(() => dialog.waitFor()),
        ],
        ['/calendars?tab=office', '.year'],
        ['/calendars?tab=holidays&market=IN', 'tbody tr'],
        ['/calendars?tab=mine', '.choices'],
        ['/points', '.sheet'],
        ['/points?tab=kudos', '.sheet li'],
        ['/points?tab=review', '.sheet'],
        ['/honours', '.plaque'],
        ['/store', '.shelf'],
        ['/store?tab=mine', '.sheet h2'],
        ['/store?tab=review', '.sheet .row'],
        ['/rules', '.params'],
        ['/team', 'tbody tr'],
        [
          '/team',
          'tbody tr',
          () =>
            page
              .getByRole('button', { name: lead })
              .click()
              .then(() => dialog.waitFor()),
        ],
        ['/screens', '.pair'],
        ['/settings', '.sheet input'],
        ['/settings?tab=rates', '.sheet input'],
        ['/import', '.drop'],
        ['/access', 'tbody tr', () => page.locator('tbody button[aria-expanded]').first().click()],
        ['/access?tab=devices', '.sheet h2'],
        ['/access?tab=failures', '.sheet h2'],
        ['/access?tab=audit', 'tbody tr'],
        ['/access?tab=parked', '.empty'],
        ['/account', '.sheet form'],
        ['/nowhere', 'main'],
        ['/diagnose', 'li[data-check=build]'],
        [new URL(url).pathname, 'form'],
        [`/join/${'x'.repeat(43)}`, '.way'],
      ];
      const found: string[] = [];
      for (const [path, ready, then] of visits) {
        await page.goto(world.server.url + path);
        await page.locator(ready).first().waitFor();
        await then?.();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
        found.push(...(await inBothThemes(page, `${path}${then ? ' + dialog' : ''}`)));
      }
      await page.context().clearCookies();
      await page.goto(`${world.server.url}/sign-in`);
      await page.locator('.people button').first().waitFor();
      found.push(...(await inBothThemes(page, '/sign-in')));
      await page.getByRole('button', { name: locale === 'en' ? 'Sign in with e-mail' : '用邮箱和密码登录' }).click();
      found.push(...(await inBothThemes(page, '/sign-in by password')));
      await page.context().close();
      expect(found).toEqual([]);
    },
    180_000,
  );

  test('the theme and the language one chooses are there on the next visit', async () => {
    // By the door, so that the cookie is the server's own.
    const page = await world.visitor(`${world.server.url}/sign-in?back=/account`);
    await page.locator('.people button', { hasText: '何佳' }).click();
    await page.getByRole('button', { name: '深色' }).click();
    await page.getByRole('button', { name: 'English', exact: true }).click();
    await page.locator('html[lang=en]').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'My account' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    // Signed in, and no script of a page could tell by what.
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.getByRole('button', { name: '中文', exact: true }).click();
    await page.context().close();
  });

  test('the wall, pairing and live, in both languages', async () => {
    const wall = await world.unpairedWall('?lang=en');
    const found = await violations(wall, 'pairing en');
    await wall.goto(`${world.server.url}/wall?lang=zh`);
    await wall.locator('.letters:not(.waiting)').waitFor();
    found.push(...(await violations(wall, 'pairing zh')));
    await world.pair(wall);
    found.push(...(await violations(wall, 'wall zh')));
    await wall.goto(`${world.server.url}/wall?lang=en`);
    await wall.locator('[data-stages]').first().waitFor();
    found.push(...(await violations(wall, 'wall en')));
    await wall.context().close();
    expect(found).toEqual([]);
  });
});

describe('what a page weighs', () => {
  /** All scripts a page loads until it is quiet, gzipped by us whatever the server did. */
  async function scriptsOf(path: string, ready: string, signedInAs: string | null): Promise<number> {
    const options: BrowserContextOptions = { serviceWorkers: 'block' };
    const page = signedInAs ? await world.desk(signedInAs, '/api/v1/demo/people', options) : await world.unpairedWall();
    const scripts = new Set<string>();
    page.on('response', (r) => r.request().resourceType() === 'script' && scripts.add(r.url()));
    const fresh = await page.context().newCDPSession(page);
    await fresh.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(world.server.url + path);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => null);
    // Asked for again by ourselves: a page that moves on takes the bodies of its answers with it.
    const sizes = await Promise.all([...scripts].map(async (url) => gzipSync(await (await fetch(url)).bytes()).length));
    await page.context().close();
    expect(sizes.length).toBeGreaterThan(0);
    return sizes.reduce((a, b) => a + b, 0) / 1024;
  }
  test('the board loads at most 240 KiB of script', async () => {
    expect(await scriptsOf('/board', '[data-card]', 'Wang Lei')).toBeLessThanOrEqual(240);
  });
  test('the wall loads at most 60 KiB of script', async () => {
    expect(await scriptsOf('/wall', '.letters:not(.waiting)', null)).toBeLessThanOrEqual(60);
  });
});

describe('a wall', () => {
  test('is paired by its code and unpaired again, all on the desk', async () => {
    const wall = await world.unpairedWall();
    const code = await shownCode(wall);
    const desk = await world.desk('Wang Lei', `/pair?code=${code}`);
    await desk.getByLabel('屏幕名称').fill('会议室大屏');
    await desk.getByRole('button', { name: '允许这块屏幕' }).click();
    await desk.locator('main li', { hasText: '会议室大屏' }).waitFor();
    await wall.locator('.screen.live [data-stages]').first().waitFor({ timeout: 15_000 });
    await desk.locator('main li', { hasText: '会议室大屏' }).getByText('现在在线').waitFor({ timeout: 10_000 });
    await desk.goto(`${world.server.url}/access?tab=devices`);
    await desk.locator('main li', { hasText: '会议室大屏' }).waitFor();
    await desk.goto(`${world.server.url}/screens`);
    const unpair = desk.locator('main li', { hasText: '会议室大屏' }).getByRole('button', { name: '解除配对' });
    await unpair.click();
    await unpair.click();
    await wall.locator('.letters').waitFor({ timeout: 2_000 });
    expect(await wall.locator('[data-stages]').count()).toBe(0);
    expect(await desk.locator('main li', { hasText: '会议室大屏' }).count()).toBe(0);
    await Promise.all([wall, desk].map((p) => p.context().close()));
  });
});

describe('a sheet of 2,000 orders from the office', () => {
  test('in GB18030 is mapped, checked, imported, and the same again changes nothing', async () => {
    const rows = Array.from(
      { length: 2_000 },
      (_, i) =>
        `IMP-${String(i + 1).padStart(4, '0')},宁波海通 ${i % 50},${i === 999 ? '亚特兰蒂斯' : '德国'},保温杯 ${i},${1000 + i},USD,报价`,
    );
    const buffer = gb18030(['编号栏,客户名称,国家,品名,金额,币种,状态', ...rows].join('\r\n'));
    const file = { name: '订单.csv', mimeType: 'text/csv', buffer };
    const page = await world.desk('Wang Lei', '/import');
    const read = async (): Promise<void> => {
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByLabel('订单号').selectOption('编号栏');
      await page.getByRole('button', { name: '预览', exact: true }).click();
      await page.locator('.count').first().waitFor({ timeout: 20_000 });
    };
    const counts = async (): Promise<Record<string, number>> =>
      Object.fromEntries(
        await page
          .locator('.count')
          .evaluateAll((all) =>
            all.map((c) => [(c as HTMLElement).dataset['kind']!, Number(c.querySelector('b')!.textContent)]),
          ),
      );
    await read();
    expect(await counts()).toEqual({ create: 1_999, update: 0, same: 0, error: 1 });
    await page.getByText('GB18030').waitFor();
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/IMP-1000/)]);
    expect(await page.locator('tbody .error').innerText()).toContain('亚特兰蒂斯');
    await page.getByRole('button', { name: '导入 1999 行' }).click();
    await page.getByText('新建 1999 单').waitFor({ timeout: 60_000 });
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/IMP-1000[^]*亚特兰蒂斯/)]);
    await page.getByRole('link', { name: '去看板' }).click();
    await page.getByRole('searchbox').fill('IMP-0042');
    await cardOn(page, 'IMP-0042').waitFor();
    await page.goto(`${world.server.url}/import`);
    await read();
    expect(await counts()).toEqual({ create: 0, update: 0, same: 1_999, error: 1 });
    expect(await page.getByRole('button', { name: '没有可以导入的行' }).isDisabled()).toBe(true);
    await page.context().close();
  });
});
