import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { World } from './world.js';
import { VECTORS } from './xss-vectors.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

describe('what people write', () => {
  test(`is shown and does nothing: ${VECTORS.length} ways to run a script`, async () => {
    expect(VECTORS.length).toBeGreaterThanOrEqual(500);
    const page = await world.desk('Wu Tong', '/knowledge/new');
    const asked: string[] = [];
    page.on('request', (r) => asked.push(r.url()));
    await page.locator('.markdown-field textarea').waitFor();
    const found = await page.evaluate(async (vectors) => {
      const area = document.querySelector<HTMLTextAreaElement>('.markdown-field textarea')!;
      const allowed =
        /^(A|B|BLOCKQUOTE|BR|CODE|DEL|EM|H[1-6]|HR|I|IMG|LI|OL|P|PRE|S|STRONG|SUB|SUP|TABLE|TBODY|TD|TH|THEAD|TR|UL)$/;
      // What the house itself puts on a picture, so that it opens large; with these words and on nothing else.
      const ours = new Map([
        ['role', 'button'],
        ['tabindex', '0'],
        ['aria-haspopup', 'dialog'],
      ]);
      const bad: string[] = [];
      for (const vector of vectors) {
        area.value = vector;
        area.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((next) => setTimeout(next));
        const all = [...document.querySelectorAll('.preview .markdown *')];
        if (!document.querySelector('.preview .markdown')) bad.push(`not shown: ${vector}`);
        for (const el of all) {
          if (!allowed.test(el.nodeName)) bad.push(`${el.nodeName}: ${vector}`);
          for (const { name, value } of el.attributes) {
            if (el.nodeName === 'IMG' && ours.get(name) === value) continue;
            const isAddress = name === 'href' || name === 'src';
            if (!['href', 'src', 'title', 'alt', 'rel', 'target', 'start', 'align'].includes(name))
              bad.push(`${name}: ${vector}`);
            if (isAddress && !/^(https?|mailto):$/.test(new URL(value, location.href).protocol))
              bad.push(`${value}: ${vector}`);
            if (name === 'src' && new URL(value, location.href).origin !== location.origin)
              bad.push(`from elsewhere: ${vector}`);
          }
          if (el.nodeName === 'A' && !el.getAttribute('rel')?.includes('noopener')) bad.push(`no rel: ${vector}`);
          if (el instanceof HTMLElement && el.nodeName === 'A' && el.getAttribute('href')?.startsWith('#')) el.click();
        }
      }
      await new Promise((next) => setTimeout(next, 300));
      return { bad, ran: '__ran' in window };
    }, VECTORS);
    expect(found).toEqual({ bad: [], ran: false });
    expect(asked.filter((url) => !url.startsWith(world.server.url) && !url.startsWith('data:'))).toEqual([]);
    await page.context().close();
  });

  test('is saved by itself, over a lost connection and a reload', async () => {
    const page = await world.desk('Wu Tong', '/knowledge/new?type=checklist');
    await page.getByLabel('标题', { exact: true }).first().fill('报关单填写要点');
    await page.getByText('已保存', { exact: true }).waitFor();
    expect(page.url()).toMatch(/\/knowledge\/[0-9a-f-]{36}\?/);
    await page.context().setOffline(true);
    await page.getByLabel('正文').last().fill('成交方式与运费栏要对应。');
    await page.getByText('网络断开，已存在本机').waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await page.getByText('已保存', { exact: true }).waitFor();
    expect(await page.locator('.markdown-field textarea').inputValue()).toBe('成交方式与运费栏要对应。');
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('已提交审核').waitFor();
    await page.context().close();
  });
});

