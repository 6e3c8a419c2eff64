import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SmallDisk } from './small-disk.js';
import { Stage } from './stage.js';
import { tell } from './tell.js';
import { adrift, gaps } from './truth.js';
import { Writer } from './writer.js';

const disk = SmallDisk.mount(96);
if (!disk) console.log('P15 on a real full disk is SKIPPED: it takes root on Linux to mount a small one');

describe.skipIf(!disk)('a disk of 96 MiB', () => {
  let stage: Stage;
  beforeAll(async () => {
    const folder = disk!.folder();
    stage = await Stage.open({ max_wal_size: '32MB', min_wal_size: '32MB' }, folder);
    expect(existsSync(join(folder.path, 'postgres/PG_VERSION'))).toBe(true);
  }, 120_000);
  afterAll(async () => {
    disk!.makeRoom();
    await stage.close();
    disk!.unmount();
  });

  test('P15: a disk that is really full refuses changes in words, answers questions, and loses nothing; with room again it goes on without a restart', async (context) => {
    const writers = await Promise.all((await stage.movers(4)).map((p) => Writer.start(p, 10)));
    const [person] = await stage.movers(1);
    let card = await person!.order();
    const acked = (): number => writers.reduce((sum, w) => sum + w.acked, 0);
    const refused = (): number => writers.reduce((sum, w) => sum + (w.refused.get(503) ?? 0), 0);
    const [pid, started] = [stage.server.pid, await stage.ask('select pg_postmaster_start_time()')];
    await sleep(2_000);
    // The log's own room is taken beforehand, a piece at a time; what fills up now is tables.
    await stage.ask('select pg_switch_wal()');
    disk!.fill();
    while (refused() < 20) await sleep(50);
    const until = performance.now() + 5_000;
    let [reads, slowestRead, told] = [0, 0, 0];
    while (performance.now() < until) {
      const began = performance.now();
      expect((await person!.board()).cards.length).toBeGreaterThan(0);
      slowestRead = Math.max(slowestRead, performance.now() - began);
      reads += 1;
      const answer = await person!.move(card);
      if (answer.status === 200) card = answer.reply.card as typeof card;
      else {
        told += 1;
        expect([answer.status, answer.headers.get('retry-after') !== null]).toEqual([503, true]);
        expect(answer.reply).toMatchObject({ code: 'request.busy' });
        expect(JSON.stringify(answer.reply)).not.toMatch(/device|extend|relation|select|insert/i);
      }
      await sleep(50);
    }
    expect(told).toBeGreaterThan(0);
    disk!.makeRoom();
    const [healed, before] = [performance.now(), acked()];
    while (acked() < before + 20 && performance.now() - healed < 20_000) await sleep(20);
    const back = performance.now() - healed;
    const faults = (await Promise.all(writers.map((w) => w.end()))).flat();
    tell(context, 'P15', {
      disk: 'a tmpfs of 96 MiB, full',
      acknowledged: acked(),
      refused: refused(),
      'questions answered meanwhile': reads,
      'slowest of them ms': Math.round(slowestRead),
      'back after ms': Math.round(back),
    });
    expect([faults, await gaps(stage), await adrift(stage)]).toEqual([[], [], []]);
    expect(new Set(writers.flatMap((w) => [...w.refused.keys()]))).toEqual(new Set([503]));
    expect(back).toBeLessThan(5_000);
    expect([stage.server.pid, await stage.ask('select pg_postmaster_start_time()')]).toEqual([pid, started]);
  }, 180_000);
});
