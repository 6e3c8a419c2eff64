import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardOn, World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.stop();
  expect(world.complaints).toEqual([]);
});

test('a forgotten password: the manager hands over a link, the colleague chooses a new one on a phone', async () => {
  const manager = await world.desk('Wang Lei', '/team');
  await manager.getByRole('row', { name: /吴桐/ }).getByRole('button', { name: '修改' }).click();
  await manager.getByRole('button', { name: '重设密码链接' }).click();
  const link = await manager.locator('dialog input[readonly]').inputValue();
  const phone = await world.visitor(link, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await phone.locator('input[type=password]').fill('a long enough password');
  await phone.getByRole('button', { name: '设置密码并登录' }).click();
  await phone.waitForURL(/\/board/);
  await phone.goto(link);
  await phone.getByText('这条链接不能用了').waitFor();
  await phone.context().close();

  const desk = await world.visitor(`${world.server.url}/sign-in`);
  await desk.getByRole('button', { name: '用邮箱和密码登录' }).click();
  await desk.locator('input[type=email]').fill('wu@demo.tallyboard.local');
  await desk.locator('input[type=password]').fill('a long enough password');
  await desk.locator('form button[type=submit]').click();
  await desk.waitForURL(/\/board/);
  await desk.context().close();
  await manager.context().close();
});

test('an invitation that went to the wrong person is withdrawn, and its page says so; another gets a new link', async () => {
  const manager = await world.desk('Wang Lei', '/team');
  const dialog = manager.locator('dialog[open]');
  const invite = async (name: string): Promise<string> => {
    await manager.getByRole('button', { name: '邀请同事' }).click();
    await dialog.getByLabel('给谁').fill(name);
    await dialog.getByRole('button', { name: '生成链接' }).click();
    const url = await dialog.locator('input[readonly]').inputValue();
    await dialog.getByRole('button', { name: '关闭' }).click();
    return url;
  };
  const [wrong, lost] = [await invite('错发的人'), await invite('丢了链接的人')];
  const guest = await world.visitor(wrong);
  await guest.getByLabel('姓名').fill('还没填完');
  const row = manager.getByRole('row', { name: /错发的人/ });
  await row.getByRole('button', { name: '撤回' }).click();
  await row.getByText('当场作废').waitFor();
  await row.getByRole('button', { name: '撤回' }).click();
  await row.waitFor({ state: 'detached' });
  await guest.getByLabel('英文名').fill('Nobody');
  await guest.getByLabel('邮箱').fill('nobody@example.com');
  await guest.getByLabel(/^密码/).fill('Quay-side 42');
  await guest.getByRole('button', { name: '加入' }).click();
  await guest.getByRole('heading', { name: '这条邀请不能用了' }).waitFor();
  expect(await guest.locator('form').count()).toBe(0);
  await guest.getByRole('link', { name: '登录' }).click();
  await guest.waitForURL(/\/sign-in/);

  await manager
    .getByRole('row', { name: /丢了链接的人/ })
    .getByRole('button', { name: '换新链接' })
    .click();
  await dialog.getByRole('button', { name: '生成链接' }).click();
  const fresh = await dialog.locator('input[readonly]').inputValue();
  await guest.goto(lost);
  await guest.getByRole('heading', { name: '这条邀请不能用了' }).waitFor();
  await guest.goto(fresh);
  await guest.getByRole('button', { name: '加入' }).waitFor();
  await Promise.all([guest, manager].map((p) => p.context().close()));
});

test('an admin looks at the board of another team, and comes back', async () => {
  const { call, card } = await world.person('Wang Lei');
  expect((await call('POST', '/teams', { name: '外贸二部' })).status).toBe(200);
  const own = await card('QUOTED');
  const page = await world.desk('Wang Lei', '/board');
  await cardOn(page, own.no).waitFor();
  const teams = page.getByRole('combobox', { name: '查看哪个团队的看板' });
  await teams.selectOption({ label: '外贸二部' });
  await cardOn(page, own.no).waitFor({ state: 'detached' });
  await page.getByText('看板还是空的').waitFor();
  expect(await teams.locator('option:checked').innerText()).toBe('外贸二部');
  expect(await page.locator('[data-card]').count()).toBe(0);
  // What is begun here belongs here, and is seen at once.
  await page.getByRole('button', { name: '新建订单' }).first().waitFor();
  const { customerId } = (await call<{ customerId: string }>('GET', `/orders/${own.id}`)).reply;
  const teamId = await teams.inputValue();
  expect((await call('POST', '/orders', { teamId, customerId, no: 'T2-1', stage: 'INQUIRY' })).status).toBe(200);
  await cardOn(page, 'T2-1').waitFor();
  await teams.selectOption({ label: '外贸一部' });
  await cardOn(page, own.no).waitFor();
  expect(await cardOn(page, 'T2-1').count()).toBe(0);
  await page.context().close();
});

test('nobody signed in: neither the desk nor a wall complains in the console', async () => {
  const page = await world.visitor(world.server.url);
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${world.server.url}/board`);
  await page.waitForURL(/\/sign-in/);
  await page.locator('.people button').first().waitFor();
  await page.goto(`${world.server.url}/wall`);
  await page.locator('.letters:not(.waiting)').waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});

test('an admin ends a session, and its board is at the door', async () => {
  const victim = await world.desk('Xu Jing', '/board');
  await victim.locator('[data-card]').first().waitFor();
  await victim.getByText('实时', { exact: true }).waitFor();
  const admin = await world.desk('Wang Lei', '/access');
  const row = admin.getByRole('row', { name: /许静/ }).first();
  // One entry for a person, however often they are signed in; opened up, each session of theirs.
  await row.waitFor();
  expect(await admin.getByRole('row', { name: /许静/ }).count()).toBe(1);
  await row.getByRole('button', { name: '许静' }).click();
  await admin.getByRole('button', { name: '结束', exact: true }).first().waitFor();
  await row.getByRole('button', { name: '全部结束' }).click();
  const left = victim.waitForURL(/\/sign-in/, { timeout: 5_000 });
  await row.getByRole('button', { name: '全部结束' }).click();
  await left;
  await admin.getByRole('link', { name: '操作记录' }).click();
  await admin.waitForURL(/tab=audit/);
  await admin.getByRole('cell', { name: '结束登录' }).first().waitFor();
  await admin.context().close();
  await victim.context().close();
});

test('an order whose points cannot be worked out is noticed by an admin, looked at, and tried again', async () => {
  const { call, move, card } = await world.person('Wang Lei');
  await world.inDatabase(`create function curse() returns trigger language plpgsql as $$ begin raise exception 'the ledger is cursed'; end $$;
    create trigger curse before insert on ledger_txn for each row execute function curse()`);
  const bad = await card('PI_SIGNED');
  expect((await move(bad, 'SECURED')).status).toBe(200);
  const waiting = async (): Promise<unknown[]> =>
    (await call<{ parked: unknown[] }>('GET', '/reactions/parked')).reply.parked;
  await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(1);
  const page = await world.desk('Wang Lei', '/team');
  const menu = page.getByRole('navigation', { name: '主菜单' });
  await menu.getByRole('link', { name: /登录与审计.*1 个订单/ }).waitFor();
  await menu.getByRole('link', { name: /登录与审计/ }).click();
  await page.getByRole('link', { name: /积分引擎/ }).click();
  const row = page.getByRole('row', { name: bad.no });
  await row.getByText('错误原文').click();
  await row.getByText('the ledger is cursed').waitFor();
  await row.getByRole('button', { name: '重试' }).click();
  await row.getByRole('alert').filter({ hasText: '仍然失败' }).waitFor();
  await row.getByRole('link', { name: bad.no }).click();
  await page.locator('.drawer', { hasText: bad.no }).waitFor();
  await page.goBack();
  await world.inDatabase('drop trigger curse on ledger_txn; drop function curse');
  await row.getByRole('button', { name: '重试' }).click();
  await page.locator('.toast', { hasText: '已补上' }).waitFor();
  await page.getByText('一切正常').waitFor();
  await menu.getByRole('link', { name: '登录与审计', exact: true }).waitFor();
  await page.context().close();
});

test('a form says what is missing in the language of the app, whatever the browser speaks', async () => {
  const page = await world.visitor(`${world.server.url}/sign-in`);
  await page.getByRole('button', { name: '用邮箱和密码登录' }).click();
  const [email, password] = [page.locator('input[type=email]'), page.locator('input[type=password]')];
  const said = (field: typeof email) => field.evaluate((el: HTMLInputElement) => el.validationMessage);
  await page.locator('form button[type=submit]').click();
  expect([await said(email), await said(password)]).toEqual(['请填写这一项', '请填写这一项']);
  expect(await email.getAttribute('aria-invalid')).toBe('true');
  await email.fill('wu');
  expect(await email.getAttribute('aria-invalid')).toBe(null);
  await email.press('Enter');
  expect(await said(email)).toContain('邮箱地址');
  await email.fill('wu@demo.tallyboard.local');
  await password.fill('a wrong password');
  await password.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.context().close();
});

test('too many wrong passwords: the seconds to wait are counted down, then one may try again', async () => {
  const page = await world.visitor(`${world.server.url}/sign-in`);
  await page.getByRole('button', { name: '用邮箱和密码登录' }).click();
  await page.locator('input[type=email]').fill('xu@demo.tallyboard.local');
  const enter = page.locator('form button[type=submit]');
  const left = page.getByRole('timer');
  for (let tries = 0; tries < 8 && (await left.count()) === 0; tries++) {
    await page.locator('input[type=password]').fill(`wrong number ${tries}`);
    const answered = page.waitForResponse((r) => r.request().method() === 'POST');
    await enter.click();
    await answered;
    await expect.poll(async () => (await left.count()) > 0 || (await enter.isEnabled())).toBe(true);
  }
  expect(await left.innerText()).toMatch(/\d+ 秒后可以再试/);
  expect(await enter.isDisabled()).toBe(true);
  await left.waitFor({ state: 'detached', timeout: 35_000 });
  expect(await enter.isEnabled()).toBe(true);
  await page.context().close();
});
