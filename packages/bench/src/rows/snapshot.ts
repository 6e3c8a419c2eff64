import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { ordersApi } from '@tallyboard/contracts/orders';
import { PACKED_TYPE, type Packed, unpackReply } from '@tallyboard/contracts/packed';
import { fetchEncoded, type Ours } from '../adapters/ours.js';
import { monotonicMs } from '../machine/clock.js';
import { watchLoad } from '../machine/watch-load.js';
import { noiseOf, type Sample } from '../sample.js';
import { pairWall } from '../stage/pair-wall.js';
import type { Bench } from './bench.js';
import { Figures, type RowResult } from './figures.js';
import { floorBytes } from './snapshot-floor.js';

const DECODE: Record<string, (bytes: Buffer) => Buffer> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  zstd: zstdDecompressSync,
  '': (bytes) => bytes,
};
const REPEATS = 7;

/** What a wall downloads when it is switched on, against the smallest form of the very same fields; and when nothing has changed. */
export async function snapshot(bench: Bench): Promise<RowResult> {
  const figures = new Figures();
  const gates: RowResult['gates'] = {};
  const notes = [
    '“After a change” includes reading, encoding and compressing on the server, once for everybody; “again” is the same bytes from memory; the bench reads them, it does not parse.',
  ];
  for (const orders of bench.plan.full ? [500, 5_000, 50_000] : [500, 5_000]) {
    const ours = await bench.ours(orders);
    await ours.start();
    try {
      const bytes = await one(bench, ours, `${orders.toLocaleString('en')} orders`, figures);
      gates[`snapshot.${orders}`] = [{ value: bytes.ours / bytes.floor, noise: [] }];
    } finally {
      await ours.stop();
      await bench.database.drop(ours.databaseUrl);
    }
  }
  return { gates, tables: [figures.table('The wall’s view of the board', 'board')], notes };
}

async function one(bench: Bench, ours: Ours, name: string, figures: Figures): Promise<{ ours: number; floor: number }> {
  const wall = await pairWall(ours);
  const path = `${ours.url}/api/v1/teams/${ours.teamId}/board`;
  const cards = (await ours.board()).cards.filter((c) => c.stage === 'INQUIRY');
  const commit = await bench.database.commitMs(20);
  const asWall = { accept: PACKED_TYPE };
  let first = await fetchEncoded(path, wall, asWall);
  const timed = async (headers: Record<string, string>): Promise<{ ms: number; status: number }> => {
    const start = monotonicMs();
    const { status } = await fetchEncoded(path, wall, { ...asWall, ...headers });
    return { ms: monotonicMs() - start, status };
  };
  for (let i = 0; i < REPEATS; i += 1) {
    const card = cards[i % cards.length]!;
    const moved = await ours.admin!.call(ordersApi.move, {
      id: card.id,
      expectedVersion: card.version,
      toStage: 'INQUIRY',
      afterId: null,
    });
    card.version = moved.card.version;
    const stop = watchLoad(ours.processes());
    const changed = await timed({});
    const { cpuMs, otherPct } = stop();
    first = await fetchEncoded(path, wall, asWall);
    const sample = (value: number): Sample => ({
      value,
      noise: noiseOf({ otherPct: 0, generatorPct: 0, commitBefore: commit, commitAfter: commit }),
    });
    figures.add(name, 'after a change ms', sample(changed.ms), 1);
    figures.add(name, 'its server CPU ms', sample(cpuMs[0]!), 0);
    figures.add(name, 'again ms', sample((await timed({})).ms), 1);
    const same = await timed({ 'if-none-match': first.etag });
    if (same.status !== 304) throw new Error(`an unchanged board was answered with ${same.status}`);
    figures.add(name, '304 ms', sample(same.ms), 1);
    figures.add(name, 'other load %', { value: otherPct, noise: [] }, 0);
  }
  const plain = DECODE[first.encoding]!(first.body);
  const board = unpackReply(JSON.parse(plain.toString()) as Packed) as Parameters<typeof floorBytes>[0];
  const floor = floorBytes(board);
  figures.add(name, 'JSON KB', { value: plain.length / 1_000, noise: [] }, 1);
  figures.add(name, `${first.encoding} KB`, { value: first.bytes / 1_000, noise: [] }, 1);
  figures.add(name, 'floor KB', { value: floor / 1_000, noise: [] }, 1);
  return { ours: first.bytes, floor };
}
