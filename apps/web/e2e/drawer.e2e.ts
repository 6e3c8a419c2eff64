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

/** Lin's drawer on an order, and what the server keeps of it. */
async function drawer() {
  const [lin, wu] = [await world.person('Lin Xiaowen'), await world.person('Wu Tong')];
  const { id } = await lin.card('QUOTED');
  const page = await world.desk('Lin Xiaowen', `/board?order=${id}`);
  const kept = async () =>
    (await lin.call<{ title: string; place: string; version: number }>('GET', `/orders/${id}`)).reply;
  const byWu = async (edit: object) =>
    expect((await wu.call('PATCH', `/orders/${id}`, { expectedVersion: (await kept()).version, ...edit })).status).toBe(
      200,
    );
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await field('品名').waitFor();
  return { page, field, kept, byWu, path: `**/api/v1/orders/${id}` };
}

test('what a colleague wrote in the same field meanwhile is shown, not overwritten; one chooses which text stands', async () => {
  const { page, field, kept, byWu } = await drawer();
  await field('品名').fill('mine');
  await byWu({ title: 'theirs' });
  await page.locator('.timeline li').first().getByText('吴桐').first().waitFor();
  await page.locator('.timeline .changes li', { hasText: '品名' }).first().getByText('→ theirs').waitFor();
  await field('品名').press('Tab');
  const conflict = page.locator('.conflict', { hasText: '吴桐' });
  await conflict.getByText('theirs').waitFor();
  expect(await field('品名').inputValue()).toBe('mine');
  expect((await kept()).title).toBe('theirs');
  await conflict.getByRole('button', { name: '用我的' }).click();
  await expect.poll(async () => (await kept()).title).toBe('mine');
  await conflict.waitFor({ state: 'detached' });
  await page.context().close();
});

test('the same holds when the news of it has not arrived yet; another field of the order is no conflict', async () => {
  const { page, field, kept, byWu, path } = await drawer();
  // The reading again is late, the save is not.
  await page.route(path, async (route) => {
    if (route.request().method() === 'GET') await new Promise((next) => setTimeout(next, 700));
    await route.continue();
  });
  await field('品名').fill('mine again');
  await byWu({ title: 'theirs again' });
  await field('品名').press('Tab');
  await page.locator('.conflict', { hasText: 'theirs again' }).waitFor();
  expect((await kept()).title).toBe('theirs again');
  await page.getByRole('button', { name: '保留对方的' }).click();
  await expect.poll(() => field('品名').inputValue()).toBe('theirs again');

  await field('品名').fill('mine at last');
  await byWu({ place: 'Ningbo' });
  await field('品名').press('Tab');
  await expect.poll(async () => (await kept()).title, { timeout: 5_000 }).toBe('mine at last');
  expect((await kept()).place).toBe('Ningbo');
  await page.context().close();
});

test('what is typed on while a slow save is under way reaches the server too', async () => {
  const { page, field, kept, path } = await drawer();
  await page.route(path, async (route) => {
    if (route.request().method() === 'PATCH') await new Promise((next) => setTimeout(next, 1_500));
    await route.continue();
  });
  await field('品名').fill('slow one');
  await field('品名').press('Enter');
  await field('品名').fill('slow one and two');
  await field('品名').press('Tab');
  await expect.poll(async () => (await kept()).title, { timeout: 8_000 }).toBe('slow one and two');
  expect(await field('品名').inputValue()).toBe('slow one and two');
  await page.context().close();
});

test('shares that are being entered survive what colleagues do to the order; changed by one of them, one chooses', async () => {
  const lin = await world.person('Lin Xiaowen');
  const { id } = (await lin.board()).cards.find((c) => c.owners.sales === lin.id && c.stage === 'QUOTED')!;
  type Kept = { version: number; place: string; credit: { userId: string; percent: number }[] };
  const kept = async () => (await lin.call<Kept>('GET', `/orders/${id}`)).reply;
  const byLin = async (edit: object) =>
    expect(
      (await lin.call('PATCH', `/orders/${id}`, { expectedVersion: (await kept()).version, ...edit })).status,
    ).toBe(200);
  const percents = async () => (await kept()).credit.map((c) => c.percent);
  const page = await world.desk('Wang Lei', `/board?order=${id}`);
  const credit = page.locator('.credit');
  const share = (name: string) => credit.getByRole('spinbutton', { name });
  await credit.getByRole('combobox').selectOption({ label: '林晓雯' });
  await share('林晓雯').fill('70');
  await credit.getByRole('combobox').selectOption({ label: '吴桐' });
  await byLin({ place: 'Hamburg' });
  await page.locator('.timeline li').first().getByText('林晓雯').first().waitFor();
  await expect.poll(() => page.getByRole('textbox', { name: '指定地点' }).inputValue()).toBe('Hamburg');
  expect([await share('林晓雯').inputValue(), await share('吴桐').inputValue()]).toEqual(['70', '30']);
  await byLin({ credit: [{ userId: lin.id, percent: 100 }] });
  await credit.getByRole('button', { name: '保存' }).click();
  const conflict = credit.locator('.conflict', { hasText: '林晓雯' });
  await conflict.getByText('林晓雯 100%').waitFor();
  expect(await percents()).toEqual([100]);
  await conflict.getByRole('button', { name: '用我的' }).click();
  await expect.poll(percents).toEqual([70, 30]);
  await conflict.waitFor({ state: 'detached' });
  await credit.getByRole('button', { name: '保存' }).waitFor({ state: 'detached' });
  await page.context().close();
});

test('who changed an order is named although they are of another team; from what to what, but no price for who may not see it', async () => {
  const [admin, lin] = [await world.person('Wang Lei'), await world.person('Lin Xiaowen')];
  const { reply: invite } = await admin.call<{ url: string }>('POST', '/invites', {
    teamId: (await admin.call<{ id: string }>('POST', '/teams', { name: '总部' })).reply.id,
    roles: ['admin'],
  });
  const boss = await world.visitor(invite.url);
  await boss.getByLabel('姓名').fill('董事长');
  await boss.getByLabel('英文名').fill('The Boss');
  await boss.getByLabel('邮箱').fill('boss@example.com');
  await boss.getByLabel(/^密码/).fill('Quay-side 42');
  await boss.getByRole('button', { name: '加入' }).click();
  await boss.waitForURL(/\/board/);
  const card = await lin.card('QUOTED');
  const path = `/api/v1/orders/${card.id}`;
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const edit = { expectedVersion: card.version, currency: 'EUR', amountMinor: 1_234_500 };
  expect((await boss.request.patch(world.server.url + path, { data: edit, headers })).status()).toBe(200);
  const seen = async (who: string): Promise<string> => {
    const page = await world.desk(who, `/board?order=${card.id}`);
    const entry = page.locator('.timeline .entry').first();
    await entry.locator('b', { hasText: '董事长' }).waitFor();
    const text = await entry.innerText();
    await page.context().close();
    return text;
  };
  expect(await seen('Lin Xiaowen')).toMatch(/→ €12,345/);
  const hidden = await seen('He Jia');
  expect(hidden).toContain('金额');
  expect(hidden).not.toMatch(/12,345|→/);
  await boss.context().close();
});
