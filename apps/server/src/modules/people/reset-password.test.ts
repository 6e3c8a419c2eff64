import { peopleApi } from '@tallyboard/contracts/people';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, TestServer, tokenOf } from '../../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

const PASSWORD = 'correct horse battery';
const linkFor = async (who: Actor, by: Actor = server.manager) =>
  server.call(sessionsApi.resetLink, { id: who.id }, by);
const emailOf = async (who: Actor): Promise<string> =>
  (await server.call(sessionsApi.me, {}, who)).reply.me!.person.email;

test('the person chooses the password, once, and every session from before is over', async () => {
  const rep = await server.person(['sales'], 'Forgetful');
  const email = await emailOf(rep);
  const token = tokenOf((await linkFor(rep)).reply.url);
  expect((await server.call(sessionsApi.seeReset, { token }, null)).reply).toEqual({
    name: 'Forgetful',
    nameEn: 'Forgetful',
    email,
  });
  expect((await server.call(sessionsApi.resetPassword, { token, password: 'password' }, null)).problem.code).toBe(
    'people.password_too_weak',
  );
  const done = await server.call(sessionsApi.resetPassword, { token, password: PASSWORD }, null);
  expect([done.status, done.reply.person.id]).toEqual([200, rep.id]);
  expect(done.headers.get('set-cookie')).toMatch(/^tallyboard=/);
  expect((await server.call(sessionsApi.me, {}, rep)).reply.me).toBeNull();
  expect((await server.call(sessionsApi.signIn, { email, password: PASSWORD }, null)).status).toBe(200);
  expect((await server.call(sessionsApi.resetPassword, { token, password: `${PASSWORD} 2` }, null)).problem.code).toBe(
    'people.reset_not_valid',
  );
});

test('of two uses at once one wins', async () => {
  const rep = await server.person(['sales'], 'Twice');
  const token = tokenOf((await linkFor(rep)).reply.url);
  const both = await Promise.all(
    ['one', 'two'].map((n) => server.call(sessionsApi.resetPassword, { token, password: `${PASSWORD} ${n}` }, null)),
  );
  expect(both.map((b) => b.status).sort()).toEqual([200, 404]);
});

test('a newer link ends the older one, an hour ends both, and a disabled person has none', async () => {
  const rep = await server.person(['sales'], 'Slow');
  const older = tokenOf((await linkFor(rep)).reply.url);
  const newer = tokenOf((await linkFor(rep)).reply.url);
  expect((await server.call(sessionsApi.seeReset, { token: older }, null)).problem.code).toBe('people.reset_not_valid');
  expect((await server.call(sessionsApi.seeReset, { token: newer }, null)).status).toBe(200);
  await server.db.query(`update password_reset set expires_at = now() - interval '1 second' where user_id = $1`, [
    rep.id,
  ]);
  expect((await server.call(sessionsApi.resetPassword, { token: newer, password: PASSWORD }, null)).problem.code).toBe(
    'people.reset_not_valid',
  );
  const last = tokenOf((await linkFor(rep)).reply.url);
  await server.call(peopleApi.disable, { id: rep.id, expectedVersion: 1 }, server.manager);
  expect((await server.call(sessionsApi.resetPassword, { token: last, password: PASSWORD }, null)).problem.code).toBe(
    'people.reset_not_valid',
  );
  expect((await linkFor(rep)).problem.code).toBe('people.not_found');
});

test('nobody makes a link for themselves, for another team, or for who may do more', async () => {
  const boss = await server.person(['manager'], 'Boss');
  const elsewhere = await server.person(['sales'], 'Else', await server.team('远方'));
  expect((await linkFor(boss, boss)).problem.code).toBe('people.not_yourself');
  expect((await linkFor(elsewhere, boss)).problem.code).toBe('people.not_found');
  expect((await linkFor(server.manager, boss)).problem.code).toBe('people.forbidden');
  expect((await linkFor(elsewhere)).status).toBe(200);
});

test('the same command sent again tells that the link is shown once', async () => {
  const rep = await server.person(['sales'], 'Again');
  const again = { 'idempotency-key': crypto.randomUUID() };
  const first = await server.call(sessionsApi.resetLink, { id: rep.id }, server.manager, again);
  expect((await server.call(sessionsApi.resetLink, { id: rep.id }, server.manager, again)).problem.code).toBe(
    'people.link_shown_once',
  );
  expect((await server.call(sessionsApi.seeReset, { token: tokenOf(first.reply.url) }, null)).status).toBe(200);
});

test('rights are asked again when a link is used: of who made it, and of whom it is for', async () => {
  const boss = await server.person(['manager'], 'Leaver');
  const risen = await server.person(['sales'], 'Riser');
  const plain = await server.person(['sales'], 'Plain');
  const [forRisen, forPlain] = [await linkFor(risen, boss), await linkFor(plain, boss)];
  const invited = await server.call(sessionsApi.invite, { teamId: server.teamId, roles: ['manager'] }, boss);
  await server.call(peopleApi.change, { id: risen.id, expectedVersion: 1, roles: ['admin'] }, server.manager);
  const use = (url: string) =>
    server.call(sessionsApi.resetPassword, { token: tokenOf(url), password: PASSWORD }, null);
  expect((await use(forRisen.reply.url)).problem.code).toBe('people.reset_not_valid');
  await server.call(peopleApi.disable, { id: boss.id, expectedVersion: 1 }, server.manager);
  expect((await use(forPlain.reply.url)).problem.code).toBe('people.reset_not_valid');
  const join = { email: 'shadow@example.com', name: '影', nameEn: 'Shadow', password: PASSWORD, locale: 'en' as const };
  const joined = await server.call(sessionsApi.acceptInvite, { token: tokenOf(invited.reply.url), ...join }, null);
  expect(joined.problem.code).toBe('people.invite_not_valid');
});

test('a link does not come back to life with the person', async () => {
  const rep = await server.person(['sales'], 'Lazarus');
  const token = tokenOf((await linkFor(rep)).reply.url);
  await server.call(peopleApi.disable, { id: rep.id, expectedVersion: 1 }, server.manager);
  await server.call(peopleApi.enable, { id: rep.id, expectedVersion: 2 }, server.manager);
  expect((await server.call(sessionsApi.seeReset, { token }, null)).problem.code).toBe('people.reset_not_valid');
});
