import type { FactName } from '@tallyboard/contracts/facts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StoredFact } from '../feeds/fact.js';
import { PacketPace } from './packet-pace.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const fact = (seq: number, name: FactName = 'orders.moved'): StoredFact =>
  ({ feed: 'team:a', seq, name, payload: {}, actorId: '', commandId: null, occurredAt: '' }) satisfies StoredFact;

/** A pace whose telling takes so long, and what it told when. */
function paced(costMs: number) {
  const told: { feed: string; at: number; seqs: number[] }[] = [];
  const start = Date.now();
  const pace = new PacketPace((feed, facts) => {
    told.push({ feed, at: Date.now() - start, seqs: facts.map((f) => f.seq) });
    vi.setSystemTime(Date.now() + costMs);
  }, Date.now);
  return { pace, told };
}

test('while there is time for it, every fact is told at once', () => {
  const { pace, told } = paced(4);
  for (let seq = 1; seq <= 5; seq += 1) {
    pace.offer('team:a', [fact(seq)]);
    vi.advanceTimersByTime(46);
  }
  expect(told.map((t) => t.at)).toEqual([0, 50, 100, 150, 200]);
});

test('a few facts close together are told at once, one by one', () => {
  const { pace, told } = paced(4);
  for (const seq of [1, 2, 3]) {
    pace.offer('team:a', [fact(seq)]);
    vi.advanceTimersByTime(1);
  }
  expect(told.map((t) => t.at)).toEqual([0, 5, 10]);
});

test('under load a feed rests nine times as long as the telling took, and all that came is one packet', () => {
  const { pace, told } = paced(4);
  for (let seq = 1; seq <= 300; seq += 1) {
    pace.offer('team:a', [fact(seq)]);
    vi.advanceTimersByTime(2);
  }
  vi.advanceTimersByTime(100);
  expect(told.flatMap((t) => t.seqs)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
  const late = told.filter((t) => t.at > 200);
  expect(late.length).toBeGreaterThan(10);
  for (const [i, t] of late.entries()) if (i > 0) expect(t.at - late[i - 1]!.at).toBeGreaterThanOrEqual(40);
});

test('what may wait rides with the next fact that may not, and goes by itself after a moment', () => {
  const { pace, told } = paced(0);
  pace.offer('team:a', [fact(1, 'points.granted')]);
  vi.advanceTimersByTime(40);
  pace.offer('team:a', [fact(2)]);
  pace.offer('team:a', [fact(3, 'points.reversed')]);
  vi.advanceTimersByTime(149);
  pace.offer('team:a', [fact(4, 'points.granted')]);
  vi.advanceTimersByTime(500);
  expect(told.map(({ at, seqs }) => [at, seqs])).toEqual([
    [40, [1, 2]],
    [190, [3, 4]],
  ]);
});

test('a feed does not wait for another, and what waits can be told before its time', () => {
  const { pace, told } = paced(30);
  pace.offer('team:a', [fact(1)]);
  pace.offer('team:a', [fact(2)]);
  pace.offer('team:b', [{ ...fact(1), feed: 'team:b' }]);
  pace.flush('team:a');
  pace.flush('team:a');
  pace.offer('team:a', [fact(3)]);
  pace.close();
  vi.advanceTimersByTime(500);
  expect(told.map(({ feed, seqs }) => [feed, seqs])).toEqual([
    ['team:a', [1]],
    ['team:b', [1]],
    ['team:a', [2]],
  ]);
});

test('a telling that took long, or many out of turn, keep nobody waiting for seconds', () => {
  const { pace, told } = paced(600);
  for (const seq of [1, 2, 3]) {
    pace.offer('team:a', [fact(seq)]);
    pace.flush('team:a');
  }
  const asked = told.at(-1)!.at + 600;
  pace.offer('team:a', [fact(4)]);
  vi.advanceTimersByTime(5_000);
  expect(told.at(-1)).toMatchObject({ seqs: [4] });
  expect(told.at(-1)!.at - asked).toBeLessThanOrEqual(500);
});
