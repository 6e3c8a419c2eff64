import { join } from 'node:path';
import { type ThrowAway, throwAway } from '@tallyboard/devdb/throw-away';
import { launchBrowser } from '@tallyboard/testkit/browser';
import { ServerProcess } from '@tallyboard/testkit/server-process';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Carelessness, CarelessProxy } from './careless-proxy.js';

const MAIN = join(import.meta.dirname, '../../server/dist/main.js');
let folder: ThrowAway;
let server: ServerProcess;
let browser: Browser;
beforeAll(async () => {
  folder = await throwAway();
  const clean = { DATABASE_URL: undefined, PUBLIC_URL: undefined, HOST: undefined, NODE_ENV: undefined };
  server = await ServerProcess.start(MAIN, {
    env: { ...clean, PORT: '0', DEMO: '0', DATA_DIR: join(folder.path, 'data') },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await folder.remove();
});

/** The page as somebody behind that proxy sees it, with the checks done. */
async function diagnosed(url: string, locale = 'zh-CN', viewport = { width: 390, height: 844 }): Promise<Page> {
  const page = await (await browser.newContext({ locale, viewport, reducedMotion: 'reduce' })).newPage();
  await page.goto(`${url}/diagnose`);
  await page.locator('.sum:not([data-state=running])').waitFor();
  return page;
}
const troubles = (page: Page): Promise<string[]> =>
  page.locator('li[data-state=trouble]').evaluateAll((all) => all.map((li) => (li as HTMLElement).dataset['check']!));
const toWrite = async (page: Page, check: string): Promise<string> =>
  (await page.locator(`li[data-check=${check}] pre`).allInnerTexts()).join('\n');
async function behind(careless: Carelessness, look: (url: string) => Promise<void>): Promise<void> {
  const proxy = await CarelessProxy.start(server.url, careless);
  try {
    await look(proxy.url);
  } finally {
    proxy.stop();
  }
}
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { preload: false }),
  );
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id} ${n.target.join(' ')}`));
}

test('without anything in between all is in order, and the page is found from the sign-in', async () => {
  const page = await diagnosed(server.url);
  expect([await troubles(page), await page.locator('li').count()]).toEqual([[], 8]);
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('link', { name: '检查连接' }).click();
  await page.locator('.sum[data-state=ok]').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test('a proxy that drops the upgrade is told from one that is right, with the missing lines', async () => {
  await behind({}, async (url) => {
    const page = await diagnosed(url, 'en');
    expect(await troubles(page)).toEqual([]);
    await page.context().close();
  });
  await behind({ dropsUpgrade: true }, async (url) => {
    const page = await diagnosed(url, 'en');
    expect(await troubles(page)).toEqual(['upgrade']);
    await page.getByText('its Upgrade header was lost on the way').waitFor();
    const lines = await toWrite(page, 'upgrade');
    expect(lines).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(lines).toContain('proxy_set_header Connection "upgrade";');
    expect(lines).toContain('reverse_proxy 127.0.0.1:3000');
    // All of it fits a phone, and is there for everybody.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

test('a proxy that asks under another name and tells whose request it is: both settings are named', async () => {
  await behind({ rewritesHost: true, tellsAddress: true }, async (url) => {
    const page = await diagnosed(url);
    expect(await troubles(page)).toEqual(['origin', 'hops']);
    expect(await toWrite(page, 'origin')).toBe(`PUBLIC_URL=${url}`);
    expect(await toWrite(page, 'hops')).toBe('PROXY_HOPS=1');
    expect(await page.locator('li[data-check=origin]').innerText()).toContain(new URL(server.url).host);
    await page.context().close();
  });
});
