import { setTimeout as sleep } from 'node:timers/promises';
import { readdirSync } from 'node:fs';
import { heldBytes } from '@tallyboard/testkit/heap-file';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreed } from './board-client.js';
import { isFull, scaled } from './scale.js';
import { Stage } from './stage.js';
import { tell } from './tell.js';
import { Writer } from './writer.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
}, 120_000);
afterAll(() => stage.close());

async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${stage.server.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
}
const openFiles = (): number =>
  process.platform === 'linux' ? readdirSync(`/proc/${stage.server.pid!}/fd`).length : NaN;

/** The line of least squares through points a minute apart: how much a minute adds. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const up = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return up / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}

test(
  'P23: hours of wear leave no trace: memory, open files and handles stay where they were',
  async (context) => {
    const boards = await stage.boards(scaled(20, 100));
    const writers = await Promise.all((await stage.movers(4)).map((p) => Writer.start(p, scaled(50, 200))));
    const minute = scaled(1_000, 60_000);
    const minutes = scaled(8, 30);
    await sleep(2 * minute);
    const [files, handles] = [openFiles(), await figure('nodejs_active_handles_total')];
    const heap: number[] = [];
    for (let i = 0; i < minutes; i += 1) {
      await sleep(minute);
      heap.push(await heldBytes(stage.server.pid!));
    }
    // Before anybody asks anything else: what is asked at the end keeps connections open for a while.
    const more = { files: openFiles() - files, handles: (await figure('nodejs_active_handles_total')) - handles };
    const faults = (await Promise.all(writers.map((w) => w.end()))).flat();
    const [person] = await stage.movers(1);
    const { differ } = await agreed(boards, person!, 5_000);
    const perTenMinutes = (slope(heap) * 10) / 2 ** 20;
    tell(context, 'P23', {
      minutes: ((minutes * minute) / 60_000).toFixed(1),
      boards: boards.length,
      moves: writers.reduce((sum, w) => sum + w.acked, 0),
      'heap MiB, first and last': `${(heap[0]! / 2 ** 20).toFixed(1)} ${(heap.at(-1)! / 2 ** 20).toFixed(1)}`,
      'heap MiB per 10 min': perTenMinutes.toFixed(2),
      'open files more': more.files,
      'handles more': more.handles,
    });
    expect([faults, boards.flatMap((b) => b.faults), differ]).toEqual([[], [], []]);
    expect(more.files).toBeLessThan(15);
    expect(more.handles).toBeLessThan(15);
    // A few seconds tell nothing of a slope; half an hour does.
    if (isFull) expect(perTenMinutes).toBeLessThan(1);
    for (const board of boards) board.close();
  },
  scaled(60_000, 2_700_000),
);
