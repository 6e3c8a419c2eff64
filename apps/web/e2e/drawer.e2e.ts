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
