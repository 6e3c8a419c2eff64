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

type Inquiry = { id: string; no: string; version: number };
type Card = { id: string; no: string; version: number };
const TEMPLATE = 'First reply to a new inquiry';

test('a template goes into a reply, the order is worked on with a checklist, and its settling pays the author', async () => {
  const [wu, wang] = [await world.person('Wu Tong'), await world.person('Wang Lei')];
  const asked = await wu.call<{ inquiry: Inquiry }>('POST', '/inquiries', {
    teamId: wu.teamId,
    ...{ buyer: 'Nordlys AS', country: 'NO', language: 'en', product: 'Folding chairs', text: 'We need chairs.' },
    ...{ channel: 'email', ownerId: wu.id, contact: { name: 'Ingrid', email: 'ingrid@nordlys.example', phone: '' } },
  });
  const { id } = asked.reply.inquiry;
  const desk = await world.desk('Wu Tong', `/inquiries/${id}`);
  await desk.getByRole('button', { name: '插入模板', exact: true }).click();
  await desk.getByRole('button', { name: `插入“${TEMPLATE}”` }).click();
  const box = desk.locator('.drawer textarea');
  await expect.poll(() => box.inputValue()).toContain('Dear Ingrid,');
  expect(await box.inputValue()).toContain('Folding chairs');
  await desk.getByText(`已用模板“${TEMPLATE}”`).waitFor();
  // Deleted, it is no use; a reload keeps what was put in.
  const text = await box.inputValue();
  await box.fill('Dear Ingrid,');
  await expect.poll(() => desk.getByText(`已用模板“${TEMPLATE}”`).count()).toBe(0);
  await box.fill(text);
  await desk.reload();
  await desk.getByText(`已用模板“${TEMPLATE}”`).waitFor();
  await desk.getByRole('button', { name: '记录回复' }).click();
  await desk.getByRole('link', { name: `模板“${TEMPLATE}”` }).waitFor();

  const { reply: now } = await wu.call<{ inquiry: Inquiry }>('GET', `/inquiries/${id}`);
  const converted = await wu.call<{ card: Card }>('POST', `/inquiries/${id}/convert`, {
    ...{ expectedVersion: now.inquiry.version, customerId: null },
    newCustomer: { name: 'Nordlys AS', country: 'NO', group: '' },
  });
  const { card } = converted.reply;
  // What one ticks the other sees, without looking again.
  const [one, other] = [
    await world.desk('Wu Tong', `/board?order=${card.id}`),
    await world.desk('Zhou Qiming', `/board?order=${card.id}`),
  ];
  await one.getByLabel('在知识池里找').fill('订舱与截港');
  await one.getByRole('button', { name: '关联“订舱与截港检查清单”' }).click();
  const line = (page: typeof one) => page.locator('.knowledge ol input').first();
  await line(other).waitFor({ timeout: 8_000 });
  await line(one).check();
  await expect.poll(() => line(other).isChecked(), { timeout: 8_000 }).toBe(true);
  await other.getByText(/已完成 1\//).waitFor();

  const moved = await wang.call('POST', `/orders/${card.id}/move`, {
    ...{ expectedVersion: card.version, toStage: 'SETTLED', afterId: null },
  });
  expect(moved.status).toBe(200);
  const author = await world.desk('Lin Xiaowen', '/points');
  const royalty = author.locator('.entries li', { hasText: '知识版税' }).filter({ hasText: card.no });
  await royalty.getByRole('button', { name: '为什么' }).click({ timeout: 10_000 });
  await royalty.getByRole('link', { name: TEMPLATE }).waitFor();
  await royalty.getByRole('link', { name: card.no }).click();
  await author.locator('.drawer h2', { hasText: 'Nordlys AS' }).waitFor();
  await Promise.all([desk, one, other, author].map((p) => p.context().close()));
}, 120_000);
