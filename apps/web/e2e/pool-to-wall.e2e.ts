import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

type Inquiry = { id: string; version: number };
type Card = { id: string; no: string; version: number };
const TITLE = '北欧客户首封回信';
const BODY = ['您好，谢谢来信。', '请告知目的港、数量和希望的到货日期，我们今天就报价。', '样品三天内寄出。'].join(
  '\n\n',
);
const BOOK = '国际贸易术语解释通则';

test('from the pool to the wall: written, let in, found helpful, used, settled, paid, redeemed, shown', async () => {
  const [wu, wang] = [await world.person('Wu Tong'), await world.person('Wang Lei')];
  const wall = await world.unpairedWall();
  const heard: string[] = [];
  wall.on('websocket', (socket) => socket.on('framereceived', (f) => void heard.push(String(f.payload))));
  await world.pair(wall);

  const lin = await world.desk('Lin Xiaowen', '/knowledge/new?type=template');
  await lin.getByLabel('标题', { exact: true }).first().fill(TITLE);
  await lin.locator('.markdown-field textarea').fill(BODY);
  await lin.getByRole('button', { name: '完成' }).click();
  await lin.getByRole('button', { name: '提交审核' }).click();
  await lin.getByText('已提交审核').waitFor();
  const itemId = /knowledge\/([0-9a-f-]+)/.exec(lin.url())![1]!;
  const zhou = await world.desk('Zhou Qiming', `/knowledge/${itemId}?in=review`);
  await zhou.getByRole('button', { name: '发布' }).click();
  await lin.getByText('第 1 版').waitFor({ timeout: 8_000 });

  // Read for a while before it is said that it helped; meanwhile the reply is written.
  const reader = await world.desk('Wu Tong', `/knowledge/${itemId}`);
  await reader.getByRole('button', { name: /有用/ }).waitFor();
  const asked = await wu.call<{ inquiry: Inquiry }>('POST', '/inquiries', {
    teamId: wu.teamId,
    ...{ buyer: 'Fjord Home', country: 'NO', language: 'zh', product: '折叠椅', text: '我们需要折叠椅。' },
    ...{ channel: 'email', ownerId: wu.id, contact: { name: 'Ola', email: 'ola@fjord.example', phone: '' } },
  });
  const { id } = asked.reply.inquiry;
  const desk = await world.desk('Wu Tong', `/inquiries/${id}`);
  await desk.getByRole('button', { name: '插入模板', exact: true }).click();
  await desk.getByRole('button', { name: `插入“${TITLE}”` }).click();
  await desk.getByText(`已用模板“${TITLE}”`).waitFor();
  await desk.getByRole('button', { name: '记录回复' }).click();
  await desk.getByRole('link', { name: `模板“${TITLE}”` }).waitFor();
  await reader.getByRole('button', { name: /有用/ }).click({ timeout: 25_000 });
  await reader.getByRole('button', { name: '有用 1' }).waitFor();

  const { reply: now } = await wu.call<{ inquiry: Inquiry }>('GET', `/inquiries/${id}`);
  const converted = await wu.call<{ card: Card }>('POST', `/inquiries/${id}/convert`, {
    ...{ expectedVersion: now.inquiry.version, customerId: null },
    newCustomer: { name: 'Fjord Home', country: 'NO', group: '' },
  });
  const { card } = converted.reply;
  expect((await wang.move(card, 'SETTLED')).status).toBe(200);

  await lin.goto(`${world.server.url}/points`);
  const royalty = lin.locator('.entries li', { hasText: '知识版税' }).filter({ hasText: card.no });
  await royalty.getByRole('button', { name: '为什么' }).click({ timeout: 10_000 });
  await royalty.getByRole('link', { name: TITLE }).waitFor();

  await lin.goto(`${world.server.url}/store`);
  await lin.locator('article', { hasText: BOOK }).getByRole('button').click();
  await lin.getByRole('dialog').getByRole('button', { name: '兑换', exact: true }).click();
  await lin.getByRole('dialog').waitFor({ state: 'hidden' });
  const boss = await world.desk('Wang Lei', '/store?tab=review');
  const row = boss.locator('li', { hasText: '林晓雯' }).filter({ hasText: BOOK });
  await row.getByRole('button', { name: '发放' }).click({ timeout: 8_000 });

  await wall.getByText('林晓雯用知识币换到了学习资源').waitFor({ timeout: 8_000 });
  // Who learned is an example to all; what it was, and what was written, is not the hall's business.
  expect(heard.length).toBeGreaterThan(0);
  for (const secret of [TITLE, BOOK]) {
    expect(heard.filter((frame) => frame.includes(secret))).toEqual([]);
    expect(await wall.getByText(secret).count()).toBe(0);
  }
  await Promise.all([wall, lin, zhou, reader, desk, boss].map((p) => p.context().close()));
}, 150_000);
