import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@tallyboard/testkit/random';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { agreed } from './board-client.js';
import { scaled } from './scale.js';
import { Stage } from './stage.js';
import { tell } from './tell.js';
import { Writer } from './writer.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
}, 120_000);
afterEach(() => stage.front.heal());
afterAll(() => stage.close());

test(
  'P1: nothing lost, nothing twice, nothing out of order, whatever is torn down meanwhile',
  async (context) => {
    const random = seededRandom();
    const clients = await stage.boards(scaled(5, 50));
    const writers = await Promise.all((await stage.movers(scaled(8, 32))).map((p) => Writer.start(p)));
    const drops = scaled(5, 20);
    const kills = new Map(
      scaled([[2, 'server']], [
        [4, 'server'],
        [9, 'postgres'],
        [12, 'server'],
        [16, 'server'],
      ] as [number, string][]),
    );
    const target = scaled(2_000, 100_000);
    const moved = (): number => writers.reduce((sum, w) => sum + w.acked, 0);
    for (let drop = 0; drop < drops; drop += 1) {
      await sleep(random.int(100, 500));
      const kill = kills.get(drop);
      if (kill === 'server') await stage.killServer();
      else if (kill === 'postgres') {
        await stage.killPostgres();
        await stage.ready();
      } else {
        if (random.chance(0.5)) stage.front.cut();
        else stage.front.blackhole();
        await sleep(random.int(50, 400));
        stage.front.heal();
      }
    }
    while (moved() < target) await sleep(50);
    const faults = (await Promise.all(writers.map((w) => w.end()))).flat();
    const { ms, differ } = await agreed(clients, (await stage.movers(1))[0]!, 15_000);
    faults.push(...clients.flatMap((c) => c.faults), ...differ);
    const density = await stage.ask<{ feed: string; n: number; head: number }>(
      `select e.feed, count(*)::int as n, max(h.seq)::int as head from feed_event e join feed_head h on h.feed = e.feed group by e.feed having count(*) <> max(h.seq) or min(e.seq) <> 1`,
    );
    tell(context, 'P1', {
      seed: random.seed,
      boards: clients.length,
      drops,
      kills: [...kills.values()].join(' '),
      moves: moved(),
      'facts at the boards': clients.reduce((sum, c) => sum + c.facts, 0),
      'moves sent again': writers.reduce((sum, w) => sum + w.resent, 0),
      'all right after ms': ms,
    });
    expect([faults, density]).toEqual([[], []]);
    for (const client of clients) client.close();
  },
  scaled(120_000, 1_800_000),
);

test('P6: the last packet before a silence is lost, and the board is right within 15 s without another', async (context) => {
  const [client] = await stage.boards(1);
  const [person] = await stage.movers(1);
  const card = await person!.order();
  await client!.until(() => client!.cards.has(card.id), 5_000);
  stage.front.swallow((chunk) => chunk.includes('42["packet"'));
  const { reply } = await person!.move(card);
  const lost = performance.now();
  await client!.until(() => stage.front.swallowed > 0, 5_000);
  // Before anything else: a heartbeat, which tells of the loss, may come at any moment.
  expect([stage.front.swallowed, client!.cards.get(card.id)?.version]).toEqual([1, 1]);
  await sleep(600);
  stage.front.swallow(() => false);
  const healed = await client!.until(() => client!.cards.get(card.id)?.version === reply.card.version, 16_000);
  tell(context, 'P6', {
    'packets lost': stage.front.swallowed,
    'right after ms': Math.round(performance.now() - lost),
  });
  expect([healed, client!.faults]).toEqual([true, []]);
  client!.close();
});

test('P11: between board and server nothing arrives any more, though the connection stands; healed, the board is right within 5 s', async (context) => {
  const [client] = await stage.boards(1);
  const outside = (await stage.movers(1))[0]!;
  outside.base = stage.server.url;
  const card = await outside.order();
  await client!.until(() => client!.cards.has(card.id), 5_000);
  stage.front.blackhole();
  const { reply } = await outside.move(card);
  await sleep(scaled(2_000, 30_000));
  expect(client!.cards.get(card.id)?.version).toBe(1);
  stage.front.heal();
  const began = performance.now();
  const healed = await client!.until(() => client!.cards.get(card.id)?.version === reply.card.version, 10_000);
  const ms = performance.now() - began;
  tell(context, 'P11', { 'right after ms': Math.round(ms) });
  expect([healed, ms < 5_000, client!.faults]).toEqual([true, true, []]);
  client!.close();
});
