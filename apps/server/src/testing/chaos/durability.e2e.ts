import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BoardClient } from './board-client.js';
import { scaled } from './scale.js';
import { Stage } from './stage.js';
import { tell } from './tell.js';
import { adrift, gaps } from './truth.js';
import { Writer } from './writer.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
}, 120_000);
afterEach(() => stage.back.heal());
afterAll(() => stage.close());

test(
  'P2: what was acknowledged survives kill -9 of Postgres and of the server, and is there once',
  async (context) => {
    const rounds = scaled(2, 20);
    const writers = await Promise.all((await stage.movers(scaled(8, 32))).map((p) => Writer.start(p)));
    const back: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await sleep(400);
      const began = performance.now();
      await stage.killPostgres();
      await stage.ready();
      back.push(performance.now() - began);
      await sleep(400);
      back.push(await stage.killServer());
    }
    await sleep(300);
    const faults = (await Promise.all(writers.map((w) => w.end()))).flat();
    const moves = writers.reduce((sum, w) => sum + w.acked, 0);
    tell(context, 'P2', {
      kills: `${rounds} × Postgres, ${rounds} × server`,
      'acknowledged moves': moves,
      'sent again': writers.reduce((sum, w) => sum + w.resent, 0),
      'slowest back ms': Math.round(Math.max(...back)),
    });
    expect([faults, await gaps(stage), await adrift(stage)]).toEqual([[], [], []]);
    expect(moves).toBeGreaterThan(rounds * 20);
    expect(Math.max(...back)).toBeLessThan(15_000);
  },
  scaled(120_000, 900_000),
);

test(
  'P10: while Postgres is gone every change is refused in time and in words, nothing crashes, and it comes back by itself',
  async (context) => {
    const [person] = await stage.movers(1);
    let card = await person!.order();
    const board = await new BoardClient(person!).open();
    await board.until(() => board.asOf !== '', 5_000);
    const pid = stage.server.pid;
    const slow: number[] = [];
    const figures: Record<string, number> = {};
    for (const how of ['cut', 'blackhole'] as const) {
      const before = Date.now();
      stage.back[how]();
      const until = performance.now() + scaled(4_000, 30_000);
      while (performance.now() < until) {
        const began = performance.now();
        const answer = await person!.move(card);
        const ms = performance.now() - began;
        slow.push(ms);
        // Whoever watches the node goes on asking.
        expect((await fetch(`${stage.server.url}/metrics`)).status).toBe(503);
        expect([answer.status, answer.headers.get('retry-after') !== null]).toEqual([503, true]);
        await sleep(200);
      }
      // Boards are not told that all is well: the node says when it last saw its database.
      expect(Date.parse(board.asOf)).toBeLessThan(before + 2_000);
      stage.back.heal();
      const healed = performance.now();
      await stage.ready();
      for (;;) {
        const { status, reply } = await person!.move(card);
        if (status === 200) card = reply.card as typeof card;
        if (status === 200 || performance.now() - healed > 10_000) break;
        await sleep(100);
      }
      const ms = performance.now() - healed;
      figures[`back after a ${how}, ms`] = Math.round(ms);
      expect(ms).toBeLessThan(5_000);
    }
    tell(context, 'P10', { refused: slow.length, 'slowest refusal ms': Math.round(Math.max(...slow)), ...figures });
    expect(Math.max(...slow)).toBeLessThan(3_500);
    expect(stage.server.pid).toBe(pid);
    expect(await board.until(() => board.cards.get(card.id)?.version === card.version, 5_000)).toBe(true);
    board.close();
  },
  scaled(60_000, 180_000),
);

test('P15: a full disk refuses changes in words and keeps answering questions; when there is room again, it goes on', async (context) => {
  const [person] = await stage.movers(1);
  const card = await person!.order();
  // The same error at the same place as a full disk raises it, without a disk to fill.
  await stage.ask(
    `create function is_full() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
  );
  await stage.ask('create trigger is_full before insert on feed_event execute function is_full()');
  const refused = await person!.move(card);
  const read = await person!.board();
  await stage.ask('drop trigger is_full on feed_event; drop function is_full()');
  const after = await person!.move(card);
  tell(context, 'P15', { 'refused with': refused.status, then: after.status });
  expect([refused.status, refused.headers.get('retry-after') !== null]).toEqual([503, true]);
  expect(JSON.stringify(refused.reply)).not.toMatch(/device|extend|is_full|select|insert/i);
  expect(read.cards.find((c) => c.id === card.id)?.version).toBe(1);
  expect(after.status).toBe(200);
});
