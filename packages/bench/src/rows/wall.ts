import { gzipSync } from 'node:zlib';
import { launchBrowser } from '@tallyboard/testkit/browser';
import type { Browser } from 'playwright-core';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { noiseOf, type Sample } from '../sample.js';
import { pairWall } from '../stage/pair-wall.js';
import type { Bench } from './bench.js';
import { openPage } from './drag.js';
import { Figures, type RowResult } from './figures.js';

/** A paired wall with 500 orders, switched on with an empty cache: its largest paint, and how much script that takes. */
export async function wall(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: Record<string, Sample[]> = { 'wall.lcp': [], 'wall.script': [] };
  const ours = await bench.ours(500);
  await ours.start();
  const program = await launchBrowser();
  try {
    const cookie = await pairWall(ours);
    for (let repeat = 0; repeat < bench.plan.repeats; repeat += 1) {
      const stop = watchLoad([]);
      const { lcp, shown, scriptBytes } = await look(program, ours.url, cookie);
      const { otherPct } = stop();
      const sample = (value: number): Sample => ({
        value,
        noise: noiseOf({ otherPct, generatorPct: 0, commitBefore: 1, commitAfter: 1 }),
      });
      gates['wall.lcp']!.push(sample(lcp / 1_000));
      gates['wall.script']!.push({ value: scriptBytes / 1_024, noise: [] });
      figures.add('wall', 'largest paint s', sample(lcp / 1_000));
      figures.add('wall', 'orders shown after s', sample(shown / 1_000));
      figures.add('wall', 'script KiB gz', { value: scriptBytes / 1_024, noise: [] }, 1);
      figures.add('wall', 'other load %', { value: otherPct, noise: [] }, 0);
    }
  } finally {
    await program.close();
    await ours.stop();
  }
  return {
    gates,
    tables: [figures.table('Switched on, 1600 × 900, no GPU', '')],
    notes: ['Script: every script the page loads, each at gzip 9.'],
  };
}

async function look(
  program: Browser,
  url: string,
  cookie: string,
): Promise<{ lcp: number; shown: number; scriptBytes: number }> {
  const page = await openPage(program, cookie, url);
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  try {
    const started = monotonicMs();
    await page.goto(`${url}/wall`);
    await page.locator('[data-stages]').first().waitFor({ timeout: 20_000 });
    const shown = monotonicMs() - started;
    await page.waitForTimeout(1_200);
    const lcp = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          });
          setTimeout(() => resolve(NaN), 2_000);
        }),
    );
    const bytes = (await Promise.all(scripts)).map((script) => gzipSync(script, { level: 9 }).length);
    return { lcp, shown, scriptBytes: bytes.reduce((a, b) => a + b, 0) };
  } finally {
    await page.context().close();
  }
}
