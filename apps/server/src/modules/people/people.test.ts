import { ordersApi } from '@tallyboard/contracts/orders';
import { peopleApi } from '@tallyboard/contracts/people';
import { screensApi } from '@tallyboard/contracts/screens';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { platformApi } from '@tallyboard/contracts/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aJoiner, PASSWORD } from '../../testing/joining.js';
import { type Actor, cookieOf, TestServer, tokenOf } from '../../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

describe('joining by a link', () => {
  test('works once; then signing in with the password does', async () => {
    const { reply } = await server.call(
      sessionsApi.invite,
      { teamId: server.teamId, roles: ['sales'] },
      server.manager,
    );
    const token = tokenOf(reply.url);
    expect((await server.call(sessionsApi.seeInvite, { token }, null)).reply).toMatchObject({
      team: '一部',
      roles: ['sales'],
    });
    const person = {
      token,
      email: 'A@Example.com',
      name: '甲',
      nameEn: 'A',
      password: PASSWORD,
      locale: 'zh-CN' as const,
    };
    expect((await server.call(sessionsApi.acceptInvite, person, null)).status).toBe(200);
    expect(
      (await server.call(sessionsApi.acceptInvite, { ...person, email: 'b@example.com' }, null)).problem.code,
    ).toBe('people.invite_not_valid');
    const signed = await server.call(sessionsApi.signIn, { email: 'a@example.com', password: PASSWORD }, null);
    expect(signed.reply.person.name).toBe('甲');
    expect(signed.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^tallyboard=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/),
      expect.stringMatching(/^tallyboard-known=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=31536000$/),
    ]);
  });

  test('refuses a taken address and what everybody guesses first', async () => {
    const { email } = await aJoiner(server, { email: 'taken@example.com' });
    const { reply } = await server.call(
      sessionsApi.invite,
      { teamId: server.teamId, roles: ['sales'] },
      server.manager,
    );
    const person = {
      token: tokenOf(reply.url),
      email,
      name: '乙',
      nameEn: 'B',
      password: PASSWORD,
      locale: 'en' as const,
    };
    expect((await server.call(sessionsApi.acceptInvite, person, null)).problem.code).toBe('people.email_taken');
    expect(
      (await server.call(sessionsApi.acceptInvite, { ...person, email: 'c@example.com', password: 'password' }, null))
        .problem.code,
    ).toBe('people.password_too_weak');
    // Words that only this company knows, too: the server of these tests is of 测试, in team 一部.
    for (const password of ['一部测试2026', 'carla1990', 'Tallyboard2026'])
      expect(
        (await server.call(sessionsApi.acceptInvite, { ...person, email: 'carla@example.com', password }, null)).problem
          .code,
      ).toBe('people.password_too_weak');
  });
});

describe('signing in', () => {
  test('slows guessing down, and the right password passes at once from elsewhere', async () => {
    const proxied = await TestServer.start({ config: { proxyHops: 1 }, database: server.database });
    const { email } = await aJoiner(server, { email: 'slow@example.com' });
    const from = (address: string, password: string) =>
      proxied.call(sessionsApi.signIn, { email, password }, null, { 'x-forwarded-for': address });
    const tries = [];
    for (let i = 0; i < 7; i += 1) tries.push((await from('203.0.113.9', 'wrong')).problem.code);
    expect(tries.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'people.wrong_credentials'));
    expect(tries.at(-1)).toBe('people.slow_down');
    const slowed = await from('203.0.113.9', PASSWORD);
    expect([slowed.status, Number(slowed.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect(Number(slowed.headers.get('retry-after'))).toBeLessThanOrEqual(30);
    expect((await from('198.51.100.7', PASSWORD)).status).toBe(200);
    await proxied.stop(true);
  });

  test('of many tries at once only the free ones get as far as the password', async () => {
    const { email } = await aJoiner(server, { email: 'burst@example.com' });
    const codes = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await server.call(sessionsApi.signIn, { email, password: 'wrong' }, null)).problem.code,
      ),
    );
    expect([
      codes.filter((c) => c === 'people.wrong_credentials').length,
      codes.filter((c) => c === 'people.slow_down').length,
    ]).toEqual([5, 15]);
  });

  test('says the same of an unknown address and of a wrong password', async () => {
    const { email } = await aJoiner(server, { email: 'same@example.com' });
    const [unknown, wrong] = [
      await server.call(sessionsApi.signIn, { email: 'nobody@example.com', password: 'x' }, null),
      await server.call(sessionsApi.signIn, { email, password: 'x' }, null),
    ];
    expect([unknown.status, unknown.problem.code]).toEqual([wrong.status, wrong.problem.code]);
  });

  test('ends with signing out, and a changed password ends all other sessions', async () => {
    const one = await aJoiner(server, { email: 'two@example.com' });
    const other = await server.call(sessionsApi.signIn, { email: one.email, password: PASSWORD }, null);
    const second = { ...one, cookie: cookieOf(other.headers) };
    expect(
      (await server.call(sessionsApi.changePassword, { current: PASSWORD, next: 'another long one' }, one)).status,
    ).toBe(200);
    expect((await server.call(sessionsApi.me, {}, second)).reply).toEqual({ me: null });
    expect((await server.call(sessionsApi.me, {}, one)).reply.me?.person.email).toBe(one.email);
    await server.call(sessionsApi.signOut, {}, one);
    expect((await server.call(sessionsApi.me, {}, one)).reply).toEqual({ me: null });
  });
});

