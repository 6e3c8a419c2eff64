import { setTimeout as sleep } from 'node:timers/promises';
import { ordersApi } from '@tallyboard/contracts/orders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreed } from './board-client.js';
import { scaled } from './scale.js';
import { Stage } from './stage.js';
import { tell } from './tell.js';
import { Writer } from './writer.js';

const ROWS = 600;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open({ shared_preload_libraries: 'pg_stat_statements' });
  await stage.ask('create extension if not exists pg_stat_statements');
}, 120_000);
afterAll(() => stage.close());

/** One figure of the server's own. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${stage.server.url}/metrics`)).text();
  return Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (.+)$`, 'm').exec(text)?.[1]);
}

test(
  'P7: screens that stopped reading cost no memory, delay nobody, are let go, and catch up when they wake',
  async (context) => {
    const [awake] = await stage.boards(1);
    const [person] = await stage.movers(1);
    // A sheet whose titles change each time it is imported: megabytes for everybody, more than the network takes by itself.
    let turn = 0;
    const change = async (): Promise<void> => {
      turn += 1;
      const rows = Array.from({ length: ROWS }, (_, i) => `SLOW-${i},Slow Buyer,DE,${turn} ${'长'.repeat(100)}`);
      const contentBase64 = Buffer.from(['订单号,客户名称,国家,品名', ...rows].join('\n')).toString('base64');
      const { status, reply } = await person!.call(ordersApi.importRun, { fileName: 'slow.csv', contentBase64 });
      expect([status, reply.counts.error]).toEqual([200, 0]);
    };
    const lags: number[] = [];
    /** Changes until it is enough; the most memory the server took meanwhile. */
    const peak = async (enough: () => Promise<boolean>): Promise<number> => {
      let most = 0;
      do {
        await change();
        const told = performance.now();
        await awake!.until(() => awake!.facts >= turn * ROWS, 5_000);
        lags.push(performance.now() - told);
        most = Math.max(most, await metric('process_resident_memory_bytes'));
      } while (!(await enough()));
      return most;
    };
    const after = (ms: number) => {
      const until = performance.now() + ms;
      return () => Promise.resolve(performance.now() > until);
    };
    // The same with nobody asleep is what it costs by itself.
    const before = await peak(after(scaled(6_000, 30_000)));
    // Straight to the server: a proxy would swallow for a sleeper what the server must not keep.
    const asleep = await stage.boards(scaled(8, 100), stage.server.url);
    for (const client of asleep) client.sleep();
    const paused = performance.now();
    const late = after(45_000);
    const left = async (): Promise<number> => (await metric('sockets{kind="user"}')) - 1;
    const most = await peak(async () => (await left()) === 0 || late());
    const goneAfter = Math.round(performance.now() - paused);
    const stillThere = await left();
    for (const client of asleep) client.wake();
    const { ms, differ } = await agreed(asleep, person!, 20_000);
    lags.sort((a, b) => a - b);
    tell(context, 'P7', {
      asleep: asleep.length,
      changes: turn * ROWS,
      'all let go after ms': goneAfter,
      'of those for their backlog': await metric('live_sockets_slow_total'),
      'memory grew MiB': Math.round((most - before) / 2 ** 20),
      'another board was told after ms, slowest': Math.round(lags.at(-1)!),
      'awake and right after ms': ms,
    });
    expect(stillThere).toBe(0);
    expect([differ, asleep.flatMap((c) => c.faults)]).toEqual([[], []]);
    expect(most - before).toBeLessThan(120 * 2 ** 20);
    expect(lags.at(-1)).toBeLessThan(1_000);
    for (const client of [...asleep, awake!]) client.close();
  },
  scaled(90_000, 180_000),
);

test(
  'P8: a server is killed under many boards, and when it is back all are current within seconds at the cost of few questions',
  async (context) => {
    const clients = await stage.boards(scaled(150, 1_000));
    const [person] = await stage.movers(1);
    const writer = await Writer.start(person!, 50);
    await sleep(500);
    await stage.ask('select pg_stat_statements_reset()');
    await stage.killServer();
    const back = performance.now();
    const current = async (): Promise<boolean> => {
      const [head] = await stage.ask<{ seq: number }>(`select seq::int from feed_head where feed = $1`, [
        clients[0]!.feed,
      ]);
      return clients.every((c) => c.socket.connected && (c.at?.last ?? -1) >= head!.seq - 2);
    };
    while (!(await current()) && performance.now() - back < 30_000) await sleep(50);
    const ms = performance.now() - back;
    const faults = [...(await writer.end()), ...clients.flatMap((c) => c.faults)];
    const [asked] = await stage.ask<{ n: number }>(
      `select coalesce(sum(calls), 0)::int as n from pg_stat_statements where query like '%from feed_event where feed = $1 and seq > $2%' or query like '%from feed_event where feed = $1 and seq <= $2%'`,
    );
    tell(context, 'P8', {
      boards: clients.length,
      'all current after ms': Math.round(ms),
      'questions to the log': asked!.n,
      'event loop p99 ms': Math.round((await metric('nodejs_eventloop_lag_p99_seconds')) * 1_000),
      'snapshots taken': clients.reduce((sum, c) => sum + c.snapshots - 1, 0),
    });
    expect(faults).toEqual([]);
    expect(ms).toBeLessThan(scaled(8_000, 8_000));
    for (const client of clients) client.close();
  },
  scaled(90_000, 180_000),
);
