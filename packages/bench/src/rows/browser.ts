import { launchBrowser } from '@tallyboard/testkit/browser';
import type { Browser } from 'playwright-core';
import type { Ours } from '../adapters/ours.js';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { noiseOf, type Sample } from '../sample.js';
import type { Bench } from './bench.js';
import { drag, openPage, type Smoothness } from './drag.js';
import { Figures, type RowResult } from './figures.js';
import { floorPage } from './floor-page.js';

type Scene = { name: string; cards: number; ours: Ours | null; incoming: boolean };

/** One card dragged over a long board, in a browser without a graphics card. */
export async function browser(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: Record<string, Sample[]> = { 'browser.fps': [], 'browser.frame': [], 'browser.worst': [] };
  const sizes = bench.plan.full ? [2_000, 50_000] : [2_000];
  const scenes: Scene[] = [];
  for (const cards of sizes) {
    const ours = await bench.ours(cards);
    await ours.start();
    const name = cards.toLocaleString('en');
    scenes.push(
      { name: `ours, ${name} cards`, cards, ours, incoming: false },
      { name: `floor page, ${name} cards`, cards, ours: null, incoming: false },
    );
    if (bench.plan.full && cards === 2_000)
      scenes.push({ name: `ours, ${name} cards, 20 incoming moves/s`, cards, ours, incoming: true });
  }
  const program = await launchBrowser();
  try {
    await bench.interleave(scenes, async (scene) => {
      const stop = watchLoad([]);
      const seen = await one(bench, program, scene);
      const { otherPct } = stop();
      const sample = (value: number): Sample => ({
        value,
        noise: noiseOf({ otherPct, generatorPct: 0, commitBefore: 1, commitAfter: 1 }),
      });
      figures.add(scene.name, 'fps', sample(seen.fps), 1);
      figures.add(scene.name, 'frame p95 ms', sample(seen.frameP95), 1);
      figures.add(scene.name, 'slowest frame ms', sample(seen.frameMax), 0);
      figures.add(scene.name, 'worst interaction ms', sample(seen.worst), 0);
      figures.add(scene.name, 'first cards after ms', sample(seen.readyMs), 0);
      figures.add(scene.name, 'DOM nodes', { value: seen.nodes, noise: [] }, 0);
      figures.add(scene.name, 'other load %', { value: otherPct, noise: [] }, 0);
      if (scene !== scenes[0]) return;
      gates['browser.fps']!.push(sample(seen.fps));
      gates['browser.frame']!.push(sample(seen.frameP95));
      gates['browser.worst']!.push(sample(seen.worst));
    });
  } finally {
    await program.close();
    for (const { ours } of scenes) await ours?.stop();
  }
  const notes = [
    `${program.browserType().name()} ${program.version()}, headless, 1600 × 900. There is no GPU: everything is drawn by the processor, which also runs the server. The floor page bounds the technique; compare with it before with 60 fps.`,
    'Worst interaction: the longest event by the browser’s own event timing, in steps of 8 ms; 0 when none took 16 ms.',
  ];
  return {
    gates,
    tables: [figures.table('One drag from the first column to the fifth, 90 mouse moves', 'page')],
    notes,
  };
}

async function one(bench: Bench, program: Browser, { cards, ours, incoming }: Scene): Promise<Smoothness> {
  const page = await openPage(program, ours?.admin!.cookie ?? null, ours?.url ?? '');
  const started = monotonicMs();
  try {
    if (ours) await page.goto(`${ours.url}/board`);
    else await page.setContent(floorPage(cards));
    await page.locator('[data-card]').nth(20).waitFor({ timeout: 60_000 });
    const readyMs = monotonicMs() - started;
    await page.waitForTimeout(700);
    const before = await ours?.board();
    const crew = ours && incoming ? await bench.crew(await ours.plan(0)) : null;
    const load = crew?.run({ kind: 'open', rate: 20, seconds: 4, startAt: monotonicMs() + 50 });
    try {
      const seen = await drag(
        page,
        ours ? 'section.column >> nth=0 >> [data-card]' : '.column:first-of-type [data-card]',
        ours ? 'section.column >> nth=4 >> .list' : '.column:nth-of-type(5)',
      );
      if (ours && before!.seq === (await ours.board()).seq) throw new Error('the card was dragged but not moved');
      return { ...seen, readyMs };
    } finally {
      await load;
      await crew?.end();
    }
  } finally {
    await page.context().close();
  }
}
