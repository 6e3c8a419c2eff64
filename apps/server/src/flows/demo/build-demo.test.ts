import { createTestDatabase, dropTestDatabase } from '@tallyboard/devdb/template';
import { FOLLOW_UP_WINDOW_MS } from '@tallyboard/rules/inquiries/inquiry';
import { DataSource } from 'typeorm';
import { expect, inject, test } from 'vitest';
import { WatchClocks } from '../../modules/inquiries/watch-clocks.js';
import { SetClock } from '../../platform/clock/clock.js';
import { Logger } from '../../platform/ops/logger.js';
import { buildServer } from '../../server.js';
import { CloseAwards } from '../awards/close-awards.js';
import { buildDemo } from './build-demo.js';

const NOW = '2026-11-25T02:00:00.000Z';

test('what came of nothing was taken back in its time; five kinds of awards were given, over several periods, and one waits', async () => {
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
  const given = await db.query<{ award: string; state: string; periods: number }[]>(
    `select award, state, count(distinct period)::int as periods from award group by 1, 2`,
  );
  const published = given.filter((a) => a.state === 'published');
  expect(published.map((a) => a.award).sort()).toEqual([
    'best_newcomer',
    'collaboration_star',
    'customer_of_the_year',
    'fastest_responder',
    'most_improved',
  ]);
  expect(published.filter((a) => a.periods > 1).map((a) => a.award)).toContain('fastest_responder');
  // Colleagues use what is in the pool, and orders that were settled paid for it.
  const earned = await db.query<{ rule: string; n: number }[]>(
    `select rule_id as rule, count(*)::int as n from ledger_txn where rule_id in ('KNW-03', 'KNW-04') group by 1 order by 1`,
  );
  expect(earned.map((e) => e.rule)).toEqual(['KNW-03', 'KNW-04']);
  const [{ replies }] = await db.query<[{ replies: number }]>(
    `select count(*)::int as replies from knowledge_use where kind = 'reply' and removed_at is null`,
  );
  expect(replies).toBeGreaterThan(2);
  await app.get(CloseAwards).look(NOW);
  const waiting = await db.query<{ award: string }[]>(`select award from award where state = 'shortlist'`);
  expect(waiting.map((a) => a.award)).toContain('collaboration_star');
  // The newcomer's first order brought a voucher, for which there was no budget then and is one now.
  const rewards = await db.query<{ kind: string; state: string }[]>('select kind, state from reward_grant');
  expect(rewards).toEqual([{ kind: 'voucher', state: 'waiting' }]);
  await app.get(WatchClocks).look();
  const [{ n }] = await db.query<[{ n: number }]>(
    `select count(*)::int as n from feed_event where name = 'inquiries.follow_up_lapsed'`,
  );
  expect(n).toBe(lapses.length);
  await app.close();
  await dropTestDatabase(inject('adminUrl'), database.name);
}, 60_000);
