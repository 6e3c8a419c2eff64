import { accessApi } from '@tallyboard/contracts/access';
import { linksApi } from '@tallyboard/contracts/links';
import { peopleApi } from '@tallyboard/contracts/people';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import type { Role } from '@tallyboard/rules/people/capabilities';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Actor, TestServer, tokenOf } from '../../testing/test-server.js';

let server: TestServer;
let boss: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  boss = await server.person(['manager'], 'Boss');
});
beforeEach(async () => {
  await server.db.query('delete from invite; delete from password_reset');
});
afterAll(() => server.stop());

const invite = async (roles: Role[], forName = '', by = server.manager, teamId = server.teamId): Promise<string> => {
  const { status, reply } = await server.call(sessionsApi.invite, { teamId, roles, forName }, by);
  expect(status).toBe(200);
  return tokenOf(reply.url);
};
const links = async (as: Actor) => (await server.call(linksApi.open, {}, as)).reply.links;
const see = async (token: string): Promise<number> =>
  (await server.call(sessionsApi.seeInvite, { token }, null)).status;
const join = (token: string) =>
  server.call(
    sessionsApi.acceptInvite,
    {
      token,
      email: `${crypto.randomUUID()}@example.com`,
      name: '新',
      nameEn: 'New',
      password: 'correct horse battery',
      locale: 'en',
    },
    null,
  );

test('open invitations tell for whom, what, by whom and until when; used and expired ones are not among them', async () => {
  await invite(['sales'], ' 小周 ', boss);
  const used = await invite(['sales']);
  expect((await join(used)).status).toBe(200);
  await invite(['documents'], 'late');
  await server.db.query(`update invite set expires_at = now() - interval '1 second' where for_name = 'late'`);
  const [open, ...more] = await links(server.manager);
  expect(more).toEqual([]);
  expect(open).toMatchObject({
    kind: 'invite',
    forName: '小周',
    teamId: server.teamId,
    roles: ['sales'],
    madeBy: 'Boss',
  });
  expect(JSON.stringify(open)).not.toMatch(/token|hash/i);
});

test('a withdrawn invitation opens nothing from that moment, is not withdrawn twice, and the trail says who did it', async () => {
  const token = await invite(['sales'], '错的人');
  const { id } = (await links(server.manager))[0]!;
  expect((await server.call(linksApi.withdrawInvite, { id }, boss)).status).toBe(200);
  expect(await see(token)).toBe(404);
  expect((await join(token)).problem.code).toBe('people.invite_not_valid');
  expect((await server.call(linksApi.withdrawInvite, { id }, boss)).problem.code).toBe('people.link_not_open');
  expect(await links(server.manager)).toEqual([]);
  const { entries } = (await server.call(accessApi.audit, { action: 'people.invite_withdrawn' }, server.manager)).reply;
  expect(entries[0]).toMatchObject({ actor: 'Boss', subject: '错的人' });
});

test('whoever joins and whoever withdraws at the same moment: one of them wins, never both', async () => {
  const token = await invite(['sales']);
  const { id } = (await links(server.manager))[0]!;
  const [joined, withdrawn] = await Promise.all([
    join(token),
    server.call(linksApi.withdrawInvite, { id }, server.manager),
  ]);
  expect([joined.status, withdrawn.status].sort()).toEqual([200, 404]);
});

test('a new link ends the older one, stays one invitation, and is shown once', async () => {
  const older = await invite(['sales'], '小周');
  const { id } = (await links(server.manager))[0]!;
  const again = { 'idempotency-key': crypto.randomUUID() };
  const made = await server.call(linksApi.renewInvite, { id }, boss, again);
  expect([await see(older), await see(tokenOf(made.reply.url))]).toEqual([404, 200]);
  expect((await server.call(linksApi.renewInvite, { id }, boss, again)).problem.code).toBe('people.link_shown_once');
  expect(await links(server.manager)).toMatchObject([{ id, forName: '小周', madeBy: 'Boss' }]);
  expect((await join(tokenOf(made.reply.url))).reply.person.roles).toEqual(['sales']);
  expect((await server.call(linksApi.renewInvite, { id }, boss)).problem.code).toBe('people.link_not_open');
});

test('nobody sees, withdraws or renews what they could not have made; and nobody but who manages people', async () => {
  const far = await server.team('远方');
  await invite(['admin'], 'an admin');
  await invite(['sales'], 'elsewhere', server.manager, far);
  const all = await links(server.manager);
  expect(all).toHaveLength(2);
  expect(await links(boss)).toEqual([]);
  for (const { id } of all)
    for (const endpoint of [linksApi.withdrawInvite, linksApi.renewInvite])
      expect((await server.call(endpoint, { id }, boss)).problem.code).toBe('people.link_not_open');
  expect((await server.call(linksApi.open, {}, await server.person(['sales']))).status).toBe(403);
});

test('an invitation whose maker has left or may not invite any more is not open', async () => {
  const leaver = await server.person(['manager'], 'Leaver');
  await invite(['sales'], '', leaver);
  expect(await links(server.manager)).toHaveLength(1);
  await server.call(peopleApi.change, { id: leaver.id, expectedVersion: 1, roles: ['sales'] }, server.manager);
  expect(await links(server.manager)).toEqual([]);
});

test('a password link is listed with whom it is for, and withdrawn by who could have made it', async () => {
  const rep = await server.person(['sales'], 'Forgetful');
  const { reply } = await server.call(sessionsApi.resetLink, { id: rep.id }, server.manager);
  const [link] = await links(boss);
  expect(link).toMatchObject({ kind: 'reset', userId: rep.id, name: 'Forgetful', madeBy: '王磊' });
  const foreign = await server.person(['manager'], 'Foreign', await server.team('别处'));
  expect(await links(foreign)).toEqual([]);
  expect((await server.call(linksApi.withdrawReset, { id: link!.id }, foreign)).problem.code).toBe(
    'people.link_not_open',
  );
  expect((await server.call(linksApi.withdrawReset, { id: link!.id }, boss)).status).toBe(200);
  expect((await server.call(sessionsApi.seeReset, { token: tokenOf(reply.url) }, null)).problem.code).toBe(
    'people.reset_not_valid',
  );
  const { entries } = (await server.call(accessApi.audit, { action: 'people.reset_link_withdrawn' }, server.manager))
    .reply;
  expect(entries[0]).toMatchObject({ actor: 'Boss', subject: 'Forgetful' });
});
