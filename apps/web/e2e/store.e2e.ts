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

/** Credits as the ledger keeps them, earned some days ago. */
const earn = (nameEn: string, amount: number): Promise<void> =>
  world.inDatabase(`
    with who as (select id from app_user where name_en = '${nameEn}'),
      mine as (insert into ledger_account (owner_id, currency, season, bucket, balance) select id, 'KC', '2026Q4', 'vested', ${amount} from who
        on conflict (owner_id, currency, season, bucket) where owner_id is not null do update set balance = ledger_account.balance + ${amount} returning id),
      system as (insert into ledger_account (system, currency, season, bucket) values ('points', 'KC', '2026Q4', 'issued')
        on conflict (system, currency, season, bucket) where system is not null do update set currency = excluded.currency returning id),
      txn as (insert into ledger_txn (id, idem_key, rule_id, rule_version, owner_id, subject, currency, season, amount, requested, source_feed, source_seq, effective_on, at)
        select gen_random_uuid(), 'journey|' || id, 'KUD-01', 1, id, 'journey', 'KC', '2026Q4', ${amount}, ${amount}, 'journey', 0, current_date - 3, now() - interval '3 days' from who returning id)
    insert into ledger_entry (txn_id, account_id, amount) select txn.id, mine.id, ${amount} from txn, mine union all select txn.id, system.id, -${amount} from txn, system`);
const resource = (page: Page, title: string) => page.locator('article', { hasText: title });

describe('the store', () => {
  test('the last one is wanted in two browsers at once: one has it, the other is told in words', async () => {
    await earn('Lin Xiaowen', 50);
    await earn('Wu Tong', 50);
    const boss = await world.desk('Wang Lei', '/store');
    await boss.getByRole('button', { name: '上架' }).click();
    await boss.getByLabel('名称').fill('最后一张展会票');
    await boss.getByLabel('价格（知识币）').fill('20');
    await boss.getByLabel('库存（空为不限）').fill('1');
    await boss.getByRole('button', { name: '保存' }).click();
    await resource(boss, '最后一张展会票').getByText('剩 1 件').waitFor();
    const desks = [await world.desk('Lin Xiaowen', '/store'), await world.desk('Wu Tong', '/store')];
    for (const desk of desks) await resource(desk, '最后一张展会票').getByRole('button').click();
    const answers = await Promise.all(
      desks.map(async (desk) => {
        await desk.getByRole('dialog').getByRole('button', { name: '兑换', exact: true }).click();
        const done = desk.getByText('已提交，知识币先占用着').waitFor();
        const gone = desk.getByText('刚刚兑完，没有库存了。').waitFor();
        return Promise.race([done.then(() => 'has it'), gone.then(() => 'is told')]);
      }),
    );
    expect(answers.sort()).toEqual(['has it', 'is told']);
    await resource(boss, '最后一张展会票').getByText('已兑完').waitFor({ timeout: 5_000 });
    await Promise.all([boss, ...desks].map((p) => p.context().close()));
  });

  test('from asking to having: reserved, approved, handed over, seen on the wall', async () => {
    await earn('Shen Yinuo', 60);
    const [desk, boss] = [await world.desk('Shen Yinuo', '/store'), await world.desk('Wang Lei', '/store?tab=review')];
    const wall = await world.wall();
    await resource(desk, '信用证审单实务').getByRole('button').click();
    await desk.getByRole('dialog').getByRole('button', { name: '兑换', exact: true }).click();
    await desk.getByText('已占用 45').waitFor();
    const row = boss.locator('li', { hasText: '沈一诺' }).filter({ hasText: '信用证审单实务' });
    await row.getByRole('button', { name: '同意' }).click({ timeout: 8_000 });
    await row.getByRole('button', { name: '发放' }).click();
    await row.getByText('已发放').waitFor();
    await desk.getByRole('link', { name: '我的知识币' }).click();
    await desk.locator('li', { hasText: '信用证审单实务' }).getByText('已发放').waitFor({ timeout: 5_000 });
    await wall.getByText('沈一诺用知识币换到了学习资源').waitFor({ timeout: 5_000 });
    await wall.context().close();

    // Whoever learned is asked for a note, once, and may change their mind.
    const course = '信用证审单实务';
    const asked = desk.locator('.asked li', { hasText: course });
    await asked.getByRole('button', { name: '不写' }).click();
    await desk.getByRole('button', { name: '撤销' }).click();
    await asked.getByRole('button', { name: '不写' }).click();
    await asked.waitFor({ state: 'hidden' });
    await desk.goto(`${world.server.url}/knowledge`);
    await desk.getByRole('status').filter({ hasText: '条' }).waitFor();
    expect(await asked.count()).toBe(0);
    await desk.goto(`${world.server.url}/store?tab=mine`);
    await desk.locator('li', { hasText: course }).getByRole('button', { name: '写心得' }).click();
    await desk.waitForURL(/\/knowledge\/[0-9a-f-]{36}\?edit=1/);
    const id = /knowledge\/([0-9a-f-]+)/.exec(desk.url())![1]!;
    const body = desk.locator('.markdown-field textarea');
    await body.fill((await body.inputValue()).replace('- [ ]', '- [ ] 先看 46A 再订舱'));
    await desk.getByRole('button', { name: '完成' }).click();
    await desk.getByRole('button', { name: '提交审核' }).click();
    await desk.getByText('已提交审核').waitFor();
    const colleague = await world.desk('Zhou Qiming', `/knowledge/${id}?in=review`);
    await colleague.getByText('学自课程：信用证审单实务').waitFor();
    await colleague.getByRole('button', { name: '发布' }).click();
    await boss.getByRole('link', { name: `心得：${course}` }).waitFor({ timeout: 8_000 });
    await desk.goto(`${world.server.url}/store?tab=mine`);
    await desk.getByRole('link', { name: `心得：${course}` }).click();
    await desk.locator('.item h2', { hasText: course }).waitFor();
    await Promise.all([desk, boss, colleague].map((p) => p.context().close()));
  });

  test('a small one needs nobody, and is given back by whoever asked', async () => {
    const desk = await world.desk('Shen Yinuo', '/store', { locale: 'en-GB' });
    await resource(desk, '国际贸易术语解释通则').getByRole('button').click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Redeem', exact: true }).click();
    await desk.getByText('Approved; it waits for you').waitFor();
    await desk.getByRole('link', { name: 'My credits' }).click();
    await desk
      .locator('li', { hasText: '国际贸易术语解释通则' })
      .getByRole('button', { name: 'Cancel', exact: true })
      .click();
    await desk.getByText('Cancelled; the credits are back').waitFor();
    await desk.context().close();
  });
});
