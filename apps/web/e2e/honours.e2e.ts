import { readFile } from 'node:fs/promises';
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

type Awards = { awards: { id: string; award: string; winners: string[] }[] };

describe('honours', () => {
  test('a shortlist is computed, explained, confirmed, and celebrated on the wall within a second', async () => {
    const manager = await world.person('Wang Lei');
    const shortlist = async () => (await manager.call<Awards>('GET', '/awards?state=shortlist')).reply.awards;
    // The server looks by itself soon after it started.
    await expect
      .poll(async () => (await shortlist()).map((a) => a.award), { timeout: 60_000, interval: 1_000 })
      .toContain('collaboration_star');
    const wall = await world.wall();
    const [desk, colleague] = [
      await world.desk('Wang Lei', '/honours?tab=shortlist'),
      await world.desk('Lin Xiaowen', '/honours'),
    ];
    await desk.locator('.plaque', { hasText: '协作之星' }).getByRole('button', { name: '怎么算的' }).click();
    const dialog = desk.locator('dialog[open]');
    const winner = await dialog.locator('ol li b').nth(1).innerText();
    await dialog
      .getByText(/位同事 · \d+ 次点赞/)
      .first()
      .waitFor();
    await dialog.getByLabel('附言').fill('谢谢你们');
    await colleague.locator('.plaque').first().waitFor();
    const plaques = await colleague.locator('.plaque').count();
    await dialog.getByRole('button', { name: '确认并上墙' }).click();
    await wall.locator('.veil h1', { hasText: '协作之星' }).waitFor({ timeout: 2_000 });
    expect(await wall.locator('.veil .who').innerText()).toContain(winner);
    await desk.getByText('已上墙：协作之星').waitFor();
    await expect.poll(() => colleague.locator('.plaque').count(), { timeout: 4_000 }).toBe(plaques + 1);
    const given = colleague.locator('.plaque', { hasText: '谢谢你们' });
    // Everybody of the team takes the certificate home, in either language, whatever their own.
    for (const [link, title] of [
      ['中文证书', '荣誉证书-协作之星'],
      ['英文证书', 'Certificate_of_Honour-Collaboration_star'],
    ] as const) {
      const coming = colleague.waitForEvent('download');
      await given.getByRole('link', { name: link }).first().click();
      const file = await coming;
      // What the browser makes of the name hangs on the system's character set; the header does not.
      const named = (await colleague.request.get(file.url())).headers()['content-disposition'] ?? '';
      expect(decodeURIComponent(named)).toContain(title);
      expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
    }
    await given.getByRole('button', { name: '怎么算的' }).click();
    await colleague.locator('dialog[open]').getByText('只显示前三名和您自己').waitFor();
    await Promise.all([wall, desk, colleague].map((p) => p.context().close()));
  });

  test.each([
    { language: 'zh-CN', of: '林晓雯 的积分', why: '为什么', version: /规则 (ORD|INQ|STG|KUD|SAT|LOG)-\d+/ },
    { language: 'en', of: 'Points of Lin Xiaowen', why: 'Why', version: /(ORD|INQ|STG|KUD|SAT|LOG)-\d+/ },
  ])('a number of the wall answers why in two clicks: person, lines, rule and fact ($language)', async (words) => {
    const wall = await world.wall();
    const tile = wall.locator('aside a.row').first();
    const href = await tile.getAttribute('href');
    const desk = await world.desk('Wang Lei', href!);
    // The choice of this browser, not of the person: other tests read on in Chinese.
    await desk.evaluate((language) => localStorage.setItem('tallyboard.locale', language), words.language);
    await desk.reload();
    await desk.getByRole('heading', { name: words.of }).waitFor();
    const line = desk.locator('.entries li').first();
    await line.getByRole('button', { name: words.why, exact: true }).click();
    const why = line.locator('.why');
    await why.getByText(words.version).waitFor();
    expect((await why.locator('p').allInnerTexts()).length).toBeGreaterThanOrEqual(4);
    // From the board: the card, then its points.
    await desk.goto(`${world.server.url}/points`);
    await desk.locator('.league a', { hasText: words.language === 'en' ? 'Lin Xiaowen' : '林晓雯' }).click();
    await desk.getByRole('heading', { name: words.of }).waitFor();
    await Promise.all([wall, desk].map((p) => p.context().close()));
  });

  test('last year is one pick away, with the customer of the year and a draft to thank them in their language', async () => {
    const desk = await world.desk('Lin Xiaowen', '/honours');
    const year = new Date().getFullYear() - 1;
    await desk.getByLabel('哪一季、哪一年').selectOption(String(year));
    await desk.waitForURL(`**/honours?year=${year}`);
    await desk.locator('.plaque', { hasText: '年度优秀客户' }).getByRole('button', { name: '怎么算的' }).click();
    const dialog = desk.locator('dialog[open]');
    await dialog.getByText('感谢信草稿').click();
    await dialog.getByLabel('语言').selectOption('en');
    await expect.poll(() => dialog.getByLabel('正文').inputValue()).toContain('Dear Al Rashid Trading team,');
    await desk.goto(`${world.server.url}/honours?season=2019Q1`);
    await desk.getByText('这段时间没有颁过奖。').waitFor();
    await desk.context().close();
  });

  test('a badge says its day and its cause', async () => {
    const desk = await world.desk('Lin Xiaowen', '/points');
    await desk.getByRole('button', { name: '第一单', exact: true }).click();
    await desk.getByText(/\d{4}年\d+月\d+日 获得/).waitFor();
    await desk
      .locator('li.open .why')
      .getByText(/ORD-01/)
      .waitFor();
    await desk.context().close();
  });

  test('thanks are seen at once by everybody, earn a point that says why, and can be taken back', async () => {
    const [giver, getter] = [
      await world.desk('Wu Tong', '/points?tab=kudos'),
      await world.desk('Fang Yuan', '/points?tab=kudos'),
    ];
    await giver.getByLabel('谢谁').selectOption({ label: '方远' });
    await giver.locator('label.chip', { hasText: '速度' }).click();
    await giver.getByLabel('说一句').fill('两小时就订到了舱');
    await giver.getByRole('button', { name: '点赞', exact: true }).click();
    await getter.getByText('两小时就订到了舱').waitFor({ timeout: 4_000 });
    await getter.getByRole('link', { name: '我的积分' }).click();
    const line = getter.locator('.entries li', { hasText: '同事点赞' }).first();
    // Points are read again a moment after they are told of.
    await line.getByText(/刚刚|秒前/).waitFor({ timeout: 8_000 });
    await line.getByRole('button', { name: '为什么' }).click();
    await line.getByText('来自 吴桐').waitFor();
    const given = giver.locator('li', { hasText: '两小时就订到了舱' });
    await given.getByRole('button', { name: '收回' }).click();
    await given.getByRole('button', { name: '确认收回？名额不退' }).click();
    await giver.getByText('已收回').waitFor();
    await getter.getByRole('link', { name: '点赞', exact: true }).click();
    await expect.poll(() => getter.getByText('两小时就订到了舱').count(), { timeout: 4_000 }).toBe(0);
    await Promise.all([giver, getter].map((p) => p.context().close()));
  });

  test('a draft of the rules is tried on what happened, and what is scheduled is read by everybody', async () => {
    const lab = await world.desk('Wang Lei', '/rules');
    const rule = lab.locator('li', { hasText: 'STG-01' });
    await rule.getByLabel('得分', { exact: true }).fill('9');
    await rule.getByLabel('得分', { exact: true }).press('Tab');
    await lab.getByText('已改 1 条').waitFor();
    const award = lab.locator('li', { hasText: '最快响应奖' });
    await award.getByLabel('周奖至少次数').fill('999');
    await award.getByLabel('周奖至少次数').press('Tab');
    await lab.getByText('已改 2 条').waitFor();
    await lab.getByRole('button', { name: '试算' }).click();
    await lab.getByText('与积分账本完全一致').waitFor({ timeout: 20_000 });
    const clerk = lab.locator('tr', { hasText: '周启明' });
    await lab
      .getByText(/ → 无人获奖$/)
      .first()
      .waitFor();
    expect(Number((await clerk.locator('td').nth(3).innerText()).replace('+', ''))).toBeGreaterThan(0);
    await lab.getByRole('button', { name: '安排到下一季' }).click();
    const dialog = lab.locator('dialog[open]');
    await dialog.getByLabel('为什么改（公开）').fill('单证最忙的一季');
    await dialog.getByRole('button', { name: '安排到下一季' }).click();
    await lab.getByText(/已安排：.*起生效/).waitFor();
    const reader = await world.desk('Zhou Qiming', '/rules');
    await reader.locator('li', { hasText: 'STG-01' }).getByText('单证最忙的一季').waitFor();
    await reader.locator('li', { hasText: '最快响应奖' }).getByText('单证最忙的一季').waitFor();
    expect(await reader.locator('input').count()).toBe(0);
    await lab.locator('li', { hasText: '最快响应奖' }).getByRole('button', { name: '撤回' }).click();
    await lab.getByText('已撤回').waitFor();
    await Promise.all([lab, reader].map((p) => p.context().close()));
  });
});
