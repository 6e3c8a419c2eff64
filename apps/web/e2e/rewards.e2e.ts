import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

/** Somebody who never sold anything and came today, and an order of theirs that is not won yet. */
async function newcomersOrder(nameEn: string) {
  await world.inDatabase(`update app_user set created_at = now() where name_en = '${nameEn}'`);
  const [manager, newcomer] = [await world.person('Wang Lei'), await world.person(nameEn)];
  const open = (await manager.board()).cards.find((c) => ['INQUIRY', 'QUOTED', 'NEGOTIATING'].includes(c.stage))!;
  const owners = { sales: newcomer.id, documents: null, logistics: null };
  const given = await manager.call('PATCH', `/orders/${open.id}`, {
    expectedVersion: open.version,
    owners,
    credit: [],
  });
  expect(given.status).toBe(200);
  const steps: string[] = [];
  let card = { ...open, version: open.version + 1 };
  const to = async (stage: string): Promise<void> => {
    const { status } = await manager.move(card, stage);
    steps.push(`${stage} ${status}`);
    card = { ...card, stage, version: card.version + 1 };
  };
  return { steps, to };
}

describe('rewards of milestones', () => {
  test('a newcomer’s first order brings a reward within seconds, and the manager hands it over', async () => {
    const { steps, to } = await newcomersOrder('Xu Jing');
    const [desk, manager] = [
      await world.desk('Xu Jing', '/points'),
      await world.desk('Wang Lei', '/points?tab=review'),
    ];
    await desk.getByText('我的积分').first().waitFor();
    await desk.waitForTimeout(1_000);
    await to('SECURED');
    expect(steps).toEqual(['SECURED 200']);
    await desk.getByText('新人首单：购物卡 200 元').waitFor({ timeout: 5_000 });
    const own = desk.locator('li', { hasText: '购物卡 200 元' }).first();
    await own.getByText('待发放').waitFor();
    const row = manager.locator('li', { hasText: '许静' }).filter({ hasText: '购物卡' });
    await row.getByRole('button', { name: '标记已发放' }).click({ timeout: 8_000 });
    await manager.getByText('已标记发放').waitFor();
    await own.getByText('已发放').waitFor({ timeout: 5_000 });
    await row.getByRole('button', { name: '其实还没发' }).waitFor();
    await Promise.all([desk, manager].map((p) => p.context().close()));
  });

  test('a reward whose order is moved back is taken back before anybody hands it over', async () => {
    const { steps, to } = await newcomersOrder('Fang Yuan');
    const desk = await world.desk('Fang Yuan', '/points');
    await desk.getByText('我的积分').first().waitFor();
    await to('SECURED');
    const own = desk.locator('li', { hasText: '购物卡 200 元' }).first();
    await own.getByText('待发放').waitFor({ timeout: 8_000 });
    await to('PI_SIGNED');
    expect(steps).toEqual(['SECURED 200', 'PI_SIGNED 200']);
    await own.getByText('已收回').waitFor({ timeout: 5_000 });
    await desk.context().close();
  });
});