describe('from writing to finding', () => {
  test('a draft that was left is in the list, and goes on where it was', async () => {
    const page = await world.desk('Wu Tong', '/knowledge?in=mine');
    await page.getByRole('button', { name: '写一条' }).click();
    const title = page.getByLabel('标题', { exact: true }).first();
    await title.fill('验厂前一天');
    await page.waitForURL(/\/knowledge\/[0-9a-f-]{36}/);
    await page.locator('[data-state="saved"]').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: '验厂前一天' }).waitFor({ timeout: 5_000 });
    await page.goForward();
    await expect.poll(() => title.inputValue(), { timeout: 5_000 }).toBe('验厂前一天');
    await page.goBack();
    await page.getByRole('link', { name: '验厂前一天' }).click();
    await page.getByRole('heading', { name: '验厂前一天' }).waitFor({ timeout: 5_000 });
    await page.context().close();
  });

  test('a colleague sees it wait, sends it back with a reason, lets it in, and everybody finds it', async () => {
    const [author, reviewer] = [
      await world.desk('Lin Xiaowen', '/knowledge/new?type=checklist'),
      await world.desk('Zhou Qiming', '/knowledge?in=review'),
    ];
    // Counted after the list is there.
    const before = Number(/\d+/.exec(await reviewer.getByRole('link', { name: /^待审核 \d/ }).innerText())![0]);
    await author.getByLabel('标题', { exact: true }).first().fill('装柜照片怎么拍');
    await author.locator('.markdown-field textarea').fill('空柜、半柜、满柜、封条各一张。');
    await author.getByRole('button', { name: '完成' }).click();
    await author.getByRole('button', { name: '提交审核' }).click();
    await reviewer.getByRole('link', { name: `待审核 ${before + 1}` }).waitFor({ timeout: 5_000 });
    await reviewer.getByRole('link', { name: '装柜照片怎么拍' }).click();
    await reviewer.getByRole('button', { name: '退回' }).click();
    await reviewer.getByLabel('还缺什么').fill('请写明角度');
    await reviewer.getByRole('button', { name: '退回' }).click();
    await reviewer.getByText('已退回给作者').waitFor();
    await author.getByText('退回：请写明角度').waitFor({ timeout: 5_000 });
    await author.getByRole('link', { name: '修改' }).click();
    await author.locator('.markdown-field textarea').fill('空柜、半柜、满柜、封条各一张，正对柜门。');
    await author.getByRole('button', { name: '完成' }).click();
    await author.getByRole('button', { name: '提交审核' }).click();
    await reviewer.getByRole('button', { name: '发布' }).click({ timeout: 8_000 });
    await author.getByText('第 1 版').waitFor({ timeout: 5_000 });
    await reviewer.goto(`${world.server.url}/knowledge`);
    await reviewer.getByRole('searchbox').fill('对柜');
    await reviewer.locator('mark', { hasText: '对柜' }).waitFor();
    expect(new URL(reviewer.url()).searchParams.get('q')).toBe('对柜');
    await Promise.all([author, reviewer].map((p) => p.context().close()));
  });

  test('two editions are compared word by word', async () => {
    const page = await world.desk('Wu Tong', '/knowledge?q=证审');
    await page.getByRole('link', { name: '信用证审核要点' }).click();
    await page.getByRole('button', { name: '对比版本' }).click();
    await page.locator('ins', { hasText: '软条款' }).waitFor();
    expect(await page.locator('del').count()).toBe(0);
    await page.context().close();
  });

  test('who has read it for a while says that it helped', async () => {
    const wu = await world.desk('Wu Tong', '/knowledge?q=迪拜');
    await wu.getByRole('link', { name: '迪拜五金客户的采购节奏' }).click();
    const button = wu.getByRole('button', { name: /有用/ });
    await button.waitFor();
    const before = Number(/\d+/.exec(await button.innerText())![0]);
    if ((await button.getAttribute('aria-pressed')) === 'true') await button.click();
    else {
      expect(await button.isDisabled()).toBe(true);
      await button.click({ timeout: 25_000 });
    }
    await wu
      .getByRole('button', { name: /有用/ })
      .filter({ hasNotText: `有用 ${before}` })
      .waitFor();
    await wu.context().close();
  });

  test('nearly the same once more is refused, with a way to the one that is there', async () => {
    const lin = await world.person('Lin Xiaowen');
    const found = await lin.call<{ items: { id: string; title: string }[] }>('GET', '/knowledge?q=SABER');
    const twin = await lin.call<{ published: object }>('GET', `/knowledge/${found.reply.items[0]!.id}`);
    const made = await lin.call<{ id: string }>('POST', '/knowledge', {
      type: 'checklist',
      text: twin.reply.published,
    });
    const page = await world.desk('Lin Xiaowen', `/knowledge/${made.reply.id}`);
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByRole('alert').getByRole('link').click();
    await page.waitForURL(`**/knowledge/${found.reply.items[0]!.id}`);
    await page.context().close();
  });

  test('a doubt reaches who looks after the item, is found right and is to be mended; looking again puts the check off', async () => {
    const title = '德国园林工具市场调研';
    const reader = await world.desk('Xu Jing', '/knowledge?q=德国园林');
    await reader.getByRole('link', { name: title }).click();
    await reader.getByText('已过核验日期').waitFor();
    await reader.getByRole('button', { name: '过时或有误' }).click();
    await reader.getByRole('radio', { name: '有误' }).check();
    await reader.getByLabel('哪里不对').fill('汉诺威的展会改到五月了');
    await reader.getByRole('button', { name: '提交', exact: true }).click();
    await reader.getByText('已提交，核验人会看').waitFor();

    const checker = await world.desk('Lin Xiaowen', '/knowledge?in=verify');
    await checker.getByRole('link', { name: title }).click();
    await checker.getByText('汉诺威的展会改到五月了').waitFor();
    await checker.getByRole('button', { name: '确认有误' }).click();
    await checker.getByRole('button', { name: '确定有误？' }).click();
    await reader.getByText('前更正，逾期收回其发布所得').waitFor({ timeout: 8_000 });
    await checker.getByRole('button', { name: '仍然有效' }).click();
    await checker.getByText('已核验，有效期顺延').waitFor();
    expect(await checker.getByText('已过核验日期').count()).toBe(0);
    await reader.goto(`${world.server.url}/points`);
    await reader.getByText('指出有误').first().waitFor({ timeout: 8_000 });
    await Promise.all([reader, checker].map((p) => p.context().close()));
  });

  test('a picture is added, shown in the text, and read by everybody once it is in the pool', async () => {
    const author = await world.desk('Shen Yinuo', '/knowledge/new');
    await author.getByLabel('标题').fill('装柜照片怎么命名');
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const [picker] = [author.locator('.markdown-field input[type=file]')];
    await picker.setInputFiles({ name: '柜门 [1].png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') });
    await author.locator('.preview img').waitFor({ timeout: 8_000 });
    expect(
      await author.locator('.preview img').evaluate((el: HTMLImageElement) => el.decode().then(() => el.naturalWidth)),
    ).toBe(1);
    await picker.setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>') });
    await author.getByText('只收图片').waitFor();
    await author.getByRole('button', { name: '完成' }).click();
    await author.getByRole('button', { name: '提交审核' }).click();
    const reviewer = await world.desk('Wang Lei', '/knowledge?in=review');
    await reviewer.getByRole('link', { name: '装柜照片怎么命名' }).click();
    await reviewer.getByRole('button', { name: '发布' }).click();
    const reader = await world.desk('Wu Tong', '/knowledge?q=装柜照片');
    await reader.getByRole('link', { name: '装柜照片怎么命名' }).click();
    const shown = reader.locator('.markdown img');
    await shown.waitFor();
    expect(await shown.evaluate((el: HTMLImageElement) => el.decode().then(() => el.naturalWidth))).toBe(1);
    await Promise.all([author, reviewer, reader].map((p) => p.context().close()));
  });
});