describe('managing people', () => {
  test('a manager who is no admin neither makes admins nor touches one, nor reaches another team', async () => {
    const boss = await server.person(['manager'], 'Boss');
    const rep = await server.person(['sales'], 'Rep');
    const elsewhere = await server.person(['sales'], 'Else', await server.team('远方'));
    expect(
      (await server.call(peopleApi.change, { id: rep.id, expectedVersion: 1, roles: ['admin'] }, boss)).problem.code,
    ).toBe('people.forbidden');
    expect(
      (await server.call(peopleApi.disable, { id: server.manager.id, expectedVersion: 1 }, boss)).problem.code,
    ).toBe('people.forbidden');
    expect((await server.call(peopleApi.disable, { id: elsewhere.id, expectedVersion: 1 }, boss)).problem.code).toBe(
      'people.not_found',
    );
    expect(
      (await server.call(sessionsApi.invite, { teamId: server.teamId, roles: ['admin'] }, boss)).problem.code,
    ).toBe('people.forbidden');
    expect(
      (await server.call(peopleApi.change, { id: rep.id, expectedVersion: 1, roles: ['documents'] }, boss)).reply.roles,
    ).toEqual(['documents']);
    expect(
      (await server.call(peopleApi.change, { id: rep.id, expectedVersion: 1, name: 'x' }, boss)).problem.code,
    ).toBe('people.stale');
  });

  test('the last admin stays, and nobody shuts themselves out', async () => {
    expect(
      (
        await server.call(
          peopleApi.change,
          { id: server.manager.id, expectedVersion: 1, roles: ['manager'] },
          server.manager,
        )
      ).problem.code,
    ).toBe('people.last_admin');
    expect(
      (await server.call(peopleApi.disable, { id: server.manager.id, expectedVersion: 1 }, server.manager)).problem
        .code,
    ).toBe('people.not_yourself');
  });

  test('a transferred person sees the new board and not the old one', async () => {
    const team = await server.team('新队');
    const rep = await server.person(['sales'], 'Mover');
    expect(
      (await server.call(peopleApi.transfer, { id: rep.id, expectedVersion: 1, teamId: team }, server.manager)).status,
    ).toBe(200);
    expect((await server.call(ordersApi.board, { teamId: team }, rep)).status).toBe(200);
    expect((await server.call(ordersApi.board, { teamId: server.teamId }, rep)).status).toBe(404);
  });
});

describe('pairing a screen', () => {
  test('takes a code once; the screen looks at its own board and may do nothing else', async () => {
    const { reply } = await server.call(screensApi.startPairing, { locale: 'zh-CN' }, null);
    expect(reply.code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    expect((await server.call(screensApi.pollPairing, { secret: reply.secret }, null)).reply.state).toBe('waiting');
    const approve = {
      code: `${reply.code.slice(0, 4)}-${reply.code.slice(4).toLowerCase()}`,
      name: '大厅',
      teamId: server.teamId,
    };
    expect((await server.call(screensApi.approvePairing, approve, server.manager)).reply.name).toBe('大厅');
    expect((await server.call(screensApi.approvePairing, approve, server.manager)).problem.code).toBe(
      'people.pairing_not_found',
    );
    const polled = await server.call(screensApi.pollPairing, { secret: reply.secret }, null);
    expect(polled.reply.state).toBe('approved');
    expect((await server.call(screensApi.pollPairing, { secret: reply.secret }, null)).reply.state).toBe('gone');
    const wall: Actor = { id: '', teamId: server.teamId, cookie: cookieOf(polled.headers) };
    expect((await server.call(ordersApi.board, { teamId: server.teamId }, wall)).status).toBe(200);
    expect((await server.call(screensApi.thisDevice, {}, wall)).reply).toMatchObject({
      device: { name: '大厅', zone: 'Asia/Shanghai' },
      signedIn: false,
    });
    expect((await server.call(peopleApi.list, {}, wall)).status).toBe(403);
    expect(
      (await server.call(ordersApi.create, { customerId: crypto.randomUUID(), stage: 'INQUIRY' }, wall)).status,
    ).toBe(403);
  });

  test('guessing codes is slowed down', async () => {
    const boss = await server.person(['manager'], 'Guesser');
    const codes = [];
    for (let i = 0; i < 7; i += 1)
      codes.push(
        (await server.call(screensApi.approvePairing, { code: 'BCDFGHJK', name: 'x', teamId: server.teamId }, boss))
          .problem.code,
      );
    expect(codes.at(-1)).toBe('people.slow_down');
  });
});

describe('from a foreign page', () => {
  test('nothing can be changed: foreign origin, cross-site fetch and forms are refused', async () => {
    const body = JSON.stringify({ locale: 'en' });
    const as = { cookie: server.manager.cookie };
    expect(
      (await server.send('PATCH', '/session/profile', body, { ...as, origin: 'https://evil.example' })).status,
    ).toBe(403);
    expect(
      (await server.send('PATCH', '/session/profile', body, { ...as, 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(403);
    expect((await server.send('PATCH', '/session/profile', body, { ...as, 'content-type': 'text/plain' })).status).toBe(
      415,
    );
    expect(
      (
        await server.send('PATCH', '/session/profile', body, {
          ...as,
          'content-type': 'application/x-www-form-urlencoded',
        })
      ).status,
    ).toBe(415);
  });
});

test('the description lists every endpoint', async () => {
  const { reply } = await server.call(platformApi.openapi, {}, null);
  expect(reply['openapi']).toBe('3.1.0');
  expect(Object.keys(reply['paths'] as object)).toContain('/orders/{id}/move');
});
