import type { Browser, Page } from 'playwright-core';
import { percentile } from '../statistics.js';

const VIEWPORT = { width: 1600, height: 900 };
const STEPS = 90;
/** Mouse moves come at about the rate of a screen. */
const STEP_MS = 16;

/** How smoothly a card follows the mouse. */
export type Smoothness = {
  fps: number;
  frameP95: number;
  frameMax: number;
  worst: number;
  nodes: number;
  readyMs: number;
};

type Probe = { frames: number[]; worst: number; running: boolean };

/** A page of its own, with a session if need be. */
export async function openPage(browser: Browser, cookie: string | null, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'zh-CN' });
  if (cookie) {
    const [name, value] = cookie.split('=') as [string, string];
    await context.addCookies([{ name, value, url }]);
  }
  return context.newPage();
}

/**
 * Drags a card across the board in 90 steps and lets go. Meanwhile the page notes each animation frame and each slow event
 * (event timing, from 16 ms), as the browser itself measures them.
 */
export async function drag(page: Page, card: string, target: string): Promise<Omit<Smoothness, 'readyMs'>> {
  const [from, to] = [await centre(page, card), await centre(page, target)];
  await page.evaluate(() => {
    const probe: Probe = { frames: [], worst: 0, running: true };
    (window as unknown as { probe: Probe }).probe = probe;
    let last = performance.now();
    const frame = (now: number): void => {
      probe.frames.push(now - last);
      last = now;
      if (probe.running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) probe.worst = Math.max(probe.worst, entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let i = 1; i <= STEPS; i += 1) {
    const share = i / STEPS;
    // Down and up a little on the way, over other cards.
    const started = performance.now();
    await page.mouse.move(
      from.x + (to.x - from.x) * share,
      from.y + (to.y - from.y) * share + Math.sin(share * 9) * 120,
    );
    await page.waitForTimeout(Math.max(0, STEP_MS - (performance.now() - started)));
  }
  await page.mouse.up();
  await page.waitForTimeout(350);
  const { frames, worst, nodes } = await page.evaluate(() => {
    const { probe } = window as unknown as { probe: Probe };
    probe.running = false;
    return { frames: probe.frames.slice(1), worst: probe.worst, nodes: document.getElementsByTagName('*').length };
  });
  const total = frames.reduce((sum, ms) => sum + ms, 0);
  return {
    fps: (1_000 * frames.length) / total,
    frameP95: percentile(frames, 0.95),
    frameMax: percentile(frames, 1),
    worst,
    nodes,
  };
}

async function centre(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + Math.min(60, box.height / 2) };
}
