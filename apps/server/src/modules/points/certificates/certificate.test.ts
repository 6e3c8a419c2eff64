import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bare, pdfText } from '../../../testing/pdf-text.js';
import { type Actor, TestServer } from '../../../testing/test-server.js';
import { anAward, publishAward } from '../awards/award.factory.js';
import { AwardRow } from '../awards/award.entity.js';
import { aCustomer } from '../../orders/order.factory.js';

let server: TestServer;
let rare: Actor;
let rarer: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  [rare, rarer] = [await server.person(['sales'], '翀喆'), await server.person(['sales'], '𬍛㛃')];
  await server.db.query(
    `update app_user set name_en = case name when '翀喆' then 'Chong Zhe' else 'Li Jie' end where id in ($1, $2)`,
    [rare.id, rarer.id],
  );
});
afterAll(() => server.stop());

const AT = '2026-10-15T02:00:00.000Z';
const thanked = (userId: string) => ({
  userId,
  kudos: ['a', 'b', 'c'].map((fromId) => ({ fromId, at: AT })),
  reversals: 0,
});
async function certificate(id: string, winnerId: string, locale: 'zh-CN' | 'en', as: Actor = server.manager) {
  const answer = await fetch(`${server.url}/api/v1/awards/${id}/certificate?winnerId=${winnerId}&locale=${locale}`, {
    headers: { cookie: as.cookie },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const shots = process.env['CERTIFICATES'];
  if (shots && answer.ok) await writeFile(`${shots}/${id.slice(-4)}-${winnerId.slice(-4)}-${locale}.pdf`, bytes);
  return { status: answer.status, headers: answer.headers, bytes, text: answer.ok ? pdfText(bytes) : '' };
}

test('whoever won has a certificate in either language; its words can be read out of it, rare characters too', async () => {
  const id = await anAward(server, { award: 'collaboration_star', of: [thanked(rare.id), thanked(rarer.id)] });
  expect((await certificate(id, rare.id, 'zh-CN')).status).toBe(404);
  await publishAward(server, id, [rare.id, rarer.id]);
  const zh = await certificate(id, rare.id, 'zh-CN', rarer);
  expect(zh.headers.get('content-type')).toBe('application/pdf');
  expect(decodeURIComponent(zh.headers.get('content-disposition')!)).toContain('荣誉证书-协作之星-2026-10-翀喆.pdf');
  for (const words of [
    '荣誉证书',
    '翀喆',
    '2026年10月',
    '协作之星',
    '（并列）',
    '3 位同事 · 3 次点赞',
    '第 1 版',
    '2026年11月1日',
  ])
    expect(zh.text).toContain(bare(words));
  expect(zh.text).not.toContain('\uFFFD');
  const en = await certificate(id, rare.id, 'en', rarer);
  for (const words of ['Certificate of Honour', 'Chong Zhe', 'October 2026', 'Collaboration star', '3 colleagues'])
    expect(en.text).toContain(bare(words));
  // No type for these two in the face: letters instead of boxes.
  expect((await certificate(id, rarer.id, 'zh-CN')).text).toContain('LiJie');
  expect((await certificate(id, server.manager.id, 'en')).status).toBe(404);
});

test('the same award gives the same bytes; what was restated says so, and says it the same each time', async () => {
  const id = await anAward(
    server,
    { award: 'collaboration_star', of: [thanked(rare.id)] },
    { at: '2026-09-15T00:00:00.000Z' },
  );
  await publishAward(server, id, [rare.id]);
  const [first, again] = [await certificate(id, rare.id, 'zh-CN'), await certificate(id, rare.id, 'zh-CN', rare)];
  expect(first.bytes.equals(again.bytes)).toBe(true);
  expect(first.text).not.toContain('奖项保持不变');
  await server.db.manager.update(AwardRow, { id }, { restated: [], restatedAt: '2026-11-20T02:00:00.000Z' });
  expect((await certificate(id, rare.id, 'zh-CN')).text).toContain('2026年11月20日');
  expect((await certificate(id, rare.id, 'en')).text).toContain(
    bare('Data was corrected after the award (20 November 2026)'),
  );
});

test('the customer of the year gets one that tells nothing of how customers are weighed', async () => {
  const customerId = await aCustomer(server, server.manager, 'Móveis Sul Ltda · Trần Minh');
  const orders = [1, 2].map((usdMinor) => ({ usdMinor, at: AT }));
  const id = await anAward(
    server,
    { award: 'customer_of_the_year', of: [{ customerId, orders, votes: 1, reversals: 0 }] },
    { kind: 'year' },
  );
  await publishAward(server, id, [customerId]);
  const { text } = await certificate(id, customerId, 'en');
  for (const words of ['Certificate of Appreciation', 'Móveis Sul Ltda · Trần Minh', '2 orders in the year'])
    expect(text).toContain(bare(words));
  expect(text).not.toContain('votes');
});
