import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { INQUIRY_STATUSES } from '@tallyboard/rules/inquiries/inquiry';
import { INQUIRY_LISTS, inListOrder, isListed } from '@tallyboard/rules/inquiries/inquiry-lists';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestServer } from '../../testing/test-server.js';
import { anInquiry } from './inquiry.factory.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

test('what stands in a list, and in which order, is the same in SQL and in the rule that browsers use', async () => {
  const chen = await server.person(['sales'], '陈凯');
  let minute = 0;
  for (const status of INQUIRY_STATUSES)
    for (const owner of [null, server.manager.id, chen.id])
      for (const waits of [true, false]) {
        const { inquiry } = await anInquiry(server);
        minute += 1;
        const since = waits ? new Date(Date.UTC(2026, 10, 1, 0, (minute * 17) % 60)).toISOString() : null;
        await server.db.query(
          'update inquiry set status = $2, owner_id = $3, waiting_since = $4, due_at = $4 where id = $1',
          [inquiry.id, status, owner, since],
        );
      }
  const list = async (which: (typeof INQUIRY_LISTS)[number]) =>
    (await server.call(inquiriesApi.list, { list: which, offset: 0, limit: 200 }, server.manager)).reply;
  const all = (await list('all')).inquiries;
  expect(all).toHaveLength(INQUIRY_STATUSES.length * 6);
  for (const which of INQUIRY_LISTS) {
    const answer = await list(which);
    const follows = all.filter((i) => isListed(i, which, server.manager.id)).sort(inListOrder);
    expect([which, answer.inquiries.map((i) => i.no)]).toEqual([which, follows.map((i) => i.no)]);
    expect([which, answer.counts[which]]).toEqual([which, follows.length]);
  }
});
