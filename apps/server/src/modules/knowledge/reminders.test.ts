import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { MailWorker } from '../../platform/mail/mail-worker.js';
import { FakeMailServer } from '../../testing/fake-mail-server.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { anItem } from './item.factory.js';
import { WatchItems } from './watch-items.js';

// One o'clock in the morning in Shanghai.
const clock = new SetClock('2026-11-25T17:00:00.000Z');
let peer: FakeMailServer;
let server: TestServer;
beforeAll(async () => {
  peer = await FakeMailServer.start();
  const mail = { smtpUrl: peer.url, from: '计功板 <board@example.com>' };
  server = await TestServer.start({ clock, config: { mail, publicUrl: 'http://board.example.com', proxyHops: 1 } });
});
afterAll(async () => {
  await server.stop();
  await peer.stop();
});

test('one letter to whoever looks after items, in the morning, when a check is due and once more when it is over', async () => {
  const [author, checker] = [await server.person(['sales'], 'Author'), await server.person(['sales'], 'Checker')];
  const [due, over] = [
    await anItem(server, author, checker, { title: '关税', body: '三', type: 'market_report' }),
    await anItem(server, author, checker, { title: '竞品', body: '五', type: 'competitor' }),
  ];
  const dueOn = (id: string, on: string) =>
    server.db.query('update knowledge_item set verify_by = $2 where id = $1', [id, on]);
  await dueOn(due.id, '2026-12-01');
  await dueOn(over.id, '2026-11-20');
  const watch = server.running.app.get(WatchItems);
  const worker = server.running.app.get(MailWorker);
  await watch.look();
  expect(await worker.work()).toBe(0);
  await server.travel(clock, '2026-11-26T00:30:00.000Z');
  await watch.look();
  expect(await worker.work()).toBe(1);
  expect(peer.letters).toHaveLength(1);
  const { text } = peer.letters[0]!;
  expect(text).toContain('关税');
  expect(text).toContain('竞品');
  expect(text).toContain(`http://board.example.com/knowledge/${due.id}`);
  expect(text).not.toMatch(/[{}]/);

  await server.travel(clock, '2026-12-02T02:00:00.000Z');
  await watch.look();
  await watch.look();
  expect(await worker.work()).toBe(1);
  expect(peer.letters[1]!.text).toContain('关税');
  expect(peer.letters[1]!.text).not.toContain('竞品');
});

test('whoever it is handed to gets a letter of their own; who went to another team gets none, and no list of it', async () => {
  const [author, checker] = [await server.person(['sales'], 'Author'), await server.person(['sales'], 'Moved')];
  const next = await server.person(['sales'], 'Next');
  const item = await anItem(server, author, checker, { title: '船期', body: '每周二、周四开船，以订舱为准。' });
  const elsewhere = await server.team('外队');
  await server.db.query('update app_user set team_id = $2 where id = $1', [checker.id, elsewhere]);
  await server.db.query('update knowledge_item set verify_by = $2 where id = $1', [item.id, '2026-12-01']);
  const watch = server.running.app.get(WatchItems);
  const worker = server.running.app.get(MailWorker);
  const expired = () =>
    server.db.query(`select 1 from feed_event where name = 'knowledge.expired' and payload->'item'->>'id' = $1`, [
      item.id,
    ]);
  await watch.look();
  await watch.look();
  expect([await worker.work(), (await expired()).length]).toEqual([0, 1]);
  const toCheck = async (as: Actor) =>
    (await server.call(knowledgeApi.search, { in: 'verify', offset: 0, limit: 100 }, as)).reply.items.map((i) => i.id);
  expect((await toCheck(server.manager)).includes(item.id)).toBe(true);
  expect(await toCheck(checker)).toEqual([]);

  const { version } = (await server.call(knowledgeApi.get, { id: item.id }, server.manager)).reply;
  const to = { id: item.id, expectedVersion: version, verifierId: next.id };
  expect((await server.call(knowledgeApi.handOn, to, server.manager)).status).toBe(200);
  await watch.look();
  await watch.look();
  expect([await worker.work(), (await expired()).length]).toEqual([1, 1]);
  expect(peer.letters.at(-1)!.text).toContain('船期');
});
