import { createTestDatabase, dropTestDatabase } from '@tallyboard/devdb/template';
import { FOLLOW_UP_WINDOW_MS } from '@tallyboard/rules/inquiries/inquiry';
import { DataSource } from 'typeorm';
import { expect, inject, test } from 'vitest';
import { WatchClocks } from '../../modules/inquiries/watch-clocks.js';
import { SetClock } from '../../platform/clock/clock.js';
import { Reactions } from '../../platform/feeds/reactions.js';
import { Logger } from '../../platform/ops/logger.js';
import { buildServer } from '../../server.js';
import { buildDemo } from './build-demo.js';

const NOW = '2026-11-25T02:00:00.000Z';

test('what came of nothing in the demo was taken back three days after the answer, and not when the demo is made', async () => {
  const database = await createTestDatabase(inject('adminUrl'), inject('template'));
  const config = {
    port: 0,
    host: '127.0.0.1',
    dataDir: '',
    databaseUrl: database.url,
    publicUrl: null,
    demo: true,
    production: false,
    proxyHops: 0,
    logLevel: 'error' as const,
    metricsToken: null,
    backupDir: null,
    backupKeep: 7,
    mail: null,
  };
  const { app } = await buildServer(config, new SetClock(NOW), database.url, new Logger('silent'));
  await app.init();
  await buildDemo(app);
  await app.get(Reactions).settled();
  const db = app.get(DataSource);
  const lapses = await db.query<{ at: string; answeredAt: string }[]>(
    `select occurred_at as at, payload->'inquiry'->'firstResponse'->>'at' as "answeredAt" from feed_event where name = 'inquiries.follow_up_lapsed'`,
  );
  expect(lapses.length).toBeGreaterThan(5);
  for (const { at, answeredAt } of lapses) expect(Date.parse(at) - Date.parse(answeredAt)).toBe(FOLLOW_UP_WINDOW_MS);
  const [{ taken }] = await db.query<[{ taken: number }]>(
    `select count(*)::int as taken from ledger_txn where rule_id = 'INQ-01' and reverses_id is not null and at > $1::timestamptz - interval '1 hour'`,
    [NOW],
  );
  expect(taken).toBe(0);
  await app.get(WatchClocks).look();
  const [{ n }] = await db.query<[{ n: number }]>(
    `select count(*)::int as n from feed_event where name = 'inquiries.follow_up_lapsed'`,
  );
  expect(n).toBe(lapses.length);
  await app.close();
  await dropTestDatabase(inject('adminUrl'), database.name);
}, 60_000);
