import { expect, test } from 'vitest';
import { Logger } from '../ops/logger.js';
import type { StoredFact } from './fact.js';
import type { FeedLog } from './feed-log.js';
import { Sequencer } from './sequencer.js';

const fact = (seq: number, life: string): StoredFact => ({
  feed: 'team:a',
  seq,
  name: 'orders.moved',
  payload: { life },
  actorId: '',
  commandId: null,
  occurredAt: '',
});

test('when the database was set back, a feed goes on from where it stands there, and nothing of its other life is told again', async () => {
  let log = [1, 2, 3].map((seq) => fact(seq, 'old'));
  const reader = {
    head: () => Promise.resolve(log.at(-1)?.seq ?? 0),
    before: () => Promise.resolve([...log]),
    after: (_: string, seq: number) => Promise.resolve(log.filter((f) => f.seq > seq)),
  } as unknown as FeedLog;
  const sequencer = new Sequencer(reader, new Logger('fatal'));
  const told: unknown[] = [];
  sequencer.listen((_, facts) => told.push(...facts.map((f) => [f.seq, f.payload])));
  await sequencer.follow('team:a');
  sequencer.committed([fact(4, 'old'), fact(6, 'old')]);
  log = [fact(1, 'old'), fact(2, 'old')];
  await sequencer.startAnew();
  expect(sequencer.headOf('team:a')).toBe(2);
  expect(await sequencer.since('team:a', 1, 10)).toEqual({ head: 2, facts: [fact(2, 'old')] });
  sequencer.committed([fact(3, 'new')]);
  expect(told).toEqual([
    [4, { life: 'old' }],
    [3, { life: 'new' }],
  ]);
  sequencer.onApplicationShutdown();
});
