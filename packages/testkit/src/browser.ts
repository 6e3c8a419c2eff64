import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { type BrowserProgram, unpackChromium } from './packaged-chromium.js';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Root and containers allow no sandbox, and a test browser has no business with the network but ours. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROMIUM_PATH, else a Chromium or Chrome of the system, else the one from npm (forced by CHROMIUM_PATH=npm). */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<BrowserProgram> {
  const wanted = env['CHROMIUM_PATH'];
  if (wanted && wanted !== 'npm') {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH says ${wanted}, where there is no file`);
    return { path: wanted, env: {} };
  }
  const system = wanted === 'npm' ? undefined : SYSTEM_BROWSERS.find((path) => existsSync(path));
  return system ? { path: system, env: {} } : unpackChromium();
}

/** Starts a headless browser for a test; close it when done. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { path, env } = await findBrowser();
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return chromium.launch({
    ...options,
    executablePath: path,
    args: [...FLAGS, ...(options.args ?? [])],
    env: { ...Object.fromEntries(inherited), ...env, ...options.env },
  });
}
