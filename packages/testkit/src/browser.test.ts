import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { findBrowser, launchBrowser } from './browser.js';
import { unpackChromium } from './packaged-chromium.js';

afterEach(() => vi.unstubAllEnvs());

const PAGE = 'data:text/html,<title>board</title><h1>Order won</h1>';

async function screenshot(): Promise<{ title: string; png: Buffer; version: string }> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(PAGE);
    return { title: await page.title(), png: await page.screenshot(), version: browser.version() };
  } finally {
    await browser.close();
  }
}

const isPng = (file: Buffer): boolean => file.subarray(1, 4).toString() === 'PNG' && file.length > 1000;

it('draws a page with the browser this machine offers', async () => {
  const { title, png } = await screenshot();
  expect([title, isPng(png)]).toEqual(['board', true]);
}, 60_000);

const packaged = process.platform === 'linux' && process.arch === 'x64';

it.runIf(packaged)(
  'draws a page with the browser from npm, unpacked by several workers at once',
  async () => {
    const fresh = fs.mkdtempSync(path.join(os.tmpdir(), 'tallyboard-browser-'));
    vi.stubEnv('TMPDIR', fresh);
    vi.stubEnv('CHROMIUM_PATH', 'npm');
    try {
      const [one, two] = await Promise.all([unpackChromium(), unpackChromium()]);
      expect(one).toEqual(two);
      expect(fs.readdirSync(fresh)).toHaveLength(1);
      const { title, png, version } = await screenshot();
      expect([title, isPng(png)]).toEqual(['board', true]);
      expect(version).toMatch(/^153\./);
    } finally {
      fs.rmSync(fresh, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  120_000,
);

it.runIf(packaged)(
  'brings its own libraries where the system lacks them',
  async () => {
    vi.stubEnv('PATH', '');
    const { path: program, env } = await unpackChromium();
    const libraries = env['LD_LIBRARY_PATH'] ?? '';
    expect(libraries).toContain(path.join(path.dirname(program), 'al2023', 'lib'));
    vi.unstubAllEnvs();
    vi.stubEnv('CHROMIUM_PATH', 'npm');
    vi.stubEnv('LD_LIBRARY_PATH', libraries);
    const { title, png } = await screenshot();
    expect([title, isPng(png)]).toEqual(['board', true]);
  },
  120_000,
);

it('says so when CHROMIUM_PATH leads nowhere', async () => {
  await expect(findBrowser({ CHROMIUM_PATH: '/nowhere/chrome' })).rejects.toThrow('/nowhere/chrome');
});
