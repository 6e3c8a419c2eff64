import type { Page } from 'playwright-core';
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

type Card = { id: string; no: string; ownerId: string | null };
type Listed = { inquiries: Card[]; counts: { waiting: number } };
const SELLERS = ['Lin Xiaowen', 'Wu Tong', 'Shen Yinuo'];
/** Which of the team has an inquiry; the manager, where nobody was on duty for it. */
async function holderOf(card: Card): Promise<string> {
  for (const name of SELLERS) if ((await world.person(name)).id === card.ownerId) return name;
  return 'Wang Lei';
}
const shown = async (wall: Page, what: string): Promise<number> =>
  Number(/\d+$/.exec((await wall.locator(`[data-${what}]`).innerText()).trim())![0]);

describe('an inquiry', () => {
  test('comes by the form once, is given to somebody, answered, and the gauge on the wall moves', async () => {
    const manager = await world.person('Wang Lei');
    const made = await manager.call<{ token: string }>('POST', '/inquiry-sources', {
      teamId: manager.teamId,
      name: '官网',
      kind: 'form',
    });
    const form = await world.visitor(`${world.server.url}/ask/${made.reply.token}`, {
      viewport: { width: 390, height: 844 },
      locale: 'de-DE',
    });
    await form.getByLabel('Company').fill('Elbe Kontor GmbH');
    await form.getByLabel('E-mail').fill('einkauf@elbe.example');
    await form.getByLabel(/^Country/).selectOption('DE');
    expect(await form.getByLabel('Language you prefer').inputValue()).toBe('de');
    await form.getByLabel('Language you prefer').selectOption('en');
    await form.getByLabel('Product', { exact: true }).fill('Vacuum flasks');
    await form.getByLabel('What you need').fill('Please quote 5,000 pcs to Hamburg.');
    const wall = await world.wall();
    await form.getByRole('button', { name: 'Send inquiry' }).dblclick();
    await form.getByRole('heading', { name: 'Thank you, we have it.' }).waitFor();
    const no = await form.locator('.no').innerText();

    const found = await manager.call<Listed>('GET', `/inquiries?list=all&q=${encodeURIComponent('Elbe Kontor')}`);
    expect(found.reply.inquiries.map((i) => i.no)).toEqual([no]);
    const card = found.reply.inquiries[0]!;
    const desk = await world.desk(await holderOf(card), '/inquiries?list=waiting');
    await desk.locator('tbody tr', { hasText: 'Elbe Kontor GmbH' }).getByText('还剩 23 小时').waitFor();
    await desk.getByRole('button', { name: 'Elbe Kontor GmbH' }).click();
    await desk.getByText('Please quote 5,000 pcs to Hamburg.').waitFor();
    await desk
      .getByLabel('回复了什么（粘贴原文或写要点）')
      .fill('Dear buyer, 5,000 pcs: USD 2.35 FOB Ningbo, 30 days.');

    // The slide stays for twenty seconds: what it shows changes under our eyes.
    await wall.locator('[data-waiting]').waitFor({ timeout: 60_000 });
    const [waiting, n] = [await shown(wall, 'waiting'), await shown(wall, 'n')];
    await desk.getByRole('button', { name: '记录回复' }).click();
    await desk.getByText(`已记录，${no} 停表`).waitFor();
    await expect.poll(() => shown(wall, 'waiting'), { timeout: 8_000 }).toBe(waiting - 1);
    expect(await shown(wall, 'n')).toBe(n + 1);
    expect(await wall.getByText('Elbe').count()).toBe(0);
    expect(await desk.locator('tbody tr', { hasText: 'Elbe Kontor GmbH' }).count()).toBe(0);
    await Promise.all([form, wall, desk].map((p) => p.context().close()));
  });

  test('becomes an order for a new customer, prefilled, and the order opens', async () => {
    const lin = await world.person('Lin Xiaowen');
    const made = await lin.call<{ inquiry: Card }>('POST', '/inquiries', {
      teamId: lin.teamId,
      buyer: 'Fjord Sport AS',
      country: 'NO',
      product: 'Folding chairs',
      text: 'We need chairs.',
      channel: 'meeting',
      ownerId: lin.id,
    });
    const desk = await world.desk('Lin Xiaowen', '/board');
    // What waits for me stands above the board and leads to it.
    await desk.locator('.waiting a', { hasText: 'Fjord Sport AS' }).click();
    await desk.locator('.drawer').getByRole('button', { name: '判定有效' }).click();
    const dialog = desk.locator('dialog[open]');
    await dialog.getByLabel('数量').fill('2,000 pcs');
    await dialog.getByLabel('采购需求').fill('连锁店，春季上架');
    await dialog.getByRole('button', { name: '判定有效' }).click();
    await desk.getByText(`${made.reply.inquiry.no} 已判定有效`).waitFor();
    await desk.locator('.drawer').getByRole('button', { name: '转为订单' }).click();
    expect(await dialog.getByLabel('客户名称').inputValue()).toBe('Fjord Sport AS');
    expect(await dialog.getByLabel('订单产品').inputValue()).toBe('Folding chairs');
    await dialog.getByRole('button', { name: '转为订单' }).click();
    await desk.waitForURL(/\/board\?order=/);
    await desk.locator('.drawer h2', { hasText: 'Fjord Sport AS' }).waitFor();
    await desk.context().close();
  });
});
